/** Makers of instruments, settings, books, reports and fills for tests of the engine and what reads it. */
import type { VenueBalance } from '../../shared/domain/balance';
import { tradeId, type Fill } from '../../shared/domain/fill';
import { instrumentId, underlying, type Instrument, type InstrumentId } from '../../shared/domain/instrument';
import { clientOrderId, venueOrderId, type OrderIntent, type OrderReport } from '../../shared/domain/order';
import type { VenuePosition } from '../../shared/domain/position';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { LevelChange } from '../../shared/engine/events';
import type { DeskSettings } from '../../shared/engine/settings';

/** The venue of all test instruments. */
export const VENUE = venueId('deribit');
/** A moment to start from. */
export const START_MS = 1_800_000_000_000;
/** The quoted perpetual. */
export const BTC = instrumentId(VENUE, 'BTC-PERPETUAL');
/** A dated future to hedge with. */
export const BTC_FUTURE = instrumentId(VENUE, 'BTC-25DEC26');

/** An inverse perpetual with tick 0.5 and lots of 10 USD, changed by `change`. */
export function perpetual(change: Partial<Instrument> = {}): Instrument {
  return {
    id: BTC,
    venue: VENUE,
    name: 'BTC-PERPETUAL',
    kind: 'perpetual',
    underlying: underlying('BTC'),
    isInverse: true,
    quantityUnit: 'USD',
    tickSize: 0.5,
    lotSize: 10,
    minimumQuantity: 10,
    fees: { maker: -0.0001, taker: 0.0005 },
    expiresAtMs: null,
    option: null,
    isActive: true,
    ...change,
  };
}

/** A future of the same underlying that expires in a month. */
export function datedFuture(): Instrument {
  const expiresAtMs = timestampMs(START_MS + 30 * 86_400_000);
  return perpetual({ id: BTC_FUTURE, name: 'BTC-25DEC26', kind: 'future', expiresAtMs });
}

/** A coin of the account with ample margin left, as a venue tells it. */
export function balanceOf(currency: string, change: Partial<VenueBalance> = {}): VenueBalance {
  return { currency, balance: 100, equity: 100, availableFunds: 100, initialMargin: 0, maintenanceMargin: 0, ...change };
}

/** Default settings that quote only the BTC perpetual, changed by `change`. */
export function testSettings(change: Partial<DeskSettings> = {}): DeskSettings {
  return { ...defaultSettings(VENUE), quotedInstruments: [BTC], watchedInstruments: [BTC], ...change };
}

/** Levels on both sides of a middle price in ticks, best first, with the same lots everywhere. */
export function levelsAround(middleTicks: number, lots = 500, count = 10): { bids: LevelChange[]; asks: LevelChange[] } {
  const bids = Array.from({ length: count }, (_, index): LevelChange => [middleTicks - 1 - index, lots]);
  const asks = Array.from({ length: count }, (_, index): LevelChange => [middleTicks + 1 + index, lots]);
  return { bids, asks };
}

/** What the venue says of an order that was sent. */
export function reportOf(intent: OrderIntent, change: Partial<OrderReport> = {}): OrderReport {
  return {
    instrumentId: intent.instrumentId,
    venueOrderId: venueOrderId(`v-${intent.clientOrderId}`),
    clientOrderId: intent.clientOrderId,
    side: intent.side,
    price: intent.price,
    quantity: intent.quantity,
    filledQuantity: quantityLots(0),
    status: 'accepted',
    reason: null,
    venueUpdatedAtMs: timestampMs(START_MS),
    ...change,
  };
}

/** An execution of an order that was sent, by default of all of it. */
export function fillOf(intent: OrderIntent, change: Partial<Fill> = {}): Fill {
  return {
    tradeId: tradeId(`t-${intent.clientOrderId}`),
    instrumentId: intent.instrumentId,
    venueOrderId: venueOrderId(`v-${intent.clientOrderId}`),
    clientOrderId: intent.clientOrderId,
    side: intent.side,
    price: intent.price,
    quantity: intent.quantity,
    liquidity: 'maker',
    fee: 0,
    feeCurrency: 'BTC',
    indexPrice: 60_000,
    executedAtMs: timestampMs(START_MS + 1),
    ...change,
  };
}

/** An intent outside any engine, for the tracker and the gate. */
export function intentOf(change: Partial<OrderIntent> = {}): OrderIntent {
  return {
    clientOrderId: clientOrderId('keel-test-1'),
    instrumentId: BTC,
    side: 'buy',
    price: priceTicks(119_990),
    quantity: quantityLots(100),
    purpose: 'manual',
    timeInForce: 'good-til-canceled',
    isPostOnly: false,
    isReduceOnly: false,
    level: 0,
    validUntilMs: timestampMs(START_MS + 2000),
    ...change,
  };
}

/** A venue's report of a position in lots of 10 USD. */
export function positionOf(id: InstrumentId, lots: number, averagePrice = 60_000): VenuePosition {
  return { instrumentId: id, quantity: lots * 10, averagePrice, markPrice: 60_000, unrealisedPnl: 0, realisedPnl: 0, delta: 0 };
}

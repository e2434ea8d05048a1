/** A desk for tests: numbers events, steps the engine, keeps the effects; with makers of instruments, books, reports and fills. */
import type { CommandArgs, CommandCall, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import { tradeId, type Fill } from '../../shared/domain/fill';
import { instrumentId, underlying, type Instrument, type InstrumentId } from '../../shared/domain/instrument';
import { clientOrderId, venueOrderId, type OrderIntent, type OrderReport } from '../../shared/domain/order';
import type { VenuePosition } from '../../shared/domain/position';
import { price, priceTicks } from '../../shared/domain/price';
import { quantity, quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { venueId, type VenueChannel } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { EngineEffect } from '../../shared/engine/effects';
import type { AccountSnapshot, EngineEvent, EngineEventBody, LevelChange } from '../../shared/engine/events';
import { createInitialState } from '../../shared/engine/initial-state';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import { step } from '../../shared/engine/step';

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

/** Steps an engine and remembers what it asked for. */
export class TestDesk {
  state: EngineState = createInitialState();
  nowMs = START_MS;
  /** All effects since the start. */
  readonly effects: EngineEffect[] = [];
  /** All events since the start, to be replayed. */
  readonly events: EngineEvent[] = [];
  private sequence = 0;
  private changeId = 1000;
  private generation = 0;
  private commandNumber = 0;

  /** Steps one event; the result is what it asked for. */
  apply(body: EngineEventBody): readonly EngineEffect[] {
    this.sequence += 1;
    const event: EngineEvent = { ...body, sequence: this.sequence, atMs: timestampMs(this.nowMs) };
    this.events.push(event);
    const result = step(this.state, event);
    this.state = result.state;
    this.effects.push(...result.effects);
    return result.effects;
  }

  /** Starts, connects, loads, gives a book around 60,000 and reconciles: the desk is active, unarmed, trading off. */
  start(settings: DeskSettings = testSettings(), snapshot: Partial<AccountSnapshot> = {}): this {
    this.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings });
    this.apply({ kind: 'clock-ticked' });
    this.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), datedFuture()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) this.lane(channel, 'live');
    this.market(120_000);
    this.reconcile(snapshot);
    return this;
  }

  /** Start, then arm and turn trading on: quotes are sent. */
  startTrading(settings: DeskSettings = testSettings()): this {
    this.start(settings);
    this.command('arm', {});
    this.command('set-trading', { instrumentId: BTC, isOn: true });
    return this;
  }

  /** Changes the state of a lane. */
  lane(
    channel: VenueChannel,
    state: 'live' | 'stale' | 'closed' | 'connecting' | 'resynchronising' | 'blocked',
    reason = '',
  ): readonly EngineEffect[] {
    return this.apply({ kind: 'channel-changed', venue: VENUE, channel, state, reason });
  }

  /** Ticker, index and a fresh book snapshot around a middle price in ticks of the perpetual; the future is 10 ticks above. */
  market(middleTicks: number): void {
    this.ticker(BTC, middleTicks);
    this.ticker(BTC_FUTURE, middleTicks + 10);
    this.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: middleTicks * 0.5 });
    this.snapshot(BTC, middleTicks);
    this.snapshot(BTC_FUTURE, middleTicks + 10);
  }

  /** A ticker with the mark at a price in ticks. */
  ticker(id: InstrumentId, ticks: number): readonly EngineEffect[] {
    const markPrice = ticks * 0.5;
    const ticker = {
      instrumentId: id,
      markPrice,
      indexPrice: markPrice,
      bestBid: null,
      bestAsk: null,
      lastPrice: null,
      funding8h: 0.0001,
      markVolatility: null,
      greeks: null,
      venueTimeMs: timestampMs(this.nowMs),
    };
    return this.apply({ kind: 'ticker-updated', ticker });
  }

  /** A new generation of a book. */
  snapshot(id: InstrumentId, middleTicks: number): readonly EngineEffect[] {
    this.changeId += 1;
    this.generation += 1;
    return this.apply({
      kind: 'book-snapshot',
      instrumentId: id,
      generation: this.generation,
      changeId: this.changeId,
      ...levelsAround(middleTicks),
      venueTimeMs: timestampMs(this.nowMs),
    });
  }

  /** A change of the book that follows the last one; `skip` leaves a gap. */
  delta(id: InstrumentId, change: { readonly bids?: LevelChange[]; readonly asks?: LevelChange[] }, skip = 0): readonly EngineEffect[] {
    const market = this.state.markets.get(id);
    if (market === undefined) throw new Error(`${id} is not loaded`);
    const previousChangeId = market.changeId + skip;
    this.changeId = Math.max(this.changeId, previousChangeId) + 1;
    return this.apply({
      kind: 'book-delta',
      instrumentId: id,
      generation: market.generation,
      previousChangeId,
      changeId: this.changeId,
      bids: change.bids ?? [],
      asks: change.asks ?? [],
      venueTimeMs: timestampMs(this.nowMs),
    });
  }

  /** Lets time pass, then ticks the clock. */
  wait(milliseconds: number): readonly EngineEffect[] {
    this.nowMs += milliseconds;
    return this.apply({ kind: 'clock-ticked' });
  }

  /** A complete account snapshot asked for now; by default flat and without orders. */
  reconcile(change: Partial<AccountSnapshot> = {}): readonly EngineEffect[] {
    return this.apply({
      kind: 'account-snapshot',
      venue: VENUE,
      requestedAtMs: timestampMs(this.nowMs),
      openOrders: [],
      fills: [],
      positions: [],
      balances: [],
      ...change,
    });
  }

  /** Sends a command under an id of its own and returns how it ended. */
  command<Name extends CommandName>(name: Name, args: CommandArgs<Name>, id?: string): CommandOutcome {
    this.commandNumber += 1;
    const commandId = id ?? `command-${this.commandNumber}`;
    const call = { name, args } as unknown as CommandCall;
    const effects = this.apply({ kind: 'command-received', commandId, call });
    const outcome = effects.find((effect) => effect.kind === 'acknowledge-command');
    if (outcome?.kind !== 'acknowledge-command') throw new Error(`${name} was not acknowledged`);
    return outcome.outcome;
  }

  /** Orders sent so far. */
  sent(): readonly OrderIntent[] {
    return ordersSent(this.effects);
  }

  /** The venue accepts every order that is only submitted. */
  acceptAll(): void {
    for (const order of [...this.state.orders.open.values()]) {
      if (order.status === 'submitted')
        this.apply({ kind: 'order-reported', report: reportOf(order, { venueUpdatedAtMs: timestampMs(this.nowMs) }) });
    }
  }

  /** The venue confirms every cancel that is pending. */
  cancelPending(): void {
    for (const order of [...this.state.orders.open.values()]) {
      if (order.isCancelPending)
        this.apply({
          kind: 'order-reported',
          report: reportOf(order, { status: 'canceled', filledQuantity: order.filledQuantity, venueUpdatedAtMs: timestampMs(this.nowMs) }),
        });
    }
  }
}

/** The intents of all send-order effects, in order. */
export function ordersSent(effects: readonly EngineEffect[]): readonly OrderIntent[] {
  return effects.flatMap((effect) => (effect.kind === 'send-order' ? [effect.order.intent] : []));
}

/** A venue's report of a position in lots of 10 USD. */
export function positionOf(id: InstrumentId, lots: number, averagePrice = 60_000): VenuePosition {
  return { instrumentId: id, quantity: lots * 10, averagePrice, markPrice: 60_000, unrealisedPnl: 0, realisedPnl: 0, delta: 0 };
}

/** A public print. */
export function tradeOf(id: InstrumentId, ticks: number): Extract<EngineEventBody, { kind: 'trades-printed' }> {
  return {
    kind: 'trades-printed',
    trades: [
      {
        tradeId: tradeId(`p-${ticks}`),
        instrumentId: id,
        side: 'buy',
        price: price(ticks * 0.5),
        quantity: quantity(10),
        executedAtMs: timestampMs(START_MS),
      },
    ],
  };
}

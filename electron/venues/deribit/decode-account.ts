/** Orders, fills, positions and balances of the account into the words of the domain. */
import type { VenueBalance } from '../../../shared/domain/balance';
import type { Fill, UnreadFill } from '../../../shared/domain/fill';
import { tradeId } from '../../../shared/domain/fill';
import type { Instrument } from '../../../shared/domain/instrument';
import type { ClientOrderId, OrderReport, VenueOrderId } from '../../../shared/domain/order';
import { clientOrderId, venueOrderId } from '../../../shared/domain/order';
import type { VenuePosition } from '../../../shared/domain/position';
import { priceTicks } from '../../../shared/domain/price';
import { quantityLots } from '../../../shared/domain/quantity';
import { timestampMs } from '../../../shared/domain/time';
import { readSide } from './decode-market';
import {
  readMultiple,
  readNonNegative,
  readNumber,
  readOptionalNumber,
  readPositiveMultiple,
  readRecord,
  readText,
  readTicks,
  readWhole,
  refuse,
} from './decode-fields';
import type { JsonRecord } from './decode-fields';

/** Every client order id of this desk begins so; any other label is another tool's order. */
const LABEL_PREFIX = 'keel-';

export type InstrumentsByName = ReadonlyMap<string, Instrument>;

const STATUSES: ReadonlyMap<unknown, OrderReport['status']> = new Map([
  ['open', 'accepted'],
  ['untriggered', 'accepted'],
  // A stop that was triggered is over: the order that it made has an id of its own.
  ['triggered', 'canceled'],
  ['filled', 'filled'],
  ['cancelled', 'canceled'],
  ['rejected', 'rejected'],
  ['expired', 'expired'],
]);

function findInstrument(raw: JsonRecord, instruments: InstrumentsByName): Instrument {
  const name = readText(raw['instrument_name'], 'instrument_name');
  return instruments.get(name) ?? refuse('instrument_name', 'an instrument that was loaded', name);
}

function readLabel(value: unknown): ClientOrderId | null {
  return typeof value === 'string' && value.startsWith(LABEL_PREFIX) ? clientOrderId(value) : null;
}

/** Orders that trade at their price or better; what others carry as a price is a bound or a trigger. */
const LIMIT_TYPES: ReadonlySet<unknown> = new Set([undefined, 'limit', 'stop_limit', 'take_limit', 'market_limit']);

function nearestTicks(price: number, { tickSize }: Instrument): number {
  const ticks = Math.round(readNonNegative(price, 'price') / tickSize) + 0;
  return Number.isSafeInteger(ticks) ? ticks : refuse('price', 'a price whose ticks can be counted', price);
}

/** A stop or market order of another tool has no limit price: its bound or its trigger, either of which may lie between two steps, else 0, stands in. */
function readOrderPrice(raw: JsonRecord, instrument: Instrument): number {
  const { price, trigger_price: trigger } = raw;
  if (typeof price !== 'number' && price !== 'market_price') return refuse('price', 'a number or market_price', price);
  if (typeof price === 'number' && LIMIT_TYPES.has(raw['order_type'])) return readTicks(price, instrument, 'price');
  const standIn = typeof price === 'number' ? price : trigger;
  return typeof standIn === 'number' ? nearestTicks(standIn, instrument) : 0;
}

/** The venue's own reasons to end an order that the desk must act on. */
const ENDED_BY: ReadonlyMap<unknown, NonNullable<OrderReport['endedBy']>> = new Map([
  ['cancel_on_disconnect', 'dead-man'],
  ['mmp_trigger', 'protection'],
  // A liquidation, too little margin, or a lock of the account or of a position.
  ['autoliquidation', 'risk-control'],
  ['risk_mitigation', 'risk-control'],
  ['pme_risk_reduction', 'risk-control'],
  ['pme_account_locked', 'risk-control'],
  ['position_locked', 'risk-control'],
]);

/** It met an order of our own, or of a sister account, and never rested: the venue may call that canceled, and it is a rejection. */
const OVERLAPS: ReadonlySet<unknown> = new Set(['order_overlap', 'order_overlap_another_sub']);

function readStatus(raw: JsonRecord): OrderReport['status'] {
  const state = raw['order_state'];
  if (state === 'cancelled' && OVERLAPS.has(raw['cancel_reason']) && !raw['filled_amount']) return 'rejected';
  return STATUSES.get(state) ?? refuse('order_state', 'open, filled, cancelled, rejected or expired', state);
}

export function decodeOrder(value: unknown, instruments: InstrumentsByName): OrderReport {
  const raw = readRecord(value, 'order');
  const instrument = findInstrument(raw, instruments);
  const reason = raw['cancel_reason'] ?? raw['reject_reason'] ?? (raw['order_state'] === 'triggered' ? 'triggered' : null);
  const endedBy = ENDED_BY.get(raw['cancel_reason']);
  return {
    instrumentId: instrument.id,
    venueOrderId: venueOrderId(readText(raw['order_id'], 'order_id')),
    clientOrderId: readLabel(raw['label']),
    side: readSide(raw['direction']),
    price: priceTicks(readOrderPrice(raw, instrument)),
    quantity: quantityLots(readPositiveMultiple(raw['amount'], instrument.lotSize, 'amount')),
    // An untriggered order carries no filled quantity at all.
    filledQuantity: quantityLots(readMultiple(raw['filled_amount'] ?? 0, instrument.lotSize, 'filled_amount')),
    status: readStatus(raw),
    reason: typeof reason === 'string' ? reason : null,
    ...(endedBy === undefined ? {} : { endedBy }),
    venueUpdatedAtMs: timestampMs(readWhole(raw['last_update_timestamp'], 'last_update_timestamp')),
  };
}

/** An open order of any product, as far as canceling it needs. */
export function decodeOpenOrder(value: unknown): { venueOrderId: VenueOrderId; instrumentName: string; isOurs: boolean } {
  const raw = readRecord(value, 'order');
  return {
    venueOrderId: venueOrderId(readText(raw['order_id'], 'order_id')),
    instrumentName: readText(raw['instrument_name'], 'instrument_name'),
    isOurs: readLabel(raw['label']) !== null,
  };
}

export function decodeFill(value: unknown, instruments: InstrumentsByName): Fill {
  const raw = readRecord(value, 'user trade');
  const instrument = findInstrument(raw, instruments);
  const liquidity = raw['liquidity'];
  if (liquidity !== 'M' && liquidity !== 'T') return refuse('liquidity', 'M or T', liquidity);
  return {
    tradeId: tradeId(readText(raw['trade_id'], 'trade_id')),
    instrumentId: instrument.id,
    venueOrderId: venueOrderId(readText(raw['order_id'], 'order_id')),
    clientOrderId: readLabel(raw['label']),
    side: readSide(raw['direction']),
    price: priceTicks(readTicks(raw['price'], instrument, 'price')),
    quantity: quantityLots(readPositiveMultiple(raw['amount'], instrument.lotSize, 'amount')),
    liquidity: liquidity === 'M' ? 'maker' : 'taker',
    fee: readNumber(raw['fee'], 'fee'),
    feeCurrency: readText(raw['fee_currency'], 'fee_currency'),
    indexPrice: readNonNegative(raw['index_price'], 'index_price'),
    executedAtMs: timestampMs(readWhole(raw['timestamp'], 'timestamp')),
  };
}

/** An execution in an instrument that is not listed: no price or quantity of it means anything without one. */
export function decodeUnreadFill(value: unknown): UnreadFill {
  const raw = readRecord(value, 'user trade');
  return {
    tradeId: tradeId(readText(raw['trade_id'], 'trade_id')),
    executedAtMs: timestampMs(readWhole(raw['timestamp'], 'timestamp')),
  };
}

/** Positions of products this desk does not trade are `null`; they still show in the venue's balances. */
export function decodePosition(value: unknown, instruments: InstrumentsByName): VenuePosition | null {
  const raw = readRecord(value, 'position');
  const instrument = instruments.get(readText(raw['instrument_name'], 'instrument_name'));
  if (!instrument) return null;
  const isPerpetual = instrument.kind === 'perpetual';
  // In the session's realised profit, so what was received is positive.
  const fundingCoin = isPerpetual ? readOptionalNumber(raw['realized_funding'], 'realized_funding') : null;
  const settlementPrice = isPerpetual ? readOptionalNumber(raw['settlement_price'], 'settlement_price') : null;
  return {
    instrumentId: instrument.id,
    quantity: readNumber(raw['size'], 'size'),
    averagePrice: readNumber(raw['average_price'] ?? 0, 'average_price'),
    markPrice: readNonNegative(raw['mark_price'], 'mark_price'),
    unrealisedPnl: readNumber(raw['floating_profit_loss'] ?? 0, 'floating_profit_loss'),
    realisedPnl: readNumber(raw['realized_profit_loss'] ?? 0, 'realized_profit_loss'),
    delta: readNumber(raw['delta'] ?? 0, 'delta'),
    ...(fundingCoin === null ? {} : { fundingCoin }),
    ...(settlementPrice === null ? {} : { settlementPrice }),
  };
}

/** Cross collateral, which the models named cross… always have. */
function isJoint({ cross_collateral_enabled: isEnabled, margin_model: model }: JsonRecord): boolean {
  return isEnabled === true || (typeof model === 'string' && model.startsWith('cross_'));
}

export function decodeBalance(value: unknown): VenueBalance {
  const raw = readRecord(value, 'account summary');
  return {
    currency: readText(raw['currency'], 'currency'),
    balance: readNumber(raw['balance'], 'balance'),
    equity: readNumber(raw['equity'], 'equity'),
    availableFunds: readNumber(raw['available_funds'], 'available_funds'),
    initialMargin: readNumber(raw['initial_margin'], 'initial_margin'),
    maintenanceMargin: readNumber(raw['maintenance_margin'], 'maintenance_margin'),
    ...(typeof raw['margin_model'] === 'string' ? { marginModel: readText(raw['margin_model'], 'margin_model') } : {}),
    ...(isJoint(raw) ? { joint: { marginBalance: readOptionalNumber(raw['margin_balance'], 'margin_balance') } } : {}),
  };
}

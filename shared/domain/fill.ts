/** Our own executions. A public print is a trade. */
import type { Brand } from './brand';
import type { InstrumentId } from './instrument';
import type { ClientOrderId, VenueOrderId } from './order';
import type { Price, PriceTicks } from './price';
import type { Quantity, QuantityLots } from './quantity';
import type { Side } from './side';
import type { TimestampMs } from './time';

/** The venue's id of one execution; with venue and account the key of exactly-once. */
export type TradeId = Brand<string, 'TradeId'>;

/** One execution of ours. */
export interface Fill {
  readonly tradeId: TradeId;
  readonly instrumentId: InstrumentId;
  readonly venueOrderId: VenueOrderId;
  /** `null` for an execution of an order this desk did not place. */
  readonly clientOrderId: ClientOrderId | null;
  readonly side: Side;
  readonly price: PriceTicks;
  readonly quantity: QuantityLots;
  readonly liquidity: 'maker' | 'taker';
  /** Paid in `feeCurrency`; negative is a rebate. */
  readonly fee: number;
  readonly feeCurrency: string;
  /** Index price of the underlying at the execution, USD. */
  readonly indexPrice: number;
  readonly executedAtMs: TimestampMs;
}

/** An execution of ours of which only this can be read, because the venue does not list its contract now. */
export type UnreadFill = Pick<Fill, 'tradeId' | 'executedAtMs'>;

/** A public print. */
export interface Trade {
  readonly tradeId: TradeId;
  readonly instrumentId: InstrumentId;
  /** Side of the taker. */
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly executedAtMs: TimestampMs;
}

/** Marks a string as a trade id. */
export function tradeId(value: string): TradeId {
  return value as TradeId;
}

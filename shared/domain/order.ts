/** Orders: what we want, what we sent, what the venue says of it. */
import type { Brand } from './brand';
import type { InstrumentId } from './instrument';
import type { PriceTicks } from './price';
import type { QuantityLots } from './quantity';
import type { Side } from './side';
import type { TimestampMs } from './time';

/** Our id, unique for ever, sent as the venue's label; the only key an order is known by inside. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>;

/** The venue's id; unknown until acknowledged. */
export type VenueOrderId = Brand<string, 'VenueOrderId'>;

/** Why an order exists. `external`: not placed by this desk. `adopted`: it carries this desk's label, and no journal of it knows why. */
export type OrderPurpose = 'quote' | 'hedge' | 'manual' | 'adopted' | 'external';

/** How long an order lives. */
export type TimeInForce = 'good-til-canceled' | 'immediate-or-cancel';

/**
 * Life of an order. `denied` by us, `rejected` by the venue. `unknown`: sent, outcome not known; counts fully against limits.
 * `lost`: the venue denies knowing it after targeted queries; can still fill.
 */
export type OrderStatus =
  'submitted' | 'accepted' | 'partially-filled' | 'unknown' | 'lost' | 'filled' | 'canceled' | 'expired' | 'rejected';

/** What is wanted, before the pre-trade gate. */
export interface OrderIntent {
  readonly clientOrderId: ClientOrderId;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly price: PriceTicks;
  readonly quantity: QuantityLots;
  readonly purpose: OrderPurpose;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  /** 1 is the best quote level; 0 where levels mean nothing. */
  readonly level: number;
  /** The venue must not execute it later than this, by our clock; the adapter says it in the venue's. */
  readonly validUntilMs: TimestampMs;
}

/** An order as this desk knows it. */
export interface Order extends OrderIntent {
  readonly venueOrderId: VenueOrderId | null;
  readonly status: OrderStatus;
  readonly filledQuantity: QuantityLots;
  readonly isCancelPending: boolean;
  readonly createdAtMs: TimestampMs;
  readonly updatedAtMs: TimestampMs;
}

/** What a venue says of an order: by stream, by answer or by query. */
export interface OrderReport {
  readonly instrumentId: InstrumentId;
  readonly venueOrderId: VenueOrderId;
  /** `null` for an order without one of our labels. */
  readonly clientOrderId: ClientOrderId | null;
  readonly side: Side;
  readonly price: PriceTicks;
  readonly quantity: QuantityLots;
  readonly filledQuantity: QuantityLots;
  readonly status: 'accepted' | 'filled' | 'canceled' | 'rejected' | 'expired';
  readonly reason: string | null;
  /** Who ended it if neither we nor the market did: the venue's dead-man switch, its market-maker protection, or its control of the account's risk. */
  readonly endedBy?: 'dead-man' | 'protection' | 'risk-control';
  readonly venueUpdatedAtMs: TimestampMs;
}

/** Marks a string as a client order id. */
export function clientOrderId(value: string): ClientOrderId {
  return value as ClientOrderId;
}

/** Marks a string as a venue order id. */
export function venueOrderId(value: string): VenueOrderId {
  return value as VenueOrderId;
}

/** Whether the order can no longer rest at the venue. `unknown` and `lost` are not final: they can still fill. */
export function isFinal(status: OrderStatus): boolean {
  return status === 'filled' || status === 'canceled' || status === 'expired' || status === 'rejected';
}

/** Everything the engine can ask of the outside world, carried out by the effect runner in the order given. */
import type { InstrumentId } from '../domain/instrument';
import type { ClientOrderId, OrderIntent, VenueOrderId } from '../domain/order';
import type { VenueId } from '../domain/venue';
import type { Approved } from '../risk/pre-trade-gate';
import type { CommandOutcome } from '../contract/envelope';
import type { DeskDay } from './desk-days';
import type { RiskRun } from '../contract/risk-commands';

/** Which orders a cancellation means; shown with its count before it is carried out. */
export type CancelScope = 'quotes' | 'mine' | 'account';

/** Send an order; takes only what the gate approved, so an unchecked order does not compile. Durable before sent. */
export interface SendOrder {
  readonly kind: 'send-order';
  readonly order: Approved<OrderIntent>;
}

/** Cancel one order on the cancel lane. */
export interface CancelOrder {
  readonly kind: 'cancel-order';
  readonly instrumentId: InstrumentId;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId | null;
}

/** What the engine wants done. */
export type EngineEffect =
  | SendOrder
  | CancelOrder
  /** Everything on the venue at once, on the cancel lane, repeated by the runner until the open-order list is empty twice. */
  | { readonly kind: 'cancel-all'; readonly venue: VenueId; readonly scope: CancelScope }
  /** Ask for one order by our id: open orders, then history. */
  | { readonly kind: 'query-order'; readonly instrumentId: InstrumentId; readonly clientOrderId: ClientOrderId }
  | { readonly kind: 'request-reconciliation'; readonly venue: VenueId }
  /** Subscribe (idempotent): book, trades and ticker of these instruments are wanted at full depth. */
  | { readonly kind: 'subscribe'; readonly venue: VenueId; readonly instrumentIds: readonly InstrumentId[] }
  /** Tickers alone, at the venue's slow pace: what is held is valued, but its book is not traded on. Idempotent. */
  | { readonly kind: 'follow-tickers'; readonly venue: VenueId; readonly instrumentIds: readonly InstrumentId[] }
  | { readonly kind: 'resynchronise-book'; readonly instrumentId: InstrumentId; readonly reason: string }
  | { readonly kind: 'reconnect'; readonly venue: VenueId }
  /** Close every connection of the venue and stay away until `reconnect`. */
  | { readonly kind: 'disconnect'; readonly venue: VenueId }
  /** Display only: nothing that trades waits for the risk worker. */
  | { readonly kind: 'steer-risk-run'; readonly run: RiskRun; readonly action: 'refresh' | 'cancel' }
  /** Put a day that is over on record: comes back as the event `day-recorded`, so that the journal says it in plain words. */
  | { readonly kind: 'record-day'; readonly day: DeskDay }
  /** Start or end a check of the journal; nothing that trades waits for it. */
  | { readonly kind: 'verify-journal'; readonly isWanted: boolean }
  | { readonly kind: 'acknowledge-command'; readonly commandId: string; readonly outcome: CommandOutcome };

/** An order as the exchange holds it: everything fixed at entry, and what matching changes. */
import type { Side } from '../domain/side';

/** Life of an order in Deribit's words. */
export type WireOrderState = 'open' | 'filled' | 'cancelled' | 'rejected';

/** Why an order was canceled, in Deribit's words. */
export type CancelReason =
  | 'user_request'
  | 'cancel_on_disconnect'
  | 'mmp_trigger'
  | 'self_trade'
  | 'immediate_or_cancel'
  | 'instrument_expired'
  | 'edit_post_only_reject'
  | 'background';

/** What is asked of the matching engine; prices in ticks, quantities in lots. */
export interface OrderTerms {
  readonly id: string;
  readonly accountId: number;
  readonly instrument: string;
  readonly side: Side;
  readonly orderType: 'limit' | 'market';
  readonly timeInForce: 'good_til_cancelled' | 'immediate_or_cancel' | 'fill_or_kill' | 'good_til_day';
  readonly isPostOnly: boolean;
  readonly rejectPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly isMmp: boolean;
  readonly label: string;
  /** The websocket session that sent it; `null` for HTTP: then cancel-on-disconnect does not cover it. */
  readonly sessionId: string | null;
  readonly isApi: boolean;
  /** Part of a mass quote: group, set and id. */
  readonly quote: QuoteTag | null;
  readonly createdAtMs: number;
}

/** Where a quote belongs. */
export interface QuoteTag {
  readonly mmpGroup: string;
  readonly quoteSetId: string;
  readonly quoteId: number;
}

/** An order with its changing part. Only the matching engine writes it. */
export interface MutableOrder extends OrderTerms {
  priceTicks: number;
  lots: number;
  filledLots: number;
  /** Sum over fills of lots ÷ price (futures) or lots × price (options): what the average price is made of. */
  filledValue: number;
  state: WireOrderState;
  cancelReason: CancelReason | null;
  isReplaced: boolean;
  updatedAtMs: number;
}

/** Lots still open. */
export function remainingLots(order: MutableOrder): number {
  return order.lots - order.filledLots;
}

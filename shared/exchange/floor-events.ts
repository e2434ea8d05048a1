/** What one input changed on the floor, in order, for publishing and for the log. */
import type { Account } from './account';
import type { MutableOrder } from './resting-order';
import type { PublicTrade, UserTrade } from './trade-record';

/** An own trade and whose it is. */
export interface OwnTrade {
  readonly account: Account;
  readonly trade: UserTrade;
}

/** Collected by the floor, taken by the exchange after each input. */
export interface FloorEvents {
  readonly trades: readonly PublicTrade[];
  readonly ownTrades: readonly OwnTrade[];
  /** Orders of clients that changed, each once, in the order of their first change. */
  readonly orders: readonly MutableOrder[];
}

/** Whether a book can be believed by its shape and its age; the engine decides what follows. */
import type { OrderBook } from './order-book';

/** `locked`: bid = ask, seen on some venues for moments; `crossed`: bid > ask, never true of a whole book. */
export type BookShape = 'empty' | 'one-sided' | 'crossed' | 'locked' | 'sound';

/** The shape of a book as it stands. */
export function shapeOf(book: OrderBook): BookShape {
  const bid = book.bestBid();
  const ask = book.bestAsk();
  if (bid === null && ask === null) return 'empty';
  if (bid === null || ask === null) return 'one-sided';
  if (bid > ask) return 'crossed';
  return bid === ask ? 'locked' : 'sound';
}

/** `amber`: late, say so; `stale`: too old to quote on. */
export type BookAge = 'fresh' | 'amber' | 'stale';

/** Rates an age in ms against two limits in ms; at a limit counts as beyond it. A negative age (a clock that stepped back) is stale. */
export function rateAge(ageMs: number, limits: { readonly amberMs: number; readonly staleMs: number }): BookAge {
  if (!(ageMs >= 0) || ageMs >= limits.staleMs) return 'stale';
  return ageMs >= limits.amberMs ? 'amber' : 'fresh';
}

/** The form of a state as text: JSON, with marks for what JSON has no form for. */
import type { BookLevel } from '../book/order-book';
import type { OrderTrackerImage } from '../execution/order-tracker';

/** What stands in a snapshot for something JSON has no form for; plain data never has a key that begins so. */
export type Tagged =
  | { readonly $map: readonly (readonly [unknown, unknown])[] }
  | { readonly $set: readonly unknown[] }
  | { readonly $book: readonly [changeId: number, bids: readonly BookLevel[], asks: readonly BookLevel[]] }
  | { readonly $orders: OrderTrackerImage }
  /** NaN, the infinities, −0 and undefined, by their names. */
  | { readonly $value: string };

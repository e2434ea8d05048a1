/** What every price, volatility and forward of an option is: a value, or why there is none; never zero, never an exception. */
import { fail, type Failure, type Result } from '../domain/result';

/** What is missing, for panels that group by it; the sentence is in `because`. */
export type UnpricedCause =
  'expired' | 'bad-input' | 'no-forward' | 'no-volatility' | 'no-quotes' | 'sparse' | 'crossed' | 'no-surface' | 'not-fitted';

/** Why a thing has no price. */
export interface Unpriced {
  readonly kind: 'unpriced';
  readonly cause: UnpricedCause;
  /** One clause that completes "unpriced, because …": what was expected, what was found. */
  readonly because: string;
}

/** A priced value or the reason there is none; plain data, so it crosses processes and the journal. */
export type Priced<Value> = Result<Value, Unpriced>;

/** States that there is no price. */
export function unpriced(cause: UnpricedCause, because: string): Failure<Unpriced> {
  return fail({ kind: 'unpriced', cause, because });
}

/** The sentence that panels show: "unpriced, because …". */
export function describeUnpriced({ because }: Unpriced): string {
  return `unpriced, because ${because}`;
}

/** What a venue charges for delivering a contract at its end: no execution tells of it. */
import type { Instrument } from '../domain/instrument';

/** The fee for an option is never more than this share of what it pays (Deribit). */
const OPTION_FEE_CAP = 0.125;

/** What is delivered. */
export interface Delivered {
  /** Signed, quantity units. */
  readonly quantity: number;
  /** Its coin value at the delivery price, signed like the quantity: notional of an inverse contract, payoff of an option. */
  readonly worthCoin: number;
}

/** Fee in coin, ≥ 0: rate × notional for inverse contracts; rate × quantity for options, at most 12.5 % of the payoff. 0 where no rate is known. */
export function deliveryFeeCoin({ isInverse, fees }: Pick<Instrument, 'isInverse' | 'fees'>, { quantity, worthCoin }: Delivered): number {
  const rate = fees.delivery ?? 0;
  const worth = Math.abs(worthCoin);
  return isInverse ? rate * worth : Math.min(rate * Math.abs(quantity), OPTION_FEE_CAP * worth);
}

/** What the marks are made of: the flow of other people knows index, forwards and volatilities; the exchange only reads them. */
import type { ContractSpec, Currency } from './contract-spec';

/** Prices that come from outside the books. */
export interface ReferencePrices {
  /** USD. */
  index(currency: Currency): number;
  /** Forward price for an expiry (epoch ms), USD. */
  forward(currency: Currency, expiresAtMs: number): number;
  /** Black-76 volatility of an option, decimal per square root of a year (act/365). */
  volatility(spec: ContractSpec): number;
}

/** One line of a venue's option chain: the market and the venue's own valuation at one moment. */
import type { InstrumentId } from './instrument';

/** Prices in coin; `null`: none. */
export interface OptionQuote {
  readonly instrumentId: InstrumentId;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly markPrice: number | null;
  /** Decimal (0.6 = 60 %). */
  readonly markVolatility: number | null;
  /** What the venue values the option on, USD: the future of that expiry or a synthetic price. */
  readonly underlyingPrice: number | null;
}

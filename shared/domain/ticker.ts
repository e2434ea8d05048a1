/** The venue's own valuation of an instrument. */
import type { InstrumentId } from './instrument';
import type { TimestampMs } from './time';

/** Greeks as the venue states them: vega USD per vol point, theta USD per day, delta N(d1) (not premium-adjusted). */
export interface VenueGreeks {
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
}

/** One ticker message. Prices in quote units; `null` means the venue gave none. */
export interface Ticker {
  readonly instrumentId: InstrumentId;
  readonly markPrice: number;
  readonly indexPrice: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  readonly lastPrice: number | null;
  /** Funding per 8 h as a fraction; perpetuals only. Positive: longs pay. */
  readonly funding8h: number | null;
  /** Mark volatility as a decimal (0.6 = 60 %); options only. */
  readonly markVolatility: number | null;
  readonly greeks: VenueGreeks | null;
  /** What the venue values an option on, USD: the future of that expiry or a synthetic price. Absent where it states none. */
  readonly underlyingPrice?: number;
  readonly venueTimeMs: TimestampMs;
}

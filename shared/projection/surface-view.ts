/** The volatility surface (P10): market, model, draft and previous publish per expiry, term structure, heat map, arbitrage. */
import type { RiskStatus } from './risk-status';

/** The five moves of a smile; amounts in vol points. */
export type SmileMove = 'shift' | 'tilt' | 'width' | 'up-wing' | 'down-wing';

/** Quotes of one strike, volatilities as decimals; `null`: no such quote or no volatility that gives it. */
export interface SmileQuote {
  readonly strike: number;
  /** ln(strike ÷ forward). */
  readonly logMoneyness: number;
  /** N(d1) of the call. */
  readonly callDelta: number | null;
  readonly bidVolatility: number | null;
  readonly askVolatility: number | null;
  readonly midVolatility: number | null;
  /** The venue's own. */
  readonly markVolatility: number | null;
  /** Whether the fit used it. */
  readonly isUsed: boolean;
}

/** A curve as drawn: strikes ascending in USD with the volatility at each. */
export interface SmileCurve {
  readonly strikes: readonly number[];
  readonly volatilities: readonly number[];
}

/** One point a trader can drag or lock. */
export interface SmileNode {
  readonly strike: number;
  readonly logMoneyness: number;
  readonly volatility: number;
  readonly isLocked: boolean;
}

/** One own working quote as a volatility. */
export interface OwnSmileQuote {
  readonly instrumentId: string;
  readonly strike: number;
  readonly side: 'buy' | 'sell';
  readonly volatility: number | null;
}

/** How well the model meets the market. */
export interface SmileFit {
  readonly quotesUsed: number;
  readonly medianErrorPoints: number | null;
  readonly p95ErrorPoints: number | null;
  /** Share of strikes whose model volatility lies inside bid and ask. */
  readonly insideShare: number | null;
  readonly fittedAtMs: number;
}

/** One breach of no-arbitrage. */
export interface ArbitrageBreach {
  readonly kind: 'butterfly' | 'calendar';
  readonly expiryKey: string;
  readonly logMoneyness: number;
  /** One sentence. */
  readonly words: string;
}

/** One expiry. */
export interface SurfaceExpiry {
  readonly key: string;
  readonly expiresAtMs: number;
  readonly years: number;
  /** USD; `null` unknown. */
  readonly forward: number | null;
  /** Where it comes from and how good it is, in words, or why there is none. */
  readonly forwardSource: string;
  /**
   * `fitted`: to the market now. `held`: sparse or crossed market, the previous smile stays. `repaired`: changed to remove arbitrage.
   * `fallback`: of the whole-surface model. `edited`: by the trader. `none`: no smile.
   */
  readonly label: 'fitted' | 'held' | 'repaired' | 'fallback' | 'edited' | 'none';
  /** Empty when fitted; otherwise one sentence. */
  readonly labelReason: string;
  readonly market: readonly SmileQuote[];
  /** What prices the book now. */
  readonly model: SmileCurve | null;
  /** What publishing would make it; `null` without a draft of this expiry. */
  readonly draft: SmileCurve | null;
  readonly previous: SmileCurve | null;
  /** What the market alone would give. */
  readonly fitted: SmileCurve | null;
  readonly nodes: readonly SmileNode[];
  readonly ownQuotes: readonly OwnSmileQuote[];
  readonly fit: SmileFit | null;
  /** Of the draft if there is one, else of the model. */
  readonly atmVolatility: number | null;
  /** Sums of the draft's moves, vol points. */
  readonly moves: { readonly [Move in SmileMove]: number };
}

/** One point of the term structure, at the money. */
export interface TermPoint {
  readonly expiryKey: string;
  readonly expiresAtMs: number;
  readonly years: number;
  readonly market: number | null;
  readonly model: number | null;
  readonly draft: number | null;
  readonly previous: number | null;
}

/** Volatilities for the heat map: [expiry][column]. */
export interface SurfaceGrid {
  readonly expiryKeys: readonly string[];
  /** Log-moneyness of each column. */
  readonly logMoneyness: readonly number[];
  readonly model: readonly (readonly (number | null)[])[];
  readonly draft: readonly (readonly (number | null)[])[] | null;
}

/** What publishing would change for one option. Prices in coin, PnL in USD. */
export interface SurfaceChange {
  readonly instrumentId: string;
  readonly name: string;
  readonly expiryKey: string;
  readonly volatilityBefore: number | null;
  readonly volatilityAfter: number | null;
  readonly priceBefore: number | null;
  readonly priceAfter: number | null;
  /** Signed, coin. */
  readonly positionCoin: number;
  readonly remarkUsd: number | null;
}

/** Edits not published yet. */
export interface SurfaceDraftView {
  /** Version it was begun on; publishing is refused if the published version differs. */
  readonly baseVersion: number;
  /** Of the draft itself: another one as soon as any window changed it. */
  readonly version: number;
  /** Oldest first, in words. */
  readonly edits: readonly string[];
  /** Held and quoted options first, then by size of change; bounded. */
  readonly changes: readonly SurfaceChange[];
  readonly changedCount: number;
  /** Re-mark of the whole book; `null` if a part has no price. */
  readonly remarkUsd: number | null;
  readonly breaches: readonly ArbitrageBreach[];
}

/** One underlying. */
export interface UnderlyingSurface {
  readonly underlying: string;
  readonly status: RiskStatus;
  /** Rises with each publish; 0: nothing was ever published. */
  readonly version: number;
  readonly publishedAtMs: number | null;
  /** `automatic`: fits are published by themselves; `manual`: only the trader publishes. */
  readonly mode: 'automatic' | 'manual';
  readonly draft: SurfaceDraftView | null;
  /** Ascending. */
  readonly expiries: readonly SurfaceExpiry[];
  readonly term: readonly TermPoint[];
  readonly grid: SurfaceGrid | null;
  /** Of the model in use. */
  readonly breaches: readonly ArbitrageBreach[];
}

/** The surface slice, keyed by underlying. */
export type SurfaceView = Readonly<Record<string, UnderlyingSurface>>;

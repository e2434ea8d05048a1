/** What the risk worker last said, as the projection reads it: display-only, never part of the trading state. */
import type { ArbitrageBreach } from '../pricing/surface/arbitrage';
import type { SmileMarket } from '../pricing/surface/smile-quotes';
import type { CapitalView } from './capital-view';
import type { GreeksView } from './greeks-view';
import type { RiskSlideView } from './risk-slide-view';

/** The part of a slice that the worker computes. */
export type GreeksBody = Omit<GreeksView, 'status'>;
/** Of the risk slide. */
export type SlideBody = Omit<RiskSlideView, 'status' | 'request' | 'triggers'>;
/** Of the capital panel. */
export type CapitalBody = Omit<CapitalView, 'status' | 'request'>;

/** Of the surface: the market as volatilities, by underlying. */
export type SurfaceBody = Readonly<Record<string, MarketSmiles>>;

/** One underlying's chain as the last fit saw it. */
export interface MarketSmiles {
  readonly asOfMs: number;
  readonly markets: readonly SmileMarket[];
  /** The venue's mark volatilities: [expiry ms, strike, volatility]. */
  readonly marks: readonly (readonly [number, number, number])[];
  readonly breaches: readonly ArbitrageBreach[];
}

/** One kind of result with the run that made it. */
export interface RiskResult<Body> {
  /** `null` before the first. */
  readonly body: Body | null;
  /** Of the positions that the body saw; `null` before the first. */
  readonly revision: number | null;
  readonly asOfMs: number | null;
  readonly computeMs: number | null;
  /** Of the run under way; `null`: none is. */
  readonly progress: number | null;
  /** Empty, or why the last run gave nothing. */
  readonly problem: string;
}

/** All kinds. Fitted surfaces themselves are engine state, because prices depend on them; here is only what surrounds them. */
export interface RiskResults {
  readonly greeks: RiskResult<GreeksBody>;
  readonly slide: RiskResult<SlideBody>;
  readonly capital: RiskResult<CapitalBody>;
  readonly surface: RiskResult<SurfaceBody>;
}

/** Nothing computed yet. */
export const noResult = { body: null, revision: null, asOfMs: null, computeMs: null, progress: null, problem: '' } as const;

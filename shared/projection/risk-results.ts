/** What the risk worker last said, as the projection reads it: display-only, never part of the trading state. */
import type { RiskRun } from '../contract/risk-commands';
import type { CapitalView } from './capital-view';
import type { GreeksView } from './greeks-view';
import type { RiskSlideView } from './risk-slide-view';

/** The part of a slice that the worker computes. */
export type GreeksBody = Omit<GreeksView, 'status'>;
/** Of the risk slide. */
export type SlideBody = Omit<RiskSlideView, 'status' | 'request' | 'triggers'>;
/** Of the capital panel. */
export type CapitalBody = Omit<CapitalView, 'status' | 'request'>;

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

/** All kinds; the surface has its own state in the engine, because prices depend on it. */
export interface RiskResults {
  readonly greeks: RiskResult<GreeksBody>;
  readonly slide: RiskResult<SlideBody>;
  readonly capital: RiskResult<CapitalBody>;
}

/** Kinds with a body. */
export type ResultRun = Exclude<RiskRun, 'surface'>;

/** Nothing computed yet. */
export const noResult = { body: null, revision: null, asOfMs: null, computeMs: null, progress: null, problem: '' } as const;

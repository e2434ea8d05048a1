/** The risk slide (P7): the book revalued in full over moves of spot, volatility and time, and under named stress sets. */
import type { RiskStatus, UnpricedInstrument } from './risk-status';

/** Whether volatilities stay with strikes or with moneyness when the spot moves. */
export type StickyMode = 'sticky-strike' | 'sticky-delta';

/** A number the slide can show. */
export type SlideMeasure = 'pnl' | 'delta' | 'gamma' | 'vega' | 'margin';

/** What is asked for; changed by `set-risk-view`. */
export interface SlideRequest {
  /** `null`: all underlyings together, everything in USD. */
  readonly underlying: string | null;
  /** Relative moves of the spot, ascending, 0 among them. */
  readonly spotMoves: readonly number[];
  /** Relative changes of volatility, ascending, 0 among them. */
  readonly volatilityMoves: readonly number[];
  /** Calendar days from now, ascending. */
  readonly dayOffsets: readonly number[];
  readonly mode: StickyMode;
}

/** [day][volatility][spot]; `null`: could not be priced. */
export type SlideCube = readonly (readonly (readonly (number | null)[])[])[];

/** One cube per measure; units in `RiskSlideView.units`. */
export type SlideCubes = { readonly [Measure in SlideMeasure]: SlideCube };

/** Where a cell lies, as indexes into the request's lists, and what it says. */
export interface SlideCell {
  readonly dayIndex: number;
  readonly volatilityIndex: number;
  readonly spotIndex: number;
  readonly pnlUsd: number;
  /** One sentence: "loses 12,340 USD if BTC falls 20 % and volatility rises 30 % by tomorrow". */
  readonly words: string;
}

/** One named scenario. */
export interface StressRow {
  readonly name: string;
  /** What moves, in words. */
  readonly description: string;
  /** `recorded`: taken from history; `staged`: entered by the trader. */
  readonly kind: 'recorded' | 'staged';
  /** `null` with the reason why. */
  readonly pnlUsd: number | null;
  readonly pnlAfterUsd: number | null;
  readonly reason: string;
}

/** One leg of what would be held after the staged hedge. */
export interface HedgeLegView {
  readonly instrumentId: string;
  readonly name: string;
  /** Signed, coin of underlying. */
  readonly quantityCoin: number;
}

/** The slide. */
export interface RiskSlideView {
  readonly status: RiskStatus;
  readonly request: SlideRequest;
  /** What the cubes were made of; differs from `request` while a run is under way. `null` before the first result. */
  readonly shown: SlideRequest | null;
  /** Unit of each measure, for example `USD` or `BTC`. */
  readonly units: { readonly [Measure in SlideMeasure]: string };
  /** The book as held; `null` before the first result. Margin only where the venue's rule is known. */
  readonly before: SlideCubes | null;
  /** Why cells have no margin, or by which rule they have it; empty before the first result. */
  readonly marginWords: string;
  /** With the staged hedge; `null` when none is staged. */
  readonly after: SlideCubes | null;
  readonly hedge: readonly HedgeLegView[];
  /** Nothing moved; `null` before the first result. */
  readonly current: SlideCell | null;
  readonly worst: SlideCell | null;
  readonly worstAfter: SlideCell | null;
  readonly stress: readonly StressRow[];
  /** Instruments held. */
  readonly instrumentCount: number;
  /** Of them: priced by the venue's mark volatility because our surface does not cover them. */
  readonly fallbackCount: number;
  readonly unpriced: readonly UnpricedInstrument[];
  /** What starts a new run, in words. */
  readonly triggers: readonly string[];
}

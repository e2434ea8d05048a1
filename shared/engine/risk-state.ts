/** What the trader asked the risk panels to show: views and what-ifs. None of it decides an order. */
import type { SlideRequest } from '../projection/risk-slide-view';
import type { TailRequest } from '../projection/capital-view';
import type { InstrumentId } from '../domain/instrument';

/** A position looked at beside those held. */
export interface WhatIfLeg {
  readonly instrumentId: InstrumentId;
  /** Signed, coin of underlying. */
  readonly quantityCoin: number;
}

/** A scenario named by the trader. */
export interface StagedStress {
  readonly name: string;
  /** `null`: all underlyings move. */
  readonly underlying: string | null;
  /** Relative moves. */
  readonly spotMove: number;
  readonly volatilityMove: number;
  /** Calendar days that pass. */
  readonly days: number;
}

/** The requests of the risk panels. Replaced, never mutated. */
export interface RiskState {
  readonly slide: SlideRequest;
  readonly tail: TailRequest;
  /** Empty: none staged. */
  readonly whatIf: readonly WhatIfLeg[];
  readonly stress: readonly StagedStress[];
}

/** What the panels ask for until the trader says otherwise. */
export const initialRiskState: RiskState = {
  slide: {
    underlying: null,
    spotMoves: [-0.2, -0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16, 0.2],
    volatilityMoves: [-0.3, -0.225, -0.15, -0.075, 0, 0.075, 0.15, 0.225, 0.3],
    dayOffsets: [0, 1, 7],
    mode: 'sticky-strike',
  },
  tail: { confidence: 0.99, horizonDays: 1, windowDays: 500, scenarioCount: 10_000, seed: 1 },
  whatIf: [],
  stress: [],
};

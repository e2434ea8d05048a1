/** Says how far a risk result may be believed: its age, the positions it saw, and the account behind them. */
import type { EngineState } from '../engine/state';
import type { RiskResult } from './risk-results';
import type { RiskStatus } from './risk-status';
import { allExposuresTrust } from './trust';
import { computedSource } from './trust-source';
import type { Trust } from './trust-view';

/** How old a result may be, ms. */
export interface ResultTolerance {
  readonly ageMs: number;
  /** What would fill the panel if nothing is held; empty where there is something to say of a flat desk, too. */
  readonly emptyReason: string;
}

/** Whether any position is open. */
function isAnythingHeld(state: EngineState): boolean {
  return Object.values(state.positions).some(({ position }) => position.lots !== 0);
}

type Verdict = Pick<RiskStatus, 'state' | 'reason'>;

interface Judged {
  readonly result: RiskResult<unknown> | undefined;
  readonly tolerance: ResultTolerance;
}

function judge(state: EngineState, trust: Trust, { result, tolerance }: Judged): Verdict {
  if (result === undefined) return { state: 'loading', reason: 'waiting for the risk worker' };
  if (result.problem !== '') return { state: 'error', reason: result.problem };
  if (result.body === null || result.asOfMs === null) return { state: 'loading', reason: 'waiting for the first result' };
  if (tolerance.emptyReason !== '' && !isAnythingHeld(state)) return { state: 'empty', reason: tolerance.emptyReason };
  if (trust.state === 'stale' || trust.state === 'blocked') return { state: 'stale', reason: trust.reason };
  if (state.session.nowMs - result.asOfMs > tolerance.ageMs)
    return { state: 'stale', reason: `expected a result at most ${tolerance.ageMs / 1000} s old` };
  return { state: 'live', reason: '' };
}

/** The status of a slice. */
export function riskStatus(state: EngineState, result: RiskResult<unknown> | undefined, tolerance: ResultTolerance): RiskStatus {
  const trust = allExposuresTrust(state);
  return {
    ...judge(state, trust, { result, tolerance }),
    source: computedSource(trust.source),
    isReconciled: trust.isReconciled,
    revision: result?.revision ?? null,
    latestRevision: state.revisions.positions,
    asOfMs: result?.asOfMs ?? null,
    computeMs: result?.computeMs ?? null,
    progress: result?.progress ?? null,
  };
}

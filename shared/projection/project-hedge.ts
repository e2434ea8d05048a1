/** The hedge ticket. */
import type { HedgeState } from '../engine/hedge-state';
import type { EngineState } from '../engine/state';
import type { HedgeProposal } from '../hedging/hedge-candidates';
import { finiteOrNull, finiteOrZero } from './finite';
import { showPrice } from './instrument-units';
import { exposureTrust, loadingTrust } from './trust';
import type { HedgeCandidate, HedgeView } from './view-state';

/** The slice while no ticket is open. */
export const closedHedge: HedgeView = {
  ticketId: null,
  underlying: null,
  percent: 100,
  openedAtMs: null,
  phase: 'closed',
  deltaBeforeCoin: null,
  targetCoin: null,
  candidates: [],
  refusal: '',
  sentCandidateId: null,
  filledCoin: 0,
  averagePrice: null,
  residualCoin: null,
  previewedCostUsd: null,
  realisedCostUsd: null,
  sequence: 0,
  trust: loadingTrust('no ticket is open'),
};

function projectCandidate(proposal: HedgeProposal): HedgeCandidate {
  const { instrument } = proposal;
  return {
    id: instrument.id,
    instrumentId: instrument.id,
    name: instrument.name,
    side: proposal.side,
    quantityCoin: finiteOrZero(proposal.quantityCoin),
    limitPrice: finiteOrZero(showPrice(instrument, proposal.limitTicks)),
    tickSize: instrument.tickSize,
    feeUsd: finiteOrZero(proposal.feeUsd),
    spreadUsd: finiteOrZero(proposal.spreadUsd),
    impactUsd: finiteOrNull(proposal.impactUsd),
    fundingUsdPerDay: finiteOrNull(proposal.fundingUsdPerDay),
    totalUsd: finiteOrNull(proposal.totalUsd),
    residualDeltaCoin: finiteOrZero(proposal.residualCoin),
    refusal: proposal.refusal,
  };
}

function projectOpen(state: EngineState, hedge: HedgeState): HedgeView {
  return {
    ticketId: hedge.ticketId,
    underlying: hedge.underlying,
    percent: hedge.percent,
    openedAtMs: hedge.openedAtMs,
    phase: hedge.phase,
    deltaBeforeCoin: finiteOrNull(hedge.deltaBeforeCoin),
    targetCoin: hedge.targetCoin,
    candidates: hedge.candidates.map(projectCandidate),
    refusal: hedge.refusal,
    sentCandidateId: hedge.sentCandidateId,
    filledCoin: finiteOrZero(hedge.filledCoin),
    averagePrice: finiteOrNull(hedge.averagePrice),
    residualCoin: finiteOrNull(hedge.residualCoin),
    previewedCostUsd: finiteOrNull(hedge.previewedCostUsd),
    realisedCostUsd: finiteOrNull(hedge.realisedCostUsd),
    sequence: hedge.sequence,
    trust: exposureTrust(state, state.exposures[hedge.underlying]),
  };
}

/** The hedge slice; a closed ticket is a value of its own, not an absent one. */
export function projectHedge(state: EngineState): HedgeView {
  return state.hedge === null ? closedHedge : projectOpen(state, state.hedge);
}

/** Greeks, risk slide and capital: what the worker computed, with how far it may be believed now. */
import type { EngineState } from '../engine/state';
import type { CapitalView } from './capital-view';
import type { GreeksView } from './greeks-view';
import { riskStatus } from './judge-risk';
import type { RiskStatus } from './risk-status';
import type { DeskHealth } from './project-connections';
import type { RiskSlideView, SlideRequest } from './risk-slide-view';

/** The greeks slice. */
export function projectGreeks(state: EngineState, { risk }: DeskHealth): GreeksView {
  const status = riskStatus(state, risk?.greeks, {
    ageMs: 5_000,
    emptyReason: 'No open position. The first fill opens its strike and expiry here.',
  });
  return { status, ...(risk?.greeks.body ?? { deltaBuckets: [], underlyings: {} }) };
}

const TRIGGERS = ['a fill', 'a published surface', 'a changed view or staged hedge', 'an index move of 10 bp', '5 s'] as const;

/** Unit of each measure: coin of one underlying, USD of all together. */
export function slideUnits(underlying: string | null): RiskSlideView['units'] {
  const coin = underlying ?? 'USD';
  return { pnl: 'USD', delta: coin, gamma: `${coin} per 1 %`, vega: 'USD per vol point', margin: coin };
}

/** What the numbers are of while those of another choice are asked for and not computed yet; empty if they are what is asked for. */
function otherView(request: SlideRequest, shown: SlideRequest | null): string {
  if (shown === null || (shown.underlying === request.underlying && shown.mode === request.mode)) return '';
  return `these numbers are of ${shown.underlying ?? 'all underlyings'}, ${shown.mode.replace('-', ' ')}; what was chosen is being computed`;
}

function emptySlide(request: SlideRequest): Omit<RiskSlideView, 'status' | 'request' | 'triggers'> {
  return {
    shown: null,
    units: slideUnits(request.underlying),
    before: null,
    marginWords: '',
    after: null,
    hedge: [],
    current: null,
    worst: null,
    worstAfter: null,
    stress: [],
    instrumentCount: 0,
    fallbackCount: 0,
    unpriced: [],
  };
}

/** The risk slide slice. */
export function projectRiskSlide(state: EngineState, { risk }: DeskHealth): RiskSlideView {
  const request = state.risk.slide;
  const judged = riskStatus(state, risk?.slide, {
    ageMs: 15_000,
    emptyReason: 'No open position. Scenarios are computed from the first fill on.',
  });
  const other = judged.state === 'live' ? otherView(request, risk?.slide.body?.shown ?? null) : '';
  const status: RiskStatus = other === '' ? judged : { ...judged, state: 'stale', reason: other };
  return { status, request, triggers: TRIGGERS, ...(risk?.slide.body ?? emptySlide(request)) };
}

const EMPTY_CAPITAL: Omit<CapitalView, 'status' | 'request'> = {
  measures: [],
  contributionsMethod: null,
  contributionsByUnderlying: [],
  contributionsByGreek: [],
  backtests: [],
  backtestBases: [],
  leftOut: [],
  limits: [],
  margins: [],
  liquidations: [],
  allocations: [],
};

/** The capital slice. Limits, margin and the room to quote are there before the first fill. */
export function projectCapital(state: EngineState, { risk }: DeskHealth): CapitalView {
  const status = riskStatus(state, risk?.capital, { ageMs: 45_000, emptyReason: '' });
  return { status, request: state.risk.tail, ...(risk?.capital.body ?? EMPTY_CAPITAL) };
}

/** Risk slices as a window sees them before the first result. */
import type { ViewState } from '../../../shared/projection/view-state';
import { initialRiskState } from '../../../shared/engine/risk-state';

const loading = {
  state: 'loading',
  reason: 'waiting for the first result',
  revision: null,
  latestRevision: 0,
  asOfMs: null,
  computeMs: null,
  progress: 0.2,
} as const;

/** Slices of a desk whose risk worker has just begun. */
export const loadingRisk: Pick<ViewState, 'greeks' | 'riskSlide' | 'capital' | 'surface'> = {
  greeks: { status: loading, deltaBuckets: [], underlyings: {} },
  riskSlide: {
    status: loading,
    request: initialRiskState.slide,
    shown: null,
    units: { pnl: 'USD', delta: 'USD', gamma: 'USD per 1 %', vega: 'USD per vol point', margin: 'USD' },
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
    triggers: ['a fill'],
  },
  capital: {
    status: loading,
    request: initialRiskState.tail,
    measures: [],
    contributionsMethod: null,
    contributionsByUnderlying: [],
    contributionsByGreek: [],
    backtests: [],
    leftOut: [],
    limits: [],
    margins: [],
    liquidations: [],
    allocations: [],
  },
  surface: {},
};

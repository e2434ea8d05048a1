/** How the slices of the risk worker stand in each scenario: one status for all of them. */
import type { RiskStatus } from '../../../shared/projection/risk-status';
import type { ViewState } from '../../../shared/projection/view-state';

type RiskSlices = Pick<ViewState, 'greeks' | 'riskSlide' | 'capital' | 'surface'>;

/** The slices with the given change of their status. */
export function withRiskStatus(state: ViewState, change: Partial<RiskStatus>): ViewState {
  const { greeks, riskSlide, capital, surface } = state;
  const changed = <Slice extends { readonly status: RiskStatus }>(slice: Slice): Slice => ({
    ...slice,
    status: { ...slice.status, ...change },
  });
  const slices: RiskSlices = {
    greeks: changed(greeks),
    riskSlide: changed(riskSlide),
    capital: changed(capital),
    surface: Object.fromEntries(Object.entries(surface).map(([underlying, one]) => [underlying, changed(one)])),
  };
  return { ...state, ...slices };
}

/** A slice that no panel can draw: what a panel does that throws. */
export function withBrokenGreeks(state: ViewState): ViewState {
  const broken = { underlying: 'BTC' } as ViewState['greeks']['underlyings'][string];
  return { ...state, greeks: { ...state.greeks, underlyings: { BTC: broken } } };
}

/** Capital of a desk that holds nothing: limits untouched, no tail and why not. */
export function withFlatCapital({ capital }: ViewState): ViewState['capital'] {
  const reason = 'unpriced, because expected an open position, found none';
  return {
    ...capital,
    measures: capital.measures.map((measure) => ({ ...measure, ...{ varUsd: null, esUsd: null, progress: null }, reason })),
    ...{ contributionsByUnderlying: [], contributionsByGreek: [] },
    limits: capital.limits.map((limit) => ({ ...limit, ...{ used: 0, afterPending: 0, afterQuotes: 0, reason: '' }, state: 'ok' })),
  };
}

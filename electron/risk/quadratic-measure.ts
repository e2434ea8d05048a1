/** The book's deltas and gammas as one quadratic in the prices of its underlyings. */
import { valueBlack76 } from '../../shared/pricing/black76';
import { expandedTail, type ExpandedTail } from '../../shared/risk/quadratic-portfolio';
import type { RiskLeg } from '../../shared/risk/revaluation';
import type { TailInputs } from './tail-inputs';

/** USD per 1.00 of return, and per its square. */
function sensitivities(leg: RiskLeg): { readonly delta: number; readonly gamma: number } {
  if (leg.kind === 'future') return { delta: leg.quantity * leg.forward, gamma: 0 };
  const value = valueBlack76(leg);
  const { quantity, forward } = leg;
  return { delta: quantity * (value?.delta ?? Number.NaN) * forward, gamma: quantity * (value?.gamma ?? Number.NaN) * forward * forward };
}

/** Tail over the horizon by Cornish and Fisher, or why there is none: a leg has no greeks, nothing can vary, or the book is too curved. */
export function quadraticMeasure({ legs, returns, request }: TailInputs, daily: readonly (readonly number[])[]): ExpandedTail | string {
  const sums = returns.underlyings.map((name) => {
    const own = legs.filter(({ underlying }) => underlying === name).map(({ leg }) => sensitivities(leg));
    return { delta: own.reduce((sum, { delta }) => sum + delta, 0), gamma: own.reduce((sum, { gamma }) => sum + gamma, 0) };
  });
  const covariance = daily.map((row) => row.map((value) => value * request.horizonDays));
  const portfolio = { deltas: sums.map(({ delta }) => delta), gammas: sums.map(({ gamma }) => gamma), covariance };
  const found = expandedTail(portfolio, 1 - request.confidence);
  if (found === 'too-curved')
    return 'expected a book that four moments describe, found one too curved for them: rarer losses would be smaller';
  return found ?? 'expected first greeks of every leg, found none';
}

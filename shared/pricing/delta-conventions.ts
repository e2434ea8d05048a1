/** One option, four deltas: on the spot or the forward, with or without the premium that is paid in the underlying. */
import { finiteOrNull } from './finite';
import { logMoneyness } from './log-moneyness';
import { normalDistribution } from './normal';

/** Which delta: hedged in spot or forward; `adjusted` counts the premium as part of the hedge. */
export type DeltaConvention = 'spot' | 'forward' | 'adjusted-spot' | 'adjusted-forward';

/** Inputs as foreign-exchange desks state them. */
export interface ConventionInputs {
  readonly optionType: 'call' | 'put';
  readonly spot: number;
  readonly strike: number;
  /** Discount factor of the currency that prices are quoted in. */
  readonly domesticDiscount: number;
  /** Discount factor of the underlying. */
  readonly foreignDiscount: number;
  /** σ√T. */
  readonly deviation: number;
}

/** Delta in units of the underlying, positive for calls; Reiswich and Wystup (2010). `null` unless every input is finite and positive. */
export function deltaUnder(convention: DeltaConvention, inputs: ConventionInputs): number | null {
  const { spot, strike, domesticDiscount, foreignDiscount, deviation } = inputs;
  const forward = (spot * foreignDiscount) / domesticDiscount;
  if (!(forward > 0 && strike > 0 && foreignDiscount > 0 && deviation > 0 && Number.isFinite(forward + strike + deviation))) return null;
  const sign = inputs.optionType === 'call' ? 1 : -1;
  const d1 = logMoneyness(forward, strike) / deviation + 0.5 * deviation;
  const isAdjusted = convention === 'adjusted-spot' || convention === 'adjusted-forward';
  const onForward = isAdjusted ? (strike / forward) * normalDistribution(sign * (d1 - deviation)) : normalDistribution(sign * d1);
  const discount = convention === 'spot' || convention === 'adjusted-spot' ? foreignDiscount : 1;
  return finiteOrNull(sign * discount * onForward);
}

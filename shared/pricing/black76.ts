/** Options on a forward: undiscounted Black-76, the model behind every coin-settled option here. */
import { logMoneyness } from './log-moneyness';
import { INVERSE_SQRT_TWO_PI, normalDistributionFrom } from './normal';
import { LEAST_PLAIN_DEVIATION, valueWithoutCancellation } from './normalised-black';

/** What Black-76 needs. Forward and strike in the same currency, time in years (act/365), volatility a decimal. */
export interface Black76Inputs {
  readonly optionType: 'call' | 'put';
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
}

/** Undiscounted value and first greeks. Vega per 1.00 of volatility, theta per year of calendar time. */
export interface Black76Valuation {
  /** In the currency of the forward. */
  readonly price: number;
  /** dPrice/dForward. */
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
}

/** No input that means something lies outside; there greeks would not all be finite. */
const LEAST = 1e-60;
const GREATEST = 1e60;

/**
 * Black (1976): c = F·Φ(d1) − K·Φ(d2), p = K·Φ(−d2) − F·Φ(−d1), d1,2 = (ln(F/K) ± σ²T/2)/(σ√T).
 * `null` unless forward, strike, years and volatility are all finite and positive (1e-60 … 1e60): an expired option
 * has no model price.
 */
export function valueBlack76(inputs: Black76Inputs): Black76Valuation | null {
  const { forward, strike, years, volatility } = inputs;
  if (!(forward > LEAST && strike > LEAST && years > LEAST && volatility > LEAST)) return null;
  const deviation = volatility * Math.sqrt(years);
  if (!(forward + strike + years + volatility < GREATEST)) return null;
  const isPlain = deviation > LEAST_PLAIN_DEVIATION;
  const x = isPlain ? Math.log(forward / strike) : logMoneyness(forward, strike);
  const d1 = x / deviation + 0.5 * deviation;
  const d2 = d1 - deviation;
  const bell = Math.exp(-0.5 * d1 * d1);
  const density = bell * INVERSE_SQRT_TWO_PI;
  const sign = inputs.optionType === 'call' ? 1 : -1;
  const delta = sign * normalDistributionFrom(sign * d1, bell);
  // exp(−d2²/2) = exp(−d1²/2)·F/K spares the second exponential; where the first is nothing, so is the option's time value.
  const strikeShare = normalDistributionFrom(sign * d2, (bell * forward) / strike);
  const gamma = density / (forward * deviation);
  const theta = (-forward * density * volatility) / (2 * Math.sqrt(years));
  return {
    price: isPlain
      ? Math.max(0, forward * delta - sign * strike * strikeShare)
      : valueWithoutCancellation({ sign, forwardLeg: forward, strikeLeg: strike, x, deviation }),
    delta,
    gamma,
    vega: forward * density * Math.sqrt(years),
    theta,
  };
}

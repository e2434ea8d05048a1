/** Options on a spot with carry: Black–Scholes–Merton value and greeks to third order, in one pass. */
import { logMoneyness } from './log-moneyness';
import { INVERSE_SQRT_TWO_PI, normalDistributionFrom } from './normal';
import { LEAST_PLAIN_DEVIATION, valueWithoutCancellation } from './normalised-black';

/** Inputs of the model. Rates are continuously compounded per year; an option on a forward has `carryYield` = `rate`. */
export interface BlackScholesInputs {
  readonly optionType: 'call' | 'put';
  readonly spot: number;
  readonly strike: number;
  /** Act/365. */
  readonly years: number;
  /** Decimal per √year. */
  readonly volatility: number;
  readonly rate: number;
  /** Dividend or funding yield of the underlying. */
  readonly carryYield: number;
}

/** Value and greeks; vega per 1.00 of volatility, rho per 1.00 of rate; theta, charm and color per year of calendar time. */
export interface Greeks {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  /** dDelta/dVolatility. */
  readonly vanna: number;
  /** dVega/dVolatility. */
  readonly volga: number;
  /** dDelta/dTime, calendar time running forward. */
  readonly charm: number;
  /** dGamma/dSpot. */
  readonly speed: number;
  /** dGamma/dVolatility. */
  readonly zomma: number;
  /** dGamma/dTime, calendar time running forward. */
  readonly color: number;
}

/** No input that means something lies outside; there greeks would not all be finite. */
const LEAST = 1e-60;
const GREATEST = 1e60;
/** More than this would discount everything to nothing. */
const LARGEST_EXPONENT = 300;

/**
 * e^(−rate·years), not a number beyond e^±300; options on crypto futures have no rate, and an exponential costs a tenth of the whole
 * valuation.
 */
function discountFactor(rate: number, years: number): number {
  if (rate === 0) return 1;
  const exponent = -rate * years;
  return Math.abs(exponent) < LARGEST_EXPONENT ? Math.exp(exponent) : Number.NaN;
}

/**
 * Merton (1973); greeks as in Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 2.
 * `null` unless spot, strike, years and volatility are finite and positive (1e-60 … 1e60): an expired option has no model value.
 */
export function valueBlackScholes(inputs: BlackScholesInputs): Greeks | null {
  const { spot, strike, years, volatility, rate, carryYield } = inputs;
  if (!(spot > LEAST && strike > LEAST && years > LEAST && volatility > LEAST && spot + strike + years + volatility < GREATEST))
    return null;
  const rootYears = Math.sqrt(years);
  const deviation = volatility * rootYears;
  const isPlain = deviation > LEAST_PLAIN_DEVIATION;
  const x = (isPlain ? Math.log(spot / strike) : logMoneyness(spot, strike)) + (rate - carryYield) * years;
  const d1 = x / deviation + 0.5 * deviation;
  const carryDiscount = discountFactor(carryYield, years);
  const discount = rate === carryYield ? carryDiscount : discountFactor(rate, years);
  if (!Number.isFinite(d1 + carryDiscount + discount)) return null;
  const d2 = d1 - deviation;
  const sign = inputs.optionType === 'call' ? 1 : -1;
  const bell = Math.exp(-0.5 * d1 * d1);
  const density = carryDiscount * bell * INVERSE_SQRT_TWO_PI;
  const delta = sign * carryDiscount * normalDistributionFrom(sign * d1, bell);
  // S·e^(−qT)·φ(d1) = K·e^(−rT)·φ(d2) spares the second exponential.
  const strikeShare = normalDistributionFrom(sign * d2, (bell * spot * carryDiscount) / (strike * discount));
  const strikeLeg = sign * strike * discount * strikeShare;
  const gamma = density / (spot * deviation);
  const vega = spot * density * rootYears;
  const drift = (2 * (rate - carryYield) * years - d2 * deviation) / deviation;
  return {
    price: isPlain
      ? Math.max(0, spot * delta - strikeLeg)
      : valueWithoutCancellation({ sign, forwardLeg: spot * carryDiscount, strikeLeg: strike * discount, x, deviation }),
    delta,
    gamma,
    vega,
    theta: (-spot * density * volatility) / (2 * rootYears) - rate * strikeLeg + carryYield * spot * delta,
    rho: years * strikeLeg,
    vanna: (-density * d2) / volatility,
    volga: (vega * d1 * d2) / volatility,
    charm: carryYield * delta - (density * drift) / (2 * years),
    speed: (-gamma / spot) * (d1 / deviation + 1),
    zomma: (gamma * (d1 * d2 - 1)) / volatility,
    color: (gamma / (2 * years)) * (2 * carryYield * years + 1 + drift * d1),
  };
}

/** Options on a spot with carry: Black–Scholes–Merton value and greeks to third order, in one pass. */
import { INVERSE_SQRT_TWO_PI, normalDistributionFrom } from './normal';

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

/** e^(−rate·years); options on crypto futures have no rate, and an exponential costs a tenth of the whole valuation. */
function discountFactor(rate: number, years: number): number {
  return rate === 0 ? 1 : Math.exp(-rate * years);
}

/**
 * Merton (1973); greeks as in Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 2.
 * `null` unless spot, strike, years and volatility are finite and positive: an expired option has no model value.
 */
export function valueBlackScholes(inputs: BlackScholesInputs): Greeks | null {
  const { spot, strike, years, volatility, rate, carryYield } = inputs;
  if (!(spot > 0 && strike > 0 && years > 0 && volatility > 0)) return null;
  const rootYears = Math.sqrt(years);
  const deviation = volatility * rootYears;
  const d1 = (Math.log(spot / strike) + (rate - carryYield) * years) / deviation + 0.5 * deviation;
  if (!Number.isFinite(d1)) return null;
  const d2 = d1 - deviation;
  const sign = inputs.optionType === 'call' ? 1 : -1;
  const carryDiscount = discountFactor(carryYield, years);
  const discount = rate === carryYield ? carryDiscount : discountFactor(rate, years);
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
    price: Math.max(0, spot * delta - strikeLeg),
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

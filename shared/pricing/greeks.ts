/** Options on a spot with carry: Black–Scholes–Merton value and greeks to third order, in one pass. */
import { normalDensity, normalDistribution } from './normal';

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

interface Terms extends BlackScholesInputs {
  readonly sign: 1 | -1;
  readonly rootYears: number;
  readonly deviation: number;
  readonly d1: number;
  readonly d2: number;
  /** φ(d1)·e^(−qT). */
  readonly density: number;
  readonly carryDiscount: number;
  readonly discount: number;
}

function prepare(inputs: BlackScholesInputs): Terms | null {
  const { spot, strike, years, volatility, rate, carryYield } = inputs;
  if (!(spot > 0 && strike > 0 && years > 0 && volatility > 0)) return null;
  const rootYears = Math.sqrt(years);
  const deviation = volatility * rootYears;
  const d1 = (Math.log(spot / strike) + (rate - carryYield) * years) / deviation + 0.5 * deviation;
  if (!Number.isFinite(d1)) return null;
  const carryDiscount = Math.exp(-carryYield * years);
  return {
    ...inputs,
    sign: inputs.optionType === 'call' ? 1 : -1,
    rootYears,
    deviation,
    d1,
    d2: d1 - deviation,
    density: carryDiscount * normalDensity(d1),
    carryDiscount,
    discount: Math.exp(-rate * years),
  };
}

/**
 * Merton (1973); greeks as in Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 2.
 * `null` unless spot, strike, years and volatility are finite and positive: an expired option has no model value.
 */
export function valueBlackScholes(inputs: BlackScholesInputs): Greeks | null {
  const terms = prepare(inputs);
  if (terms === null) return null;
  const { sign, spot, strike, carryDiscount, discount, density, deviation, rootYears, d1, d2, volatility, years } = terms;
  const delta = sign * carryDiscount * normalDistribution(sign * d1);
  const strikeLeg = sign * strike * discount * normalDistribution(sign * d2);
  const gamma = density / (spot * deviation);
  const vega = spot * density * rootYears;
  const drift = (2 * (terms.rate - terms.carryYield) * years - d2 * deviation) / deviation;
  return {
    price: Math.max(0, spot * delta - strikeLeg),
    delta,
    gamma,
    vega,
    theta: (-spot * density * volatility) / (2 * rootYears) - terms.rate * strikeLeg + terms.carryYield * spot * delta,
    rho: years * strikeLeg,
    vanna: (-density * d2) / volatility,
    volga: (vega * d1 * d2) / volatility,
    charm: terms.carryYield * delta - (density * drift) / (2 * years),
    speed: (-gamma / spot) * (d1 / deviation + 1),
    zomma: (gamma * (d1 * d2 - 1)) / volatility,
    color: (gamma / (2 * years)) * (2 * terms.carryYield * years + 1 + drift * d1),
  };
}

/** Black-76 value and greeks of a coin-settled option as Deribit states them. */
import type { OptionPart } from './contract-spec';

/** Inputs: forward and strike in USD, `years` act/365 above 0, volatility as a decimal above 0. Rate is zero. */
export interface OptionInputs {
  readonly forward: number;
  readonly years: number;
  readonly volatility: number;
}

/** Price in coin; delta N(d1) (puts N(d1) − 1), gamma per USD, vega USD per vol point, theta USD per day, rho USD per point. */
export interface OptionValue {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
}

/** Values an option; at or after expiry it is worth its payoff and has no greeks but delta. Source: Black (1976), rate zero. */
export function valueOption(option: OptionPart, inputs: OptionInputs): OptionValue {
  const { forward, years, volatility } = inputs;
  const isCall = option.optionType === 'call';
  const deviation = volatility * Math.sqrt(years);
  if (!(deviation > 0)) return payoffValue(option, forward);
  const d1 = Math.log(forward / option.strike) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  const density = Math.exp(-0.5 * d1 * d1) / Math.sqrt(2 * Math.PI);
  const call = forward * normalCdf(d1) - option.strike * normalCdf(d2);
  const usd = isCall ? call : call - forward + option.strike;
  return {
    price: Math.max(0, usd) / forward,
    delta: isCall ? normalCdf(d1) : normalCdf(d1) - 1,
    gamma: density / (forward * deviation),
    vega: (forward * density * Math.sqrt(years)) / 100,
    theta: (-forward * density * volatility) / (2 * Math.sqrt(years)) / 365,
    rho: (-years * usd) / 100,
  };
}

/** Payoff in coin at a settlement price in USD. */
export function payoffCoin(option: OptionPart, settlement: number): number {
  const usd = option.optionType === 'call' ? settlement - option.strike : option.strike - settlement;
  return Math.max(0, usd) / settlement;
}

function payoffValue(option: OptionPart, forward: number): OptionValue {
  const price = payoffCoin(option, forward);
  const sign = option.optionType === 'call' ? 1 : -1;
  return { price, delta: price > 0 ? sign : 0, gamma: 0, vega: 0, theta: 0, rho: 0 };
}

/** Standard normal distribution; absolute error below 1e-15 is not needed for a mark, this one is below 7.5e-8 (Abramowitz–Stegun 26.2.17). */
function normalCdf(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-0.5 * value * value) / Math.sqrt(2 * Math.PI)) * poly;
  return value >= 0 ? 1 - tail : tail;
}

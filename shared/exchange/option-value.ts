/** Value and greeks of a coin-settled option as Deribit states them. */
import { valueBlack76 } from '../pricing/black76';
import type { OptionPart } from './contract-spec';

/** Inputs: forward in USD, `years` act/365, volatility as a decimal. Rate is zero. */
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

/** Values an option by Black-76 on its forward; at or after expiry it is worth its payoff and has no greeks but delta. */
export function valueOption(option: OptionPart, inputs: OptionInputs): OptionValue {
  const { forward, years, volatility } = inputs;
  const value = valueBlack76({ optionType: option.optionType, forward, strike: option.strike, years, volatility });
  if (value === null) return payoffValue(option, forward);
  return {
    price: value.price / forward,
    delta: value.delta,
    gamma: value.gamma,
    vega: value.vega / 100,
    theta: value.theta / 365,
    rho: (-years * value.price) / 100,
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

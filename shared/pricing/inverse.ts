/** Coin-settled options: strike and forward in the quote currency, premium and payoff in the coin. */
import { valueBlack76, type Black76Inputs } from './black76';
import { logMoneyness } from './log-moneyness';
import { normalDistribution } from './normal';

/** One contract for one coin of underlying, in both currencies. */
export interface InverseValuation {
  /** In the currency of the forward, undiscounted. */
  readonly price: number;
  /** In coin: price / forward. */
  readonly priceCoin: number;
  /** Black delta Φ(d1), the one that venues publish. */
  readonly delta: number;
  /** Coins of hedge, premium included: Black delta − price in coin = F·d(price in coin)/dF. */
  readonly netTransactionDelta: number;
  readonly gamma: number;
  /** In the currency of the forward, per 1.00 of volatility. */
  readonly vega: number;
  /** In the currency of the forward, per year. */
  readonly theta: number;
  /** d(price in coin)/dF. */
  readonly coinDelta: number;
  /** d²(price in coin)/dF². */
  readonly coinGamma: number;
  /** In coin, per 1.00 of volatility. */
  readonly coinVega: number;
  /** In coin, per year. */
  readonly coinTheta: number;
}

/**
 * Black-76 on the option's own future, divided by that future. The premium-adjusted delta is ±(K/F)·Φ(±d2), which keeps its
 * digits where Φ(d1) and the price in coin are both almost 1. `null` wherever Black-76 has no price.
 */
export function valueInverseOption(inputs: Black76Inputs): InverseValuation | null {
  const valuation = valueBlack76(inputs);
  if (valuation === null) return null;
  const { forward, strike, years, volatility } = inputs;
  const sign = inputs.optionType === 'call' ? 1 : -1;
  const deviation = volatility * Math.sqrt(years);
  const d2 = logMoneyness(forward, strike) / deviation - 0.5 * deviation;
  const netTransactionDelta = (sign * strike * normalDistribution(sign * d2)) / forward;
  const coinDelta = netTransactionDelta / forward;
  return {
    priceCoin: valuation.price / forward,
    netTransactionDelta,
    coinDelta,
    coinGamma: (valuation.gamma - 2 * coinDelta) / forward,
    coinVega: valuation.vega / forward,
    coinTheta: valuation.theta / forward,
    ...valuation,
  };
}

/** Hard limits of one instrument, as the gate applies them. */

/** In coin of the underlying unless the name says otherwise. */
export interface GateLimits {
  readonly maximumOrderCoin: number;
  readonly maximumOrderNotionalUsd: number;
  readonly maximumPositionCoin: number;
  /** Furthest an order may be from each reference price, basis points. */
  readonly collarBps: number;
  readonly maximumOpenOrders: number;
}

/** Of each single order of an option. */
export interface OptionOrderLimits {
  /** Paid or received, at the index. */
  readonly maximumPremiumUsd: number;
  /** USD per point of volatility. */
  readonly maximumVegaUsd: number;
  /** By how much the volatility of its price may be worse than that of the mark; a decimal: 0.2 is 20 points. */
  readonly volatilityBand: number;
}

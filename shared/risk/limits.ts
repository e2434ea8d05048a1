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

/** What a trader may set about the quotes of one instrument; plain data, stored as JSON. */

/** Quoting parameters of one instrument; every one changes a quote or blocks one. */
export interface QuotingParameters {
  /** Registry name of the quoting model. */
  readonly model: 'avellaneda-stoikov';
  readonly fairValueSource: 'microprice' | 'mid';
  /** Added to fair value, basis points. */
  readonly offsetBps: number;
  /** Risk aversion γ, per tick of price and unit of inventory; one unit is one `quantityCoin`. */
  readonly riskAversion: number;
  /** Arrival decay k, per tick. */
  readonly arrivalDecay: number;
  /** Annualised volatility of the underlying in percent (act/365), used for width and skew. */
  readonly volatilityPercent: number;
  /** Horizon T−t of the model, seconds: how long one expects to carry what one buys. */
  readonly horizonSeconds: number;
  /** Floor of the half-spread, basis points of fair value. */
  readonly minimumHalfSpreadBps: number;
  /** Cap of the half-spread, basis points of fair value. */
  readonly maximumHalfSpreadBps: number;
  /** Quote levels per side, 1 to 10. */
  readonly levels: number;
  /** Distance between levels as a multiple of the half-spread. */
  readonly levelSpacing: number;
  /** Quantity of level n+1 over level n. */
  readonly quantityDecay: number;
  /** Quantity of the best level, in coin of the underlying; also the unit of inventory in which γ is meant. */
  readonly quantityCoin: number;
  /** Multiplies the model's inventory skew. */
  readonly skewStrength: number;
  /** Cap of the skew, ticks. */
  readonly skewCapTicks: number;
  /** A resting quote closer than this to its target stays: no needless cancel, ticks. */
  readonly requoteToleranceTicks: number;
  /** After a fill a side waits this long before it requotes, ms. */
  readonly fillCooldownMs: number;
}

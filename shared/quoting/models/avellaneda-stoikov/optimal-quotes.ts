/** The formula of Avellaneda and Stoikov (2008), free of any desk convention. */

/** Inputs in any one set of units: price in P, inventory in Q, time in T. */
export interface AvellanedaStoikovInput {
  /** Mid price s, P. */
  readonly midPrice: number;
  /** Signed inventory q, Q. */
  readonly inventory: number;
  /** Risk aversion γ > 0, 1/(P·Q). */
  readonly riskAversion: number;
  /** Standard deviation σ of the price, P/√T. */
  readonly volatility: number;
  /** Arrival decay k > 0 of λ(δ) = A·exp(−kδ), 1/P. */
  readonly arrivalDecay: number;
  /** Time left T − t ≥ 0, T. */
  readonly timeLeft: number;
}

/** Quotes in the units of the input. Distances δ from the mid may be negative: the formula allows it. */
export interface AvellanedaStoikovQuotes {
  readonly reservationPrice: number;
  /** δa + δb. */
  readonly spread: number;
  readonly bid: number;
  readonly ask: number;
}

/** r = s − qγσ²(T−t). Price in, price out. Avellaneda and Stoikov 2008, equation 29. */
export function reservationPrice(input: AvellanedaStoikovInput): number {
  return input.midPrice - input.inventory * input.riskAversion * input.volatility ** 2 * input.timeLeft;
}

/** γσ²(T−t): the part of δa + δb that pays for price risk. Avellaneda and Stoikov 2008, equation 30. */
export function riskSpread(input: Pick<AvellanedaStoikovInput, 'riskAversion' | 'volatility' | 'timeLeft'>): number {
  return input.riskAversion * input.volatility ** 2 * input.timeLeft;
}

/** (2/γ)·ln(1 + γ/k): the part of δa + δb that pays for waiting. Tends to 2/k as γ → 0. Equation 30. */
export function intensitySpread(riskAversion: number, arrivalDecay: number): number {
  return (2 / riskAversion) * Math.log1p(riskAversion / arrivalDecay);
}

/** Bid and ask around the reservation price: r ∓ (γσ²(T−t) + (2/γ)·ln(1 + γ/k))/2. Same units as the input. */
export function optimalQuotes(input: AvellanedaStoikovInput): AvellanedaStoikovQuotes {
  const reservation = reservationPrice(input);
  const spread = riskSpread(input) + intensitySpread(input.riskAversion, input.arrivalDecay);
  return { reservationPrice: reservation, spread, bid: reservation - spread / 2, ask: reservation + spread / 2 };
}

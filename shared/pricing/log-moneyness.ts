/** The logarithm that every option formula begins with. */

/** Nearer to each other than this, the quotient of the two would round away digits that the logarithm still needs. */
const NEAR = 0.5;

/** ln(forward/strike), keeping its digits where the two nearly agree; not a finite number unless both are positive and finite. */
export function logMoneyness(forward: number, strike: number): number {
  const excess = (forward - strike) / strike;
  return Math.abs(excess) < NEAR ? Math.log1p(excess) : Math.log(forward / strike);
}

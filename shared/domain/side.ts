/** The two sides of a market. */

/** `buy` adds to a position, `sell` takes from it. */
export type Side = 'buy' | 'sell';

/** +1 for a buy, −1 for a sell. */
export function sideSign(side: Side): 1 | -1 {
  return side === 'buy' ? 1 : -1;
}

/** The other side. */
export function oppositeSide(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

/** The trader's hand on a smile: five moves and dragged nodes, in volatility, on top of a parametric form. */

/** The five moves. */
export type SmileMove = 'shift' | 'tilt' | 'width' | 'up-wing' | 'down-wing';

/** The five, in the order that panels list them. */
export const SMILE_MOVES: readonly SmileMove[] = ['shift', 'tilt', 'width', 'up-wing', 'down-wing'];

/** A local bump: `weight` is the height of its own kernel, decimals of volatility; neighbours add to what is seen there. */
export interface NodeBump {
  readonly logMoneyness: number;
  readonly weight: number;
}

/** A place whose volatility no edit may change. */
export interface LockedNode {
  readonly logMoneyness: number;
  readonly volatility: number;
}

/** Moves, bumps and locks of one expiry. Amounts are decimals of volatility (0.01 = one point). */
export interface SmileAdjustment {
  /** One standard deviation of log-moneyness, σ·√T at the money when the hand was first laid on; the unit of every distance here. */
  readonly deviation: number;
  readonly moves: { readonly [Move in SmileMove]: number };
  /** Ascending by log-moneyness. */
  readonly bumps: readonly NodeBump[];
  readonly locks: readonly LockedNode[];
}

/** Nothing moved. */
const NO_MOVES: SmileAdjustment['moves'] = { shift: 0, tilt: 0, width: 0, 'up-wing': 0, 'down-wing': 0 };

/** No hand on the smile. */
export const NO_ADJUSTMENT: SmileAdjustment = { deviation: 1, moves: NO_MOVES, bumps: [], locks: [] };

/** Width of a bump in standard deviations. */
const BUMP_WIDTH = 0.4;

/** From here outwards the wings move, in standard deviations. */
const WING_FROM = 1;

/** x standard deviations out: 0 up to the wing, 1 one deviation into it, 2 at most; twice differentiable. */
function wing(x: number): number {
  const into = Math.max(0, x - WING_FROM);
  const cube = into * into * into;
  return (2 * cube) / (1 + cube);
}

/**
 * How much one unit of a move changes the volatility x standard deviations from the money. All are bounded, so no wing outgrows Lee's
 * limit. Tilt is +1 at +1 and −1 at −1; width 0 at the money and 1 at ±1; a wing 0 within one deviation and 1 at two.
 */
export function moveProfile(move: SmileMove, x: number): number {
  switch (move) {
    case 'shift':
      return 1;
    case 'tilt':
      return (x * Math.sqrt(10)) / Math.sqrt(9 + x * x);
    case 'width':
      return (2 * x * x) / (1 + x * x);
    case 'up-wing':
      return wing(x);
    case 'down-wing':
      return wing(-x);
  }
}

/** Height of a unit bump `distance` standard deviations from its middle. */
export function bumpProfile(distance: number): number {
  const scaled = distance / BUMP_WIDTH;
  return Math.exp(-0.5 * scaled * scaled);
}

/** What the hand adds to the volatility at k = ln(strike ÷ forward), a decimal. */
export function adjustmentAt({ deviation, moves, bumps }: SmileAdjustment, k: number): number {
  const x = k / deviation;
  let sum = moves.shift;
  for (const move of SMILE_MOVES) if (move !== 'shift' && moves[move] !== 0) sum += moves[move] * moveProfile(move, x);
  for (const bump of bumps) sum += bump.weight * bumpProfile(x - bump.logMoneyness / deviation);
  return sum;
}

/** Whether anything is moved at all. */
export function isAdjusted({ moves, bumps }: SmileAdjustment): boolean {
  return bumps.length > 0 || SMILE_MOVES.some((move) => moves[move] !== 0);
}

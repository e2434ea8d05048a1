/** How far a price must move until maintenance margin is no longer covered, if nothing else moves and nothing is closed. */

/** An account after a relative move of its underlying, in the settlement coin: the equity that margin is held against; `null` where it cannot be valued. */
export type AccountAfter = (move: number) => { readonly equity: number; readonly maintenance: number } | null;

/** Relative moves to the first shortfall on each side; `null`: none within the range looked at. */
export interface LiquidationMoves {
  readonly down: number | null;
  readonly up: number | null;
}

/** The price is looked at down to a twentieth and up to four times. */
const LOWEST = -0.95;
const HIGHEST = 3;
const STEPS = 160;
const HALVINGS = 50;

type Verdict = 'covered' | 'short' | 'unknown';

function judge(after: AccountAfter, move: number): Verdict {
  const account = after(move);
  if (account === null || !Number.isFinite(account.equity + account.maintenance)) return 'unknown';
  return account.equity >= account.maintenance ? 'covered' : 'short';
}

/** `undefined`: the account cannot be valued on the way. Yields the share of this side that is done. */
function* firstShortfall(after: AccountAfter, furthest: number): Generator<number, number | null | undefined> {
  let covered = 0;
  for (let step = 1; step <= STEPS; step += 1) {
    // Evenly in the logarithm of the price, so that both sides are looked at alike.
    const move = Math.expm1((Math.log1p(furthest) * step) / STEPS);
    const verdict = judge(after, move);
    yield step / STEPS;
    if (verdict === 'unknown') return undefined;
    if (verdict === 'covered') {
      covered = move;
      continue;
    }
    let short = move;
    for (let halving = 0; halving < HALVINGS; halving += 1) {
      const middle = 0.5 * (covered + short);
      if (judge(after, middle) === 'short') short = middle;
      else covered = middle;
      yield step / STEPS;
    }
    return short;
  }
  return null;
}

/**
 * The nearest shortfalls on both sides, found on a grid of 160 steps of the price's logarithm and refined by halving; 0 on both sides
 * if margin is short already. `null` if the account cannot be valued. Yields the share done, 0…1, after each look at the account, so
 * that a caller can stop or let others work in between.
 */
export function* liquidationMoves(after: AccountAfter): Generator<number, LiquidationMoves | null> {
  const now = judge(after, 0);
  if (now === 'unknown') return null;
  if (now === 'short') return { down: 0, up: 0 };
  const sides: (number | null)[] = [];
  for (const [side, furthest] of [LOWEST, HIGHEST].entries()) {
    const search = firstShortfall(after, furthest);
    let step = search.next();
    for (; step.done !== true; step = search.next()) yield 0.5 * (side + step.value);
    if (step.value === undefined) return null;
    sides.push(step.value);
  }
  const [down = null, up = null] = sides;
  return { down, up };
}

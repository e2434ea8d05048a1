/** How far a price must move until maintenance margin is no longer covered, if nothing else moves and nothing is closed. */

/** An account after a relative move of its underlying, in the settlement coin; `null` where it cannot be valued. */
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

/** `undefined`: the account cannot be valued on the way. */
function firstShortfall(after: AccountAfter, furthest: number): number | null | undefined {
  let covered = 0;
  for (let step = 1; step <= STEPS; step += 1) {
    // Evenly in the logarithm of the price, so that both sides are looked at alike.
    const move = Math.expm1((Math.log1p(furthest) * step) / STEPS);
    const verdict = judge(after, move);
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
    }
    return short;
  }
  return null;
}

/**
 * The nearest shortfalls on both sides, found on a grid of 160 steps of the price's logarithm and refined by halving; 0 on both sides
 * if margin is short already. `null` if the account cannot be valued.
 */
export function liquidationMoves(after: AccountAfter): LiquidationMoves | null {
  const now = judge(after, 0);
  if (now === 'unknown') return null;
  if (now === 'short') return { down: 0, up: 0 };
  const [down, up] = [firstShortfall(after, LOWEST), firstShortfall(after, HIGHEST)];
  return down === undefined || up === undefined ? null : { down, up };
}

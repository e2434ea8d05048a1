/** Swaps and amounts of a concentrated pool in integers, with the pool's own roundings: always in favour of the pool. */

const Q96 = 1n << 96n;
const MAX_UINT256 = (1n << 256n) - 1n;
const PIPS = 1_000_000n;

/** Two square-root prices in Q64.96, in either order, and the liquidity between them. */
export interface LiquidityBand {
  readonly from: bigint;
  readonly to: bigint;
  readonly liquidity: bigint;
}

type Rounding = 'up' | 'down';

function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  return numerator / denominator + (rounding === 'up' && numerator % denominator > 0n ? 1n : 0n);
}

/** The two prices, the lower first. `null` unless both are positive and the liquidity is not negative. */
function ordered({ from, to, liquidity }: LiquidityBand): readonly [bigint, bigint] | null {
  if (from <= 0n || to <= 0n || liquidity < 0n) return null;
  return from < to ? [from, to] : [to, from];
}

/** Base between the two prices: L·2^96·(b − a)/(b·a), divided twice as the pool does. `null` for a band that is none. */
export function baseBetween(band: LiquidityBand, rounding: Rounding): bigint | null {
  const ends = ordered(band);
  if (ends === null) return null;
  const [low, high] = ends;
  return divide(divide((band.liquidity << 96n) * (high - low), high, rounding), low, rounding);
}

/** Quote between the two prices: L·(b − a)/2^96. `null` for a band that is none. */
export function quoteBetween(band: LiquidityBand, rounding: Rounding): bigint | null {
  const ends = ordered(band);
  if (ends === null) return null;
  const [low, high] = ends;
  return divide(band.liquidity * (high - low), Q96, rounding);
}

/** What there is to provide, in a range around a current price. */
export interface Provision {
  readonly current: bigint;
  readonly from: bigint;
  readonly to: bigint;
  readonly base: bigint;
  readonly quote: bigint;
  /** `router` rounds an intermediate product as the published router contract does; `exact` does not. */
  readonly precision: 'exact' | 'router';
}

/** Most liquidity that the amounts pay for. `null` for an empty range. */
export function maximalLiquidity({ current, from, to, base, quote, precision }: Provision): bigint | null {
  const [low, high] = from < to ? [from, to] : [to, from];
  if (low <= 0n || low === high) return null;
  const ofBase = (start: bigint): bigint =>
    precision === 'exact' ? (base * start * high) / (Q96 * (high - start)) : (base * ((start * high) / Q96)) / (high - start);
  const ofQuote = (end: bigint): bigint => (quote * Q96) / (end - low);
  if (current <= low) return ofBase(low);
  if (current >= high) return ofQuote(high);
  const [limitedByBase, limitedByQuote] = [ofBase(current), ofQuote(current)];
  return limitedByBase < limitedByQuote ? limitedByBase : limitedByQuote;
}

/** One stretch of constant liquidity: a positive amount is paid in, a negative one is taken out. */
export interface SwapStep {
  readonly current: bigint;
  readonly target: bigint;
  readonly liquidity: bigint;
  readonly amount: bigint;
  /** Fee in millionths of what is paid in. */
  readonly feePips: bigint;
}

/** Where the price ends and what changed hands; the fee comes on top of `paidIn`. */
export interface SwapOutcome {
  readonly next: bigint;
  readonly paidIn: bigint;
  readonly takenOut: bigint;
  readonly fee: bigint;
}

/** A swap within one stretch. `null` for prices or liquidity that are not positive, or more taken out than there is. */
export function swapWithinRange(step: SwapStep): SwapOutcome | null {
  const { current, target, liquidity, amount, feePips } = step;
  if (!isPossible(step)) return null;
  const isPaidIn = amount >= 0n;
  const next = nextSqrtPrice(step, isPaidIn ? (amount * (PIPS - feePips)) / PIPS : -amount);
  if (next === null) return null;
  const moved = { from: current, to: next, liquidity };
  const isFalling = current >= target;
  const paidIn = isFalling ? baseBetween(moved, 'up') : quoteBetween(moved, 'up');
  const available = isFalling ? quoteBetween(moved, 'down') : baseBetween(moved, 'down');
  if (paidIn === null || available === null) return null;
  const takenOut = !isPaidIn && available > -amount ? -amount : available;
  // A payment that ends inside the stretch leaves nothing over: what is not swapped is the fee.
  const fee = isPaidIn && next !== target ? amount - paidIn : divide(paidIn * feePips, PIPS - feePips, 'up');
  return { next, paidIn, takenOut, fee };
}

function isPossible({ current, target, liquidity, feePips }: SwapStep): boolean {
  return current > 0n && target > 0n && liquidity > 0n && feePips >= 0n && feePips < PIPS;
}

/** The target if the amount reaches it, otherwise the price at which the amount is used up. */
function nextSqrtPrice({ current, target, liquidity, amount }: SwapStep, usable: bigint): bigint | null {
  const isPaidIn = amount >= 0n;
  const isFalling = current >= target;
  const whole = { from: current, to: target, liquidity };
  const rounding = isPaidIn ? 'up' : 'down';
  const needed = isPaidIn === isFalling ? baseBetween(whole, rounding) : quoteBetween(whole, rounding);
  if (needed === null) return null;
  if (usable >= needed) return target;
  return isPaidIn === isFalling
    ? afterBase({ current, liquidity, base: isPaidIn ? usable : -usable })
    : afterQuote({ current, liquidity, quote: isPaidIn ? usable : -usable });
}

/** Price after base enters (positive) or leaves, rounded up; without the product where it would overflow the pool's 256 bits. */
function afterBase(change: { readonly current: bigint; readonly liquidity: bigint; readonly base: bigint }): bigint | null {
  const { current, base } = change;
  if (base === 0n) return current;
  const scaled = change.liquidity << 96n;
  const denominator = scaled + base * current;
  if (denominator <= 0n) return null;
  if (base > 0n && denominator > MAX_UINT256) return divide(scaled, scaled / current + base, 'up');
  return divide(scaled * current, denominator, 'up');
}

/** Price after quote enters (positive) or leaves, rounded down. */
function afterQuote(change: { readonly current: bigint; readonly liquidity: bigint; readonly quote: bigint }): bigint | null {
  const { current, liquidity, quote } = change;
  if (quote >= 0n) return current + (quote * Q96) / liquidity;
  const next = current - divide(-quote * Q96, liquidity, 'up');
  return next > 0n ? next : null;
}

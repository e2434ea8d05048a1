/** Which resting quote can serve which target: as many pairs as possible, exact prices first. */
import type { ClientOrderId } from '../domain/order';
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';

/** One of our quotes as far as we know. `canceling` and `unknown` still occupy a place in the market. */
export interface LiveQuote {
  readonly clientOrderId: ClientOrderId;
  readonly side: Side;
  readonly priceTicks: PriceTicks;
  readonly remainingLots: QuantityLots;
  readonly state: 'resting' | 'canceling' | 'unknown';
}

/** One quote that should be in the market. At most one per side and level; prices of a side are distinct. */
export interface TargetQuote {
  readonly side: Side;
  readonly level: number;
  readonly priceTicks: PriceTicks;
  readonly quantityLots: QuantityLots;
}

/** A resting quote serves while it holds at least this share of what the target wants … */
const SMALLEST_SHARE = 0.5;
/** … and at most this share: more would defeat a reduced quantity. */
export const LARGEST_SHARE = 1.25;

/** Whether a resting quote may stand in for a target: price within tolerance (ticks), remaining quantity within 50 % to 125 %. */
export function canServe(live: LiveQuote, target: TargetQuote, toleranceTicks: number): boolean {
  const share = live.remainingLots / target.quantityLots;
  const isNear = Math.abs(live.priceTicks - target.priceTicks) <= toleranceTicks;
  return isNear && share >= SMALLEST_SHARE && share <= LARGEST_SHARE;
}

/** A matching under construction: who serves which target, and the other way round; −1 is nobody. */
interface MutableMatching {
  readonly live: readonly LiveQuote[];
  readonly targets: readonly TargetQuote[];
  readonly toleranceTicks: number;
  readonly servedBy: number[];
  readonly serves: number[];
}

/** Indices of the quotes that can serve a target, nearest first. */
function candidatesFor({ live, targets, toleranceTicks }: MutableMatching, index: number): readonly number[] {
  const found: number[] = [];
  const target = targets[index];
  if (target === undefined) return found;
  live.forEach((quote, at) => {
    if (canServe(quote, target, toleranceTicks)) found.push(at);
  });
  const distance = (at: number): number => Math.abs((live[at]?.priceTicks ?? Number.NaN) - target.priceTicks);
  return found.length < 2 ? found : found.sort((a, b) => distance(a) - distance(b));
}

function assign(matching: MutableMatching, target: number, quote: number): void {
  matching.servedBy[target] = quote;
  matching.serves[quote] = target;
}

/** Finds a quote for a target, moving others to their other options if that frees one. What could serve whom is worked out only on the way. */
function augment(matching: MutableMatching, target: number, visited: number[]): boolean {
  for (const quote of candidatesFor(matching, target)) {
    if (visited.includes(quote)) continue;
    visited.push(quote);
    const holder = matching.serves[quote] ?? -1;
    if (holder >= 0 && !augment(matching, holder, visited)) continue;
    assign(matching, target, quote);
    return true;
  }
  return false;
}

/**
 * One entry per target, in the order of `targets`: the quote that serves it, or `null`. All quotes are of one side. The matching
 * has the greatest possible size (Kuhn's augmenting paths); a quote that sits exactly on a target's price is tried there first.
 */
export function matchQuotes(
  live: readonly LiveQuote[],
  targets: readonly TargetQuote[],
  toleranceTicks: number,
): readonly (LiveQuote | null)[] {
  if (live.length === 0) return targets.map(() => null);
  const matching: MutableMatching = { live, targets, toleranceTicks, servedBy: targets.map(() => -1), serves: live.map(() => -1) };
  targets.forEach((target, index) => {
    const exact = live.findIndex(
      (quote, at) => quote.priceTicks === target.priceTicks && matching.serves[at] === -1 && canServe(quote, target, toleranceTicks),
    );
    if (exact !== -1) assign(matching, index, exact);
  });
  // Mostly every quote is where it should be or none is near: nothing is to be tried then.
  if (matching.serves.includes(-1)) {
    targets.forEach((_, index) => {
      if (matching.servedBy[index] === -1) augment(matching, index, []);
    });
  }
  return matching.servedBy.map((quote) => live[quote] ?? null);
}

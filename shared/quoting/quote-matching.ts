/** Which resting quote can serve which target: as many pairs as possible, exact prices first. */
import type { LiveQuote, TargetQuote } from './quote-diff';

/** A resting quote serves while it holds at least this share of what the target wants … */
const SMALLEST_SHARE = 0.5;
/** … and at most this share: more would defeat a reduced quantity. */
const LARGEST_SHARE = 1.25;

/** Whether a resting quote may stand in for a target: price within tolerance (ticks), remaining quantity within 50 % to 125 %. */
export function canServe(live: LiveQuote, target: TargetQuote, toleranceTicks: number): boolean {
  const share = live.remainingLots / target.quantityLots;
  const isNear = Math.abs(live.priceTicks - target.priceTicks) <= toleranceTicks;
  return isNear && share >= SMALLEST_SHARE && share <= LARGEST_SHARE;
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
  const options = targets.map((target) =>
    live
      .map((quote, index) => ({
        index,
        distance: Math.abs(quote.priceTicks - target.priceTicks),
        fits: canServe(quote, target, toleranceTicks),
      }))
      .filter((option) => option.fits)
      .sort((a, b) => a.distance - b.distance),
  );
  const servedBy: (number | null)[] = targets.map(() => null);
  const serves: (number | null)[] = live.map(() => null);
  const assign = (target: number, quote: number): void => {
    servedBy[target] = quote;
    serves[quote] = target;
  };
  const augment = (target: number, visited: Set<number>): boolean => {
    for (const { index } of options[target] ?? []) {
      if (visited.has(index)) continue;
      visited.add(index);
      const holder = serves[index] ?? null;
      if (holder !== null && !augment(holder, visited)) continue;
      assign(target, index);
      return true;
    }
    return false;
  };
  options.forEach((candidates, target) => {
    const exact = candidates.find((option) => option.distance === 0 && serves[option.index] === null);
    if (exact !== undefined) assign(target, exact.index);
  });
  targets.forEach((_, target) => {
    if (servedBy[target] === null) augment(target, new Set());
  });
  return servedBy.map((index) => (index === null ? null : (live[index] ?? null)));
}

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

/** Indices of the quotes that can serve a target, nearest first. */
function candidatesFor(live: readonly LiveQuote[], target: TargetQuote, toleranceTicks: number): readonly number[] {
  const found: number[] = [];
  live.forEach((quote, index) => {
    if (canServe(quote, target, toleranceTicks)) found.push(index);
  });
  const distance = (index: number): number => Math.abs((live[index]?.priceTicks ?? Number.NaN) - target.priceTicks);
  return found.length < 2 ? found : found.sort((a, b) => distance(a) - distance(b));
}

/** A matching under construction: who serves which target, and the other way round; −1 is nobody. */
interface MutableMatching {
  readonly options: (readonly number[])[];
  readonly servedBy: number[];
  readonly serves: number[];
}

function assign(matching: MutableMatching, target: number, quote: number): void {
  matching.servedBy[target] = quote;
  matching.serves[quote] = target;
}

/** Finds a quote for a target, moving others to their other options if that frees one. */
function augment(matching: MutableMatching, target: number, visited: Set<number>): boolean {
  for (const quote of matching.options[target] ?? []) {
    if (visited.has(quote)) continue;
    visited.add(quote);
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
  const matching: MutableMatching = { options: [], servedBy: targets.map(() => -1), serves: live.map(() => -1) };
  targets.forEach((target, index) => {
    const exact = live.findIndex(
      (quote, at) => quote.priceTicks === target.priceTicks && matching.serves[at] === -1 && canServe(quote, target, toleranceTicks),
    );
    if (exact !== -1) assign(matching, index, exact);
  });
  // Mostly every quote is where it should be or none is near: nothing is to be tried then.
  if (!matching.servedBy.includes(-1) || !matching.serves.includes(-1)) return matching.servedBy.map((quote) => live[quote] ?? null);
  for (const target of targets) matching.options.push(candidatesFor(live, target, toleranceTicks));
  targets.forEach((_, index) => {
    const isTried = matching.servedBy[index] === -1 && (matching.options[index]?.length ?? 0) > 0;
    if (isTried) augment(matching, index, new Set());
  });
  return matching.servedBy.map((quote) => live[quote] ?? null);
}

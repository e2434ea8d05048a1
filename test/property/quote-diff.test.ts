/** The fewest messages, proved against trying every assignment, and never more orders than levels. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOrderId } from '../../shared/domain/order';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import type { Side } from '../../shared/domain/side';
import type { LiveQuote, TargetQuote } from '../../shared/quoting/quote-diff';
import { diffQuotes } from '../../shared/quoting/quote-diff';
import { canServe } from '../../shared/quoting/quote-matching';
import { propertyRuns } from '../support/property-runs';

/** One step at every price. */
const EVEN = { tickSize: 1 };

const lots = fc.integer({ min: 1, max: 4 }).map((value) => value * 10);

/** Bids below 100, asks above 100, as the ladder gives them. */
const targetsOf = (side: Side): fc.Arbitrary<readonly TargetQuote[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }).chain((distances) =>
    fc.array(lots, { minLength: distances.length, maxLength: distances.length }).map((quantities) =>
      [...distances]
        .sort((a, b) => a - b)
        .map((distance, index) => ({
          side,
          level: index + 1,
          priceTicks: priceTicks(side === 'buy' ? 100 - distance : 100 + distance),
          quantityLots: quantityLots(quantities[index] ?? 10),
        })),
    ),
  );
const targets = fc.tuple(targetsOf('buy'), targetsOf('sell')).map(([bids, asks]) => [...bids, ...asks]);

const live = fc
  .array(
    fc.record({
      side: fc.constantFrom<Side>('buy', 'sell'),
      distance: fc.integer({ min: 1, max: 12 }),
      remainingLots: lots,
      state: fc.constantFrom<LiveQuote['state']>('resting', 'resting', 'resting', 'canceling', 'unknown'),
    }),
    { maxLength: 7 },
  )
  .map((quotes) =>
    quotes.map(({ side, distance, remainingLots, state }, index): LiveQuote => ({
      clientOrderId: clientOrderId(`q${index}`),
      side,
      priceTicks: priceTicks(side === 'buy' ? 100 - distance : 100 + distance),
      remainingLots: quantityLots(remainingLots),
      state,
    })),
  );
const tolerance = fc.integer({ min: 0, max: 4 });

function ofSide<Quote extends { readonly side: Side }>(quotes: readonly Quote[], side: Side): readonly Quote[] {
  return quotes.filter((quote) => quote.side === side);
}

/** The most targets of one side that can be served at once, by trying everything. */
function mostKept(quotes: readonly LiveQuote[], wanted: readonly TargetQuote[], toleranceTicks: number): number {
  const [target, ...others] = wanted;
  if (target === undefined) return 0;
  let most = mostKept(quotes, others, toleranceTicks);
  for (const quote of quotes) {
    if (quote.state !== 'resting' || !canServe(quote, target, toleranceTicks)) continue;
    const left = quotes.filter((other) => other !== quote);
    most = Math.max(most, 1 + mostKept(left, others, toleranceTicks));
  }
  return most;
}

describe('every diff', () => {
  it('keeps as many quotes as can be kept, so no smaller number of messages exists', () => {
    fc.assert(
      fc.property(live, targets, tolerance, (quotes, wanted, toleranceTicks) => {
        const diff = diffQuotes({ live: quotes, targets: wanted, toleranceTicks, grid: EVEN });
        const resting = quotes.filter((quote) => quote.state === 'resting').length;
        const most = (side: Side): number => mostKept(ofSide(quotes, side), ofSide(wanted, side), toleranceTicks);
        expect(diff.keep).toHaveLength(most('buy') + most('sell'));
        expect(diff.messages).toBe(resting + wanted.length - 2 * diff.keep.length);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('accounts for every resting quote and every target once', () => {
    fc.assert(
      fc.property(live, targets, tolerance, (quotes, wanted, toleranceTicks) => {
        const diff = diffQuotes({ live: quotes, targets: wanted, toleranceTicks, grid: EVEN });
        const handled = [...diff.keep.map((kept) => kept.clientOrderId), ...diff.cancel].sort();
        expect(handled).toEqual(
          quotes
            .filter((quote) => quote.state === 'resting')
            .map((quote) => quote.clientOrderId)
            .sort(),
        );
        const levels = [...diff.keep, ...diff.place, ...diff.deferred].map(({ side, level }) => `${side}-${level}`).sort();
        expect(levels).toEqual(wanted.map(({ side, level }) => `${side}-${level}`).sort());
      }),
    );
  });

  it('never has more orders on a side than levels, nor two new or kept ones on one price, nor a trade with ourselves', () => {
    fc.assert(
      fc.property(live, targets, tolerance, (quotes, wanted, toleranceTicks) => {
        const diff = diffQuotes({ live: quotes, targets: wanted, toleranceTicks, grid: EVEN });
        for (const side of ['buy', 'sell'] as const) {
          const placed = diff.place.filter((quote) => quote.side === side);
          const present = quotes.filter((quote) => quote.side === side);
          const levels = wanted.filter((quote) => quote.side === side).length;
          if (placed.length > 0) expect(placed.length + present.length).toBeLessThanOrEqual(levels);
          const kept = present.filter((quote) => diff.keep.some((one) => one.clientOrderId === quote.clientOrderId));
          const keptPrices = new Set(kept.map((quote) => quote.priceTicks));
          for (const quote of placed) expect(keptPrices.has(quote.priceTicks)).toBe(false);
          expect(new Set(placed.map((quote) => quote.priceTicks)).size).toBe(placed.length);
          const opposite = quotes.filter((quote) => quote.side !== side).map((quote) => quote.priceTicks);
          const sign = side === 'buy' ? 1 : -1;
          for (const quote of placed) for (const price of opposite) expect(sign * (price - quote.priceTicks)).toBeGreaterThan(0);
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('has nothing to do after it was carried out', () => {
    fc.assert(
      fc.property(targets, tolerance, (wanted, toleranceTicks) => {
        const first = diffQuotes({ live: [], targets: wanted, toleranceTicks, grid: EVEN });
        const resting = first.place.map((quote, index): LiveQuote => ({
          clientOrderId: clientOrderId(`p${index}`),
          side: quote.side,
          priceTicks: quote.priceTicks,
          remainingLots: quote.quantityLots,
          state: 'resting',
        }));
        expect(diffQuotes({ live: resting, targets: wanted, toleranceTicks, grid: EVEN }).messages).toBe(0);
      }),
    );
  });
});

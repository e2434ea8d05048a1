/** No hedge ever makes it worse: the distance to target shrinks, keeps its sign, and is not overshot. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HedgeInstrument } from '../../shared/hedging/hedge-candidates';
import { hedgeCandidates } from '../../shared/hedging/hedge-candidates';
import { hedgeInstrument, inverseInstrument } from '../support/hedge-instruments';
import { propertyRuns } from '../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100_000 })), { maxLength: 8 });

const instrument: fc.Arbitrary<HedgeInstrument> = fc
  .record({
    name: fc.constantFrom('BTC-PERPETUAL', 'BTC-27DEC', 'BTC-28MAR'),
    mid: fc.integer({ min: 2_000, max: 400_000 }),
    bids: levels,
    asks: levels,
    lotSize: fc.constantFrom(1, 10, 100),
    markPrice: fc.option(between(500, 200_000), { nil: null }),
    funding8h: fc.option(between(-0.01, 0.01), { nil: null }),
    refusal: fc.constantFrom('', '', 'book is stale'),
  })
  .map(({ name, mid, bids, asks, lotSize, ...change }) =>
    hedgeInstrument(name, {
      ...change,
      instrument: inverseInstrument(name, { lotSize, minimumQuantity: lotSize }),
      bids: bids.map(([distance, lots]) => [mid - distance, lots] as const).sort((a, b) => b[0] - a[0]),
      asks: asks.map(([distance, lots]) => [mid + distance, lots] as const).sort((a, b) => a[0] - b[0]),
    }),
  );

const request = fc.record({
  deltaCoin: between(-50, 50),
  targetCoin: between(-10, 10),
  percent: between(1, 100),
  indexPrice: between(500, 200_000),
  collarBps: between(0, 100),
  instruments: fc.array(instrument, { maxLength: 4 }),
});

describe('every hedge proposal', () => {
  it('reduces the distance to target and never turns it around (fault 67)', () => {
    fc.assert(
      fc.property(request, (given) => {
        const before = given.deltaCoin - given.targetCoin;
        for (const proposal of hedgeCandidates(given)) {
          expect(Math.abs(proposal.residualCoin)).toBeLessThanOrEqual(Math.abs(before));
          expect(proposal.residualCoin * before).toBeGreaterThanOrEqual(0);
          if (proposal.quantityLots > 0) expect(proposal.side).toBe(before > 0 ? 'sell' : 'buy');
          expect(proposal.quantityCoin).toBeLessThanOrEqual(((Math.abs(before) * given.percent) / 100) * (1 + 1e-11));
          expect(Number.isSafeInteger(proposal.quantityLots)).toBe(true);
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('can be sent only with every cost known, and costs nothing negative but funding', () => {
    fc.assert(
      fc.property(request, (given) => {
        for (const { refusal, feeUsd, spreadUsd, impactUsd, totalUsd, limitTicks } of hedgeCandidates(given)) {
          if (refusal !== '') continue;
          expect(totalUsd === null || limitTicks === null).toBe(false);
          for (const cost of [feeUsd, spreadUsd, impactUsd]) expect(cost).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('stands in order: what can be sent first, cheaper before dearer', () => {
    fc.assert(
      fc.property(request, (given) => {
        const proposals = hedgeCandidates(given);
        const refused = proposals.map((proposal) => Number(proposal.refusal !== ''));
        expect(refused).toEqual([...refused].sort());
        const costs = proposals.filter((proposal) => proposal.refusal === '').map((proposal) => proposal.totalUsd ?? Number.NaN);
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
      }),
    );
  });
});

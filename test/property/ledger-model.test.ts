/** Positions against exact arithmetic: whole numbers of lots, and fractions of whole numbers for money, never rounded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../shared/domain/fill';
import { instrumentId, underlying } from '../../shared/domain/instrument';
import { venueOrderId } from '../../shared/domain/order';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import type { Side } from '../../shared/domain/side';
import { timestampMs } from '../../shared/domain/time';
import { venueId } from '../../shared/domain/venue';
import { unrealisedCoin } from '../../shared/inventory/pnl';
import { applyFill, flatPosition, type AccountedInstrument, type Position } from '../../shared/inventory/position';
import { propertyRuns } from '../support/property-runs';

const perpetual: AccountedInstrument = {
  id: instrumentId(venueId('deribit'), 'BTC-PERPETUAL'),
  underlying: underlying('BTC'),
  isInverse: true,
  tickSize: 0.5,
  lotSize: 10,
};

/** Fees in whole units of 10⁻⁸ coin, as venues charge them; negative is a rebate. */
const FEE_UNIT = 100_000_000n;

interface Terms {
  readonly side: Side;
  readonly ticks: number;
  readonly lots: number;
  readonly feeUnits: number;
}

const terms: fc.Arbitrary<Terms> = fc.record({
  side: fc.constantFrom<Side>('buy', 'sell'),
  ticks: fc.integer({ min: 60_000, max: 200_000 }),
  lots: fc.integer({ min: 1, max: 10_000 }),
  feeUnits: fc.integer({ min: -200_000, max: 200_000 }),
});

function fillOf({ side, ticks, lots, feeUnits }: Terms, index: number): Fill {
  return {
    tradeId: tradeId(`t${index}`),
    instrumentId: perpetual.id,
    venueOrderId: venueOrderId('v'),
    clientOrderId: null,
    side,
    price: priceTicks(ticks),
    quantity: quantityLots(lots),
    liquidity: feeUnits < 0 ? 'maker' : 'taker',
    fee: feeUnits / Number(FEE_UNIT),
    feeCurrency: 'BTC',
    indexPrice: 60_000,
    executedAtMs: timestampMs(index),
  };
}

/** A fraction of whole numbers; sums of them are exact. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

const add = (left: Fraction, right: Fraction): Fraction => ({
  top: left.top * right.bottom + right.top * left.bottom,
  bottom: left.bottom * right.bottom,
});

/** Coin that a fill moves: USD over price, both in whole steps, so lots·10 over ticks·½ is lots·20 over ticks. */
const coinOf = ({ side, ticks, lots }: Terms): Fraction => ({
  top: BigInt(lots * 20) * (side === 'buy' ? 1n : -1n),
  bottom: BigInt(ticks),
});

/** Nearest double, by way of 30 decimals. */
function toNumber({ top, bottom }: Fraction): number {
  const scale = 10n ** 30n;
  return Number((top * scale) / bottom) / 1e30;
}

const hold = (all: readonly Terms[]): Position =>
  all.map(fillOf).reduce((position, fill) => applyFill(position, fill, perpetual), flatPosition(perpetual.id));

const signedLots = ({ side, lots }: Terms): number => (side === 'buy' ? lots : -lots);

/** Coin turned over: what rounding may be a share of. */
const turnover = (all: readonly Terms[]): number => all.reduce((total, one) => total + Math.abs(toNumber(coinOf(one))), 0);

describe('a ledger of an inverse contract', () => {
  it('agrees with exact fractions on lots, fees of either sign and all profit, to a few units in the last place (fault 38)', () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1, maxLength: 30 }), fc.integer({ min: 60_000, max: 200_000 }), (all, markTicks) => {
        const position = hold(all);
        const lots = all.reduce((total, one) => total + signedLots(one), 0);
        expect(position.lots).toBe(lots);
        const fees = all.reduce((total, { feeUnits }) => total + BigInt(feeUnits), 0n);
        expect(Math.abs(position.feesCoin - Number(fees) / Number(FEE_UNIT))).toBeLessThan(1e-15 * all.length);
        // What was paid and received, less what holding the rest is worth.
        const held: Fraction = { top: BigInt(-lots * 20), bottom: BigInt(markTicks) };
        const exact = toNumber(all.map(coinOf).reduce(add, held));
        const unrealised = unrealisedCoin(position, perpetual, markTicks * 0.5) ?? Number.NaN;
        expect(Math.abs(position.realisedCoin + unrealised - exact)).toBeLessThan(1e-13 * Math.max(1, turnover(all)));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('that went back to flat has realised exactly what moved, whatever way it took', () => {
    const closed = fc.array(terms, { minLength: 1, maxLength: 20 }).map((all) => {
      const lots = all.reduce((total, one) => total + signedLots(one), 0);
      if (lots === 0) return all;
      const closing: Terms = { side: lots > 0 ? 'sell' : 'buy', ticks: 120_000, lots: Math.abs(lots), feeUnits: 0 };
      return [...all, closing];
    });
    fc.assert(
      fc.property(closed, (all) => {
        const position = hold(all);
        expect(position.lots).toBe(0);
        const exact = toNumber(all.map(coinOf).reduce(add));
        expect(Math.abs(position.realisedCoin - exact)).toBeLessThan(1e-13 * Math.max(1, turnover(all)));
        expect(unrealisedCoin(position, perpetual, 60_000)).toBe(0);
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('splits into the same lots and profit however an execution is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(terms, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 }),
        (all, cuts) => {
          const pieces = all.flatMap((one, index) => {
            const first = Math.floor((one.lots * (cuts[index] ?? 5)) / 10);
            return first === 0
              ? [one]
              : [
                  { ...one, lots: first, feeUnits: 0 },
                  { ...one, lots: one.lots - first },
                ];
          });
          const [whole, cut] = [hold(all), hold(pieces)];
          expect(cut.lots).toBe(whole.lots);
          expect(Math.abs(cut.realisedCoin - whole.realisedCoin)).toBeLessThan(1e-13 * Math.max(1, turnover(all)));
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

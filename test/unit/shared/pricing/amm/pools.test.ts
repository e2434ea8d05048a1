/** Pools: roundings in their own favour, exposure against differences, and swaps that cannot be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseBetween, maximalLiquidity, quoteBetween, swapWithinRange } from '../../../../../shared/pricing/amm/concentrated';
import { depthToMove, impermanentLoss, lossVersusRebalancing } from '../../../../../shared/pricing/amm/constant-product';
import { rangeExposure, rangeImpermanentLoss, rangeLossVersusRebalancing } from '../../../../../shared/pricing/amm/liquidity-range';
import { stableInvariant, stableSwapOut } from '../../../../../shared/pricing/amm/stableswap';
import { sqrtPriceAtTick, sqrtPriceOfRatio, tickAtSqrtPrice } from '../../../../../shared/pricing/amm/tick-price';
import { propertyRuns } from '../../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const tick = fc.integer({ min: -887272, max: 887271 });

describe('ticks', () => {
  it('go to a price and back, and the price just below belongs to the tick below', () => {
    fc.assert(
      fc.property(tick, (each) => {
        const price = sqrtPriceAtTick(each) ?? 0n;
        expect(tickAtSqrtPrice(price)).toBe(each);
        if (each > -887272) expect(tickAtSqrtPrice(price - 1n)).toBe(each - 1);
      }),
      { numRuns: propertyRuns(100) },
    );
    expect(sqrtPriceAtTick(887273)).toBeNull();
    expect(tickAtSqrtPrice(1n)).toBeNull();
    expect(sqrtPriceOfRatio(1n, 0n)).toBeNull();
  });
});

describe('swapWithinRange', () => {
  const price = (tickNumber: number): bigint => sqrtPriceAtTick(tickNumber) ?? 0n;

  it('never passes the target, charges at least the fee, and pays out no more than the band holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20000, max: 20000 }),
        fc.integer({ min: -3000, max: 3000 }),
        fc.bigInt({ min: 10n ** 12n, max: 10n ** 22n }),
        fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }),
        (from, step, liquidity, amount) => {
          fc.pre(step !== 0 && amount !== 0n);
          const [current, target] = [price(from), price(from + step)];
          const outcome = swapWithinRange({ current, target, liquidity, amount, feePips: 3000n });
          if (outcome === null) throw new Error('expected an outcome');
          const band = { from: current, to: target, liquidity };
          expect(step > 0 ? outcome.next >= current && outcome.next <= target : outcome.next <= current && outcome.next >= target).toBe(
            true,
          );
          expect(outcome.takenOut).toBeLessThanOrEqual((step > 0 ? baseBetween(band, 'down') : quoteBetween(band, 'down')) ?? -1n);
          expect(outcome.fee * 1_000_000n >= outcome.paidIn * 3000n).toBe(true);
          if (amount > 0n) expect(outcome.paidIn + outcome.fee <= amount).toBe(true);
          else expect(outcome.takenOut <= -amount).toBe(true);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
    expect(swapWithinRange({ current: 1n << 96n, target: 1n << 97n, liquidity: 0n, amount: 1n, feePips: 0n })).toBeNull();
  });

  it('asks for no more liquidity than the amounts pay for', () => {
    const [from, to, current] = [price(-1000), price(1000), price(37)];
    const liquidity = maximalLiquidity({ current, from, to, base: 10n ** 18n, quote: 10n ** 18n, precision: 'exact' }) ?? 0n;
    expect(baseBetween({ from: current, to, liquidity }, 'up')).toBeLessThanOrEqual(10n ** 18n);
    expect(quoteBetween({ from, to: current, liquidity }, 'up')).toBeLessThanOrEqual(10n ** 18n);
    expect(maximalLiquidity({ current, from, to: from, base: 1n, quote: 1n, precision: 'exact' })).toBeNull();
  });
});

describe('constant product', () => {
  it('loses against holding whichever way the price goes, and alike', () => {
    fc.assert(
      fc.property(between(0.01, 100), (ratio) => {
        expect(impermanentLoss(ratio)).toBeLessThanOrEqual(0);
        expect(impermanentLoss(ratio)).toBeCloseTo(impermanentLoss(1 / ratio) ?? NaN, 12);
      }),
      { numRuns: propertyRuns(200) },
    );
    expect(impermanentLoss(0)).toBeNull();
    expect(lossVersusRebalancing(-1)).toBeNull();
  });

  it('keeps x·y after the swap that moves the price, and reaches that price', () => {
    fc.assert(
      fc.property(between(1, 1e6), between(1, 1e6), between(-0.5, 2), (base, quote, move) => {
        const depth = depthToMove({ base, quote }, move);
        const after = { base: base - (depth?.base ?? NaN), quote: quote + (depth?.quote ?? NaN) };
        expect((after.base * after.quote) / (base * quote)).toBeCloseTo(1, 10);
        expect(after.quote / after.base / (quote / base)).toBeCloseTo(1 + move, 9);
      }),
      { numRuns: propertyRuns(200) },
    );
    expect(depthToMove({ base: 1, quote: 0 }, 0.1)).toBeNull();
  });
});

describe('rangeExposure', () => {
  it('has a delta and a gamma that agree with differences of the value', () => {
    fc.assert(
      fc.property(between(0.85, 1.2), (price) => {
        const range = { lower: 0.8, upper: 1.25 };
        const at = (shift: number): number => rangeExposure(range, price + shift)?.value ?? NaN;
        const exposure = rangeExposure(range, price);
        expect((at(1e-4) - at(-1e-4)) / 2e-4).toBeCloseTo(exposure?.delta ?? NaN, 6);
        expect((at(1e-4) - 2 * at(0) + at(-1e-4)) / 1e-8).toBeCloseTo(exposure?.gamma ?? NaN, 4);
        expect(rangeImpermanentLoss(range, 1, price)).toBeLessThanOrEqual(1e-15);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('has no gamma and no loss against rebalancing outside the range, and none at all for a range that is none', () => {
    const range = { lower: 0.8, upper: 1.25 };
    expect(rangeExposure(range, 2)?.gamma).toBe(0);
    expect(Math.abs(rangeLossVersusRebalancing(range, 0.5, 0.05) ?? NaN)).toBe(0);
    expect(rangeExposure({ lower: 1, upper: 1 }, 1)).toBeNull();
  });
});

describe('StableSwap', () => {
  const units = (count: number): bigint => BigInt(count) * 10n ** 18n;

  it('keeps its invariant over a swap to within a few units while no coin is scarce', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10 ** 6, max: 10 ** 7 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 900 }),
        (held, paid) => {
          const pool = { balances: held.map(units), amplification: 200n };
          const out = stableSwapOut(pool, { from: 0, to: 1, paidIn: units(paid) }) ?? 0n;
          expect(out > 0n && out < (pool.balances[1] ?? 0n)).toBe(true);
          const balances = pool.balances.map((balance, index) =>
            index === 0 ? balance + units(paid) : index === 1 ? balance - out : balance,
          );
          const change = (stableInvariant({ ...pool, balances }) ?? 0n) - (stableInvariant(pool) ?? 0n);
          expect(change > -1000n && change < 1000n).toBe(true);
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  it('has no swap in an empty pool, or of a coin for itself', () => {
    expect(stableInvariant({ balances: [0n, 1n], amplification: 10n })).toBeNull();
    expect(stableSwapOut({ balances: [units(1), units(1)], amplification: 10n }, { from: 0, to: 0, paidIn: 1n })).toBeNull();
    expect(stableSwapOut({ balances: [units(1), units(1)], amplification: 10n }, { from: 2, to: 0, paidIn: 1n })).toBeNull();
  });
});

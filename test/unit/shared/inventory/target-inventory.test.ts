/** Bands around the target and the speed of return. */
import { describe, expect, it } from 'vitest';
import type { DeviationSample } from '../../../../shared/inventory/target-inventory';
import { bandState, deviationFromTarget, halfLifeMinutes } from '../../../../shared/inventory/target-inventory';

const target = { targetCoin: 1, softBandCoin: 2, hardBandCoin: 4 };
const decaying = (halfLife: number): DeviationSample[] =>
  Array.from({ length: 600 }, (_, i) => [i * 1_000, 3 * 0.5 ** (i / 60 / halfLife)] as const);

describe('inventory against its target', () => {
  it('measures bands from the target', () => {
    expect(deviationFromTarget(-1, target)).toBe(-2);
    expect([3, 3.01, 5, 5.01, -3.01].map((coin) => bandState(coin, target))).toEqual(['inside', 'soft', 'soft', 'hard', 'hard']);
  });

  it('finds the half-life of an exponential return', () => {
    const found = halfLifeMinutes(decaying(4.2));
    expect(found).not.toBeNull();
    expect(Math.abs((found ?? 0) - 4.2)).toBeLessThan(0.01);
  });

  it('has no half-life without samples, without deviation or while running away', () => {
    expect(halfLifeMinutes(decaying(4).slice(0, 9))).toBeNull();
    expect(halfLifeMinutes(Array.from({ length: 20 }, (_, i) => [i * 1_000, 0] as const))).toBeNull();
    expect(halfLifeMinutes(Array.from({ length: 20 }, (_, i) => [i * 1_000, 1 + i] as const))).toBeNull();
    expect(halfLifeMinutes(Array.from({ length: 20 }, () => [5, 1] as const))).toBeNull();
  });
});

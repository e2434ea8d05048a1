/** The speed at which inventory returns to its target. */
import { describe, expect, it } from 'vitest';
import type { DeviationSample } from '../../../../shared/inventory/half-life';
import { halfLifeMinutes } from '../../../../shared/inventory/half-life';

const decaying = (halfLife: number): DeviationSample[] =>
  Array.from({ length: 600 }, (_, i) => [i * 1_000, 3 * 0.5 ** (i / 60 / halfLife)] as const);

describe('half-life of the deviation from target', () => {
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

/** Numbers of the exchange as decimals: the same as rounding through text, and cheaper. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSteps, toDecimals } from '../../../../shared/exchange/decimals';

describe('toDecimals', () => {
  it('is what the text would have said, ties, signs and extremes included', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 2 / 10 ** (Math.abs(whole) % 7)),
    );
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 12 }), (number, count) => {
        expect(toDecimals(number, count)).toBe(Number(number.toFixed(count)));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('leaves %s as it is', (value) => expect(toDecimals(value, 2)).toBe(value));
});

describe('fromSteps', () => {
  it('is the decimal that the steps add up to', () => {
    const step = fc.constantFrom(0.5, 0.05, 0.01, 0.0005, 0.0001, 0.1, 0.025, 2.5, 1, 10);
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), step, (steps, size) => {
        expect(fromSteps(steps, size)).toBe(Number((steps * size).toPrecision(12)));
      }),
      { numRuns: 5_000 },
    );
  });
});

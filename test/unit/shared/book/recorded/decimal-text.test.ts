/** Decimal text to whole units and back, exactly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, parseDecimal, trimDecimal, writtenDecimals } from '../../../../../shared/book/recorded/decimal-text';

describe('decimal text', () => {
  it.each([
    ['61659.70', 2, 6_165_970],
    ['61659.70', 1, 616_597],
    ['0.00000001', 8, 1],
    ['27', 0, 27],
    ['27.000', 0, 27],
    ['0', 3, 0],
    ['61659.75', 1, null],
    ['-1', 0, null],
    ['1e5', 0, null],
    ['NaN', 0, null],
    ['', 0, null],
    ['.5', 1, null],
    ['9007199254740993', 0, null],
    ['90071992547.40993', 8, null],
  ])('reads %s at %d decimals as %d', (text, decimals, units) => {
    expect(parseDecimal(text, decimals)).toBe(units);
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 12 }), (units, decimals) => {
        expect(parseDecimal(formatDecimal(units, decimals), decimals)).toBe(units);
      }),
    );
    expect(formatDecimal(-5, 2)).toBe('-0.05');
  });

  it('trims the zeros of a fraction only', () => {
    expect(['437.91552000', '100.00', '100', '0.50'].map(trimDecimal)).toEqual(['437.91552', '100', '100', '0.5']);
  });

  it('counts the decimals as written', () => {
    expect(writtenDecimals(['1', '1.25', '1.500'])).toBe(3);
    expect(writtenDecimals(['7', '12'])).toBe(0);
    expect(writtenDecimals([])).toBe(0);
  });
});

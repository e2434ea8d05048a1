/** Properties of number formatting: what is shown can be read back, never lies about precision, never uses an exponent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUS, decimalsOf, formatFixed, formatPrice, parseNumber, splitZeros, toAscii } from '../../../renderer/theme/number-format';

const ticks = fc.constantFrom(0.00000001, 0.0001, 0.0005, 0.01, 0.05, 0.25, 0.5, 1, 2.5, 10, 100, 100_000);
const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });
const decimals = fc.integer({ min: 0, max: 8 });

describe('formatting a number', () => {
  it('shows a price on its tick so that it reads back as the same price', () => {
    fc.assert(
      fc.property(ticks, fc.integer({ min: -1_000_000, max: 1_000_000 }), (tick, count) => {
        const price = Number((tick * count).toPrecision(15));
        expect(Number(toAscii(formatPrice(price, tick)))).toBeCloseTo(price, 9);
      }),
    );
  });

  it('has exactly the decimals that were asked for and no exponent', () => {
    fc.assert(
      fc.property(finite, decimals, (value, count) => {
        const text = formatFixed(value, count);
        expect(text).not.toMatch(/e/i);
        expect(text.split('.')[1]?.length ?? 0).toBe(count);
      }),
    );
  });

  it('writes the true minus on screen and ASCII that parses to the clipboard', () => {
    fc.assert(
      fc.property(finite, decimals, (value, count) => {
        const text = formatFixed(value, count, 'always');
        expect(text).not.toContain('-');
        expect(toAscii(text)).toMatch(/^-?\d+(\.\d+)?$/);
        expect(parseNumber(toAscii(text))).toBe(Number(toAscii(text)) + 0);
      }),
    );
  });

  it('never gives a sign to what rounds to zero', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.0000499, max: 0.0000499, noNaN: true }), (value) => {
        expect(formatFixed(value, 4, 'always')).toBe('0.0000');
      }),
    );
  });

  it('splits trailing zeros without losing a character, and never cuts into the whole part', () => {
    fc.assert(
      fc.property(finite, decimals, (value, count) => {
        const text = formatFixed(value, count);
        const [head, zeros] = splitZeros(text);
        expect(head + zeros).toBe(text);
        expect(zeros).toMatch(/^(\.?0*)$/);
        expect(head.split('.')[0]).toBe(text.split('.')[0]);
      }),
    );
  });

  it('finds the decimals of every tick', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 8 }), (mantissa, exponent) => {
        const tick = Number(`${mantissa}e-${exponent}`);
        const count = decimalsOf(tick);
        expect(Number(tick.toFixed(count))).toBe(tick);
        if (count > 0) expect(Number(tick.toFixed(count - 1))).not.toBe(tick);
      }),
    );
  });
});

describe('a number typed', () => {
  it.each([
    ['1.5', 1.5],
    ['20k', 20_000],
    ['-3', -3],
    [`${MINUS}2.5`, -2.5],
    ['+.5', 0.5],
    ['1m', 1_000_000],
  ])('reads %s', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['1,234', '', 'abc', '1.2.3', '1e5', '--1', '0x10', 'Infinity', '1e309', 'NaN', '٣', '１２', '-'])(
    'refuses %j (faults 63, 64)',
    (text) => expect(parseNumber(text)).toBeNull(),
  );
});

/** Heat by sign and size; decimals that suit a whole table. */
import { describe, expect, it } from 'vitest';
import { decimalsFor, heatColour, largestOf } from '../../../../renderer/theme/heat';

describe('heat', () => {
  it('takes the colour of the sign and grows with size', () => {
    expect(heatColour(10, 10)).toBe('color-mix(in srgb, var(--bid) 46.0%, transparent)');
    expect(heatColour(-10, 10)).toBe('color-mix(in srgb, var(--ask) 46.0%, transparent)');
    expect(heatColour(2.5, 10)).toBe('color-mix(in srgb, var(--bid) 23.0%, transparent)');
  });

  it.each([null, undefined, 0, NaN, Infinity])('leaves %s without colour', (value) => expect(heatColour(value, 10)).toBeUndefined());

  it('has no colour in a table of zeros', () => expect(heatColour(0, 0)).toBeUndefined());

  it('finds the largest magnitude among what is known', () => {
    expect(largestOf([1, -3, null, undefined, NaN])).toBe(3);
    expect(largestOf([])).toBe(0);
  });

  it.each([
    [0, 0],
    [25_000, 0],
    [999, 1],
    [4.2, 3],
    [0.003, 6],
  ])('shows a table whose largest number is %s with %i decimals', (largest, decimals) => expect(decimalsFor(largest)).toBe(decimals));
});

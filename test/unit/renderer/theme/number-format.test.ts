/** A quantity is not rounded to nothing. */
import { expect, it } from 'vitest';
import { formatFixed, quantityDecimals } from '../../../../renderer/theme/number-format';

it.each([
  [0.25, '0.250'],
  [12.4, '12.400'],
  [0.05, '0.050'],
  [0.0004, '0.00040'],
  [-0.0001, '\u22120.00010'],
  [0, '0.000'],
  [1e-15, '0.000'],
  [null, '\u2014'],
] as const)('%s has the usual decimals, or as many as two of its figures need: %s', (value, text) =>
  expect(formatFixed(value, quantityDecimals(value, 3))).toBe(text),
);

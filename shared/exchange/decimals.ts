/** Decimal rounding as the wire wants it, without going through text where the answer is clear without. */

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12] as const;
/** A scaled value this near to a tie is left to `toFixed`, which sees the exact binary value. */
const CLEAR_OF_TIE = 0.499;
/** Scaled values beyond this have no fraction left to judge by. */
const LARGEST_SCALED = 2 ** 42;

/** `value` rounded to `count` decimals, 0 to 12: exactly what `Number(value.toFixed(count))` gives, several times quicker. */
export function toDecimals(value: number, count: number): number {
  // Text has no negative zero of its own.
  if (value === 0) return 0;
  const power = POWERS[count] ?? NaN;
  const scaled = value * power;
  const whole = Math.round(scaled);
  const isClear = Math.abs(scaled - whole) < CLEAR_OF_TIE && Math.abs(scaled) < LARGEST_SCALED;
  return isClear ? whole / power : Number(value.toFixed(count));
}

/** Whole steps of a decimal step size, without binary noise: 3 × 0.1 is 0.3. Steps above 1 are whole numbers or given with few decimals. */
export function fromSteps(steps: number, stepSize: number): number {
  const perUnit = Math.round(1 / stepSize);
  // A division of two whole numbers is rounded once, so it is the decimal nearest to the true value.
  if (perUnit >= 1 && Math.abs(perUnit * stepSize - 1) < 1e-12 && Math.abs(steps) < 1e8) return steps / perUnit;
  return Number.isInteger(stepSize) ? steps * stepSize : Number((steps * stepSize).toPrecision(12));
}

/** Whole numbers of a decimal step back to units, without the noise of a binary product. */

/** How far `perUnit × step` may be from 1 for the step to be one part of a whole. */
const PART_TOLERANCE = 1e-12;

/**
 * `count × step`, rounded to the nearest double of the exact decimal result. Steps that divide one (0.5, 0.001) are a division of whole
 * numbers and whole steps a product, both exact; the rest goes through 15 significant digits, which costs about a microsecond.
 */
export function multiplyStep(count: number, step: number): number {
  const perUnit = Math.round(1 / step);
  if (Math.abs(perUnit * step - 1) < PART_TOLERANCE) return count / perUnit;
  if (Number.isInteger(step)) return count * step;
  return Number((count * step).toPrecision(15));
}

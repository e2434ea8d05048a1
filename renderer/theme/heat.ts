/** Heat of a cell: the colour of the sign, stronger with size. The number is always printed beside it. */

const STRONGEST_PERCENT = 46;
const FAINTEST_PERCENT = 3;

/** A background for a value beside the largest of its table; `undefined` for nothing to show. */
export function heatColour(value: number | null | undefined, largest: number): string | undefined {
  if (value === null || value === undefined || !Number.isFinite(value) || !(largest > 0)) return undefined;
  // The root keeps small values visible beside one that is far larger.
  const percent = Math.sqrt(Math.min(1, Math.abs(value) / largest)) * STRONGEST_PERCENT;
  return percent < FAINTEST_PERCENT
    ? undefined
    : `color-mix(in srgb, var(--${value > 0 ? 'bid' : 'ask'}) ${percent.toFixed(1)}%, transparent)`;
}

/** Largest magnitude of a list, 0 without numbers. */
export function largestOf(values: Iterable<number | null | undefined>): number {
  let largest = 0;
  for (const value of values) if (typeof value === 'number' && Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** Decimals that show a table's largest number with about four figures, the same for all of its cells so that points align. */
export function decimalsFor(largest: number): number {
  if (!(largest > 0)) return 0;
  return Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(largest))));
}

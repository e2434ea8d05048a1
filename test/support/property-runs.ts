/** How many cases a property is tried with: few in the daily run, many in `npm test -- --full`. */

const factor = Number(process.env['KEEL_RUN_FACTOR'] ?? '1');

/** `base` cases in the daily run, multiplied by KEEL_RUN_FACTOR in the full one: `{ numRuns: propertyRuns(200) }`. */
export function propertyRuns(base: number): number {
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new Error(`KEEL_RUN_FACTOR: expected a positive number, found "${process.env['KEEL_RUN_FACTOR'] ?? ''}"`);
  }
  return Math.max(1, Math.round(base * factor));
}

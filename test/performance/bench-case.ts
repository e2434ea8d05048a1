/** What a measurement is: a named case that yields rows; the figures are printed, never asserted. */

/** How much to measure. */
export interface BenchOptions {
  /** Short runs, to see that everything works; figures are rougher. */
  readonly isQuick: boolean;
  /** Length of the run whose memory is reported. */
  readonly minutes: number;
  /** How many messages the soak sends; `null` leaves it to the case. */
  readonly messages: number | null;
  /** Where `node_modules` and `dist` are. */
  readonly projectRoot: string;
}

/** One figure. */
export interface BenchRow {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  /** The goal in the same unit; `atMost` or `atLeast` by the sign of what is better. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  /** What the figure was measured on. */
  readonly note?: string;
}

/** One measurement. A case that cannot run here says why instead of giving figures. */
export interface BenchCase {
  readonly name: string;
  run(options: BenchOptions): Promise<readonly BenchRow[] | { readonly skipped: string }>;
}

/** The value below which the share `q` of the samples lies (nearest rank). Sorts a copy. */
export function quantile(samples: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(samples).sort();
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

/** Middle of the samples. */
export function median(samples: ArrayLike<number>): number {
  return quantile(samples, 0.5);
}

/** Whether a figure reaches its goal; `null` without one. */
export function meetsTarget({ value, target }: BenchRow): boolean | null {
  if (target === undefined) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** The last N measurements, for a percentile on screen; bounded and cheap to add to. */

/** A ring of measurements. */
export class PercentileWindow {
  readonly #values: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  /** Adds a measurement, replacing the oldest when full. */
  add(value: number): void {
    this.#values[this.#count % this.#values.length] = value;
    this.#count++;
  }

  /** The value that `share` (0 to 1) of the kept measurements do not exceed; `null` while there are none. */
  percentile(share: number): number | null {
    const kept = Math.min(this.#count, this.#values.length);
    if (kept === 0) return null;
    const sorted = this.#values.slice(0, kept).sort();
    return sorted[Math.min(kept - 1, Math.floor(share * kept))] ?? null;
  }
}

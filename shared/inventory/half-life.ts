/** How fast inventory has been coming back to its target. */

/** One observation of inventory: when (ms) and its distance from the target of that time (coin, signed). */
export type DeviationSample = readonly [atMs: number, deviationCoin: number];

/** Fewer samples than this say nothing. */
const SMALLEST_SAMPLE = 10;

/**
 * Minutes in which half of the deviation has been disappearing, from samples in order of time: least squares of the change per minute
 * on the deviation, d(dev)/dt = −θ·dev, half-life = ln 2 ÷ θ. `null` if there are fewer than 10 samples, no deviation, or no return.
 */
export function halfLifeMinutes(samples: readonly DeviationSample[]): number | null {
  if (samples.length < SMALLEST_SAMPLE) return null;
  let changeByDeviation = 0;
  let deviationSquared = 0;
  let previous = samples[0];
  for (const sample of samples.slice(1)) {
    if (previous === undefined) return null;
    const minutes = (sample[0] - previous[0]) / 60_000;
    if (minutes <= 0) continue;
    changeByDeviation += (sample[1] - previous[1]) * previous[1];
    deviationSquared += previous[1] ** 2 * minutes;
    previous = sample;
  }
  const theta = deviationSquared > 0 ? -changeByDeviation / deviationSquared : 0;
  const halfLife = Math.LN2 / theta;
  return theta > 0 && Number.isFinite(halfLife) ? halfLife : null;
}

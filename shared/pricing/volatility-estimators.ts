/** Realised volatility of price bars: what the range and the opening tell beyond the close. */
import { finiteOrNull } from './finite';

/** One bar; prices positive, low ≤ open, close ≤ high. */
export interface PriceBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Per √bar, from a mean variance per bar; `null` for a bar that is none, or too few of them. */
export type VolatilityEstimator = (bars: readonly PriceBar[]) => number | null;

function isBar({ open, high, low, close }: PriceBar): boolean {
  return low > 0 && Number.isFinite(high) && low <= Math.min(open, close) && high >= Math.max(open, close);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With the divisor n − 1. */
function sampleVariance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

function rootOfMean(bars: readonly PriceBar[], variance: (bar: PriceBar) => number): number | null {
  if (bars.length === 0 || !bars.every(isBar)) return null;
  return finiteOrNull(Math.sqrt(Math.max(0, mean(bars.map(variance)))));
}

function rogersSatchellVariance({ open, high, low, close }: PriceBar): number {
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open);
}

/** Sample deviation of the log returns from close to close; three bars at least. */
export const closeToCloseVolatility: VolatilityEstimator = (bars) => {
  if (bars.length < 3 || !bars.every(isBar)) return null;
  return finiteOrNull(Math.sqrt(sampleVariance(bars.slice(1).map((bar, index) => Math.log(bar.close / (bars[index]?.close ?? NaN))))));
};

/** Parkinson (1980): ln(H/L)²/(4·ln 2). */
export const parkinsonVolatility: VolatilityEstimator = (bars) =>
  rootOfMean(bars, ({ high, low }) => Math.log(high / low) ** 2 / (4 * Math.LN2));

/** Garman and Klass (1980): ½·ln(H/L)² − (2·ln 2 − 1)·ln(C/O)². */
export const garmanKlassVolatility: VolatilityEstimator = (bars) =>
  rootOfMean(bars, ({ open, high, low, close }) => 0.5 * Math.log(high / low) ** 2 - (2 * Math.LN2 - 1) * Math.log(close / open) ** 2);

/** Rogers and Satchell (1991), free of drift. */
export const rogersSatchellVolatility: VolatilityEstimator = (bars) => rootOfMean(bars, rogersSatchellVariance);

/** Yang and Zhang (2000), free of drift and of opening gaps; the first bar gives only its close, so three bars at least. */
export const yangZhangVolatility: VolatilityEstimator = (bars) => {
  const count = bars.length - 1;
  if (count < 2 || !bars.every(isBar)) return null;
  const later = bars.slice(1);
  const overnight = sampleVariance(later.map((bar, index) => Math.log(bar.open / (bars[index]?.close ?? NaN))));
  const session = sampleVariance(later.map(({ open, close }) => Math.log(close / open)));
  const weight = 0.34 / (1.34 + (count + 1) / (count - 1));
  return finiteOrNull(Math.sqrt(overnight + weight * session + (1 - weight) * mean(later.map(rogersSatchellVariance))));
};

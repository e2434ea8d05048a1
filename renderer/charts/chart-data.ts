/** Brings history into the form of the chart: seconds, rising, one point per second, a bounded number of dots. */
import type { AutoscaleInfo, SeriesMarker, Time, UTCTimestamp } from 'lightweight-charts';
import { secondsOf } from './decode-time';
import type { Tokens } from '../theme/tokens';

/** [ms, value, target, quiet line] */
export type ChartPoint = readonly [number, number, number, number];

/** [ms, signed quantity, value after] */
export type ChartFill = readonly [number, number, number];

/** The chart's own range, widened so that all `levels` are in sight. */
export function widenRange(own: AutoscaleInfo | null, levels: readonly number[]): AutoscaleInfo | null {
  if (own === null || own.priceRange === null || levels.length === 0) return own;
  const { minValue, maxValue } = own.priceRange;
  return { ...own, priceRange: { minValue: Math.min(minValue, ...levels), maxValue: Math.max(maxValue, ...levels) } };
}

/** Thousands of markers make each update slow (lightweight-charts issue 767). */
export const MAXIMUM_MARKERS = 150;

/** One column of the history; of several points in a second the last stays, points going back in time are dropped. */
export function chartPoints(points: readonly ChartPoint[], column: 1 | 2 | 3): { time: UTCTimestamp; value: number }[] {
  const data: { time: UTCTimestamp; value: number }[] = [];
  for (const point of points) {
    const time = secondsOf(point[0]);
    const last = data[data.length - 1];
    if (last !== undefined && time < last.time) continue;
    if (last !== undefined && time === last.time) last.value = point[column];
    else data.push({ time, value: point[column] });
  }
  return data;
}

/** The newest fills that lie inside the shown time; buys below the line, sells above, so that colour is not alone. */
export function chartMarkers(
  points: readonly ChartPoint[],
  fills: readonly ChartFill[],
  tokens: Pick<Tokens, 'bid' | 'ask'>,
): SeriesMarker<Time>[] {
  const from = points[0]?.[0] ?? Infinity;
  return fills
    .filter((fill) => fill[0] >= from)
    .slice(-MAXIMUM_MARKERS)
    .map((fill) => {
      const isBuy = fill[1] > 0;
      return {
        time: secondsOf(fill[0]),
        position: isBuy ? 'belowBar' : 'aboveBar',
        shape: 'circle',
        color: isBuy ? tokens.bid : tokens.ask,
        size: 0.5,
      } as const;
    })
    .sort((left, right) => left.time - right.time);
}

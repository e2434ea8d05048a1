/** The chart gets rising unique seconds and a bounded number of dots. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_MARKERS, chartMarkers, chartPoints } from '../../../../renderer/charts/chart-data';
import type { ChartPoint } from '../../../../renderer/charts/chart-data';

const colours = { bid: '#00f', ask: '#f80' };

describe('points of a chart', () => {
  it('rise strictly, whatever comes', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.double({ noNaN: true }), fc.constant(0), fc.constant(0));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const times = chartPoints(points, 1).map((entry) => entry.time);
        times.forEach((time, index) => expect(index === 0 || time > (times[index - 1] ?? 0)).toBe(true));
      }),
    );
  });

  it('keep the last value of a second', () => {
    const points: readonly ChartPoint[] = [
      [1_100, 1, 0, 0],
      [1_900, 2, 0, 0],
      [2_000, 3, 0, 0],
    ];
    expect(chartPoints(points, 1)).toEqual([
      { time: 1, value: 2 },
      { time: 2, value: 3 },
    ]);
  });
});

describe('dots of fills', () => {
  const points: readonly ChartPoint[] = [[10_000, 0, 0, 0]];

  it('are bounded, the newest staying', () => {
    const fills = Array.from({ length: 400 }, (_, index) => [10_000 + index * 1_000, 1, 0] as const);
    const markers = chartMarkers(points, fills, colours);
    expect(markers).toHaveLength(MAXIMUM_MARKERS);
    expect(markers[markers.length - 1]?.time).toBe(10 + 399);
  });

  it('leave out what lies before the shown time, and tell sides apart by place and colour', () => {
    const markers = chartMarkers(
      points,
      [
        [5_000, 1, 0],
        [11_000, 1, 0],
        [12_000, -1, 0],
      ],
      colours,
    );
    expect(markers).toMatchObject([
      { position: 'belowBar', color: '#00f' },
      { position: 'aboveBar', color: '#f80' },
    ]);
  });
});

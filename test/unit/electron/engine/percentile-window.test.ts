/** Percentiles of the last measurements. */
import { describe, expect, it } from 'vitest';
import { PercentileWindow } from '../../../../electron/engine/percentile-window';

describe('PercentileWindow', () => {
  it('knows nothing before the first measurement', () => {
    expect(new PercentileWindow(10).percentile(0.99)).toBeNull();
  });

  it('forgets the oldest', () => {
    const window = new PercentileWindow(3);
    for (const value of [1000, 1, 2, 3]) window.add(value);
    expect(window.percentile(1)).toBe(3);
    expect(window.percentile(0)).toBe(1);
  });

  it('finds the 99th of a hundred', () => {
    const window = new PercentileWindow(100);
    for (let value = 1; value <= 100; value++) window.add(value);
    expect(window.percentile(0.99)).toBe(100);
    expect(window.percentile(0.5)).toBe(51);
  });
});

/** The order rate: a rolling second, and a share of it that quotes never touch. */
import { describe, expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import { quoteOrdersPerSecond, sendsInWindow } from '../../../../shared/execution/throttle';

describe('sendsInWindow', () => {
  it('forgets what is a second old', () => {
    const sent = [1_000, 1_500, 2_000].map(timestampMs);
    expect(sendsInWindow(sent, timestampMs(2_000))).toEqual([1_500, 2_000]);
  });
});

describe('quoteOrdersPerSecond', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [4, 3],
    [18, 13],
  ])('of %d orders a second leaves %d to quotes', (maximum, quotes) => {
    expect(quoteOrdersPerSecond(maximum)).toBe(quotes);
  });
});

/** An index whose own channel fell silent while everything else goes on: what is worth how much in USD must not stand still. */
import { describe, expect, it } from 'vitest';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';

/** Short of 100,000 USD at 60,000 in a market that climbs for a minute, told by tickers and books alone. */
function climbing(maximumDailyLossUsd: number): TestDesk {
  const desk = new TestDesk().start(testSettings({ maximumDailyLossUsd, maximumDrawdownUsd: 0 }), {
    positions: [positionOf(BTC, -10_000)],
  });
  for (let second = 1; second <= 60; second += 1) {
    desk.nowMs += 1_000;
    desk.ticker(BTC, 120_000 + 600 * second);
    desk.snapshot(BTC, 120_000 + 600 * second);
    desk.apply({ kind: 'clock-ticked' });
    if (second % 5 === 0) desk.reconcile({ positions: [positionOf(BTC, -10_000)] });
  }
  return desk;
}

describe('an index whose channel is silent', () => {
  it('is that of the tickers, so that profit is counted in the USD of now (fault 40)', () => {
    const desk = climbing(0);
    const lossCoin = 100_000 / 60_000 - 100_000 / 78_000;
    expect(desk.state.indexes['BTC']?.price).toBeGreaterThan(77_000);
    expect(dayProfitUsd(desk.state)).toBeLessThan(-lossCoin * 77_000);
  });

  it('does not keep the loss of the day from its limit (fault 40)', () => {
    // At the index of before the loss would end at 23,077 USD; it is 30,000.
    expect(climbing(25_000).state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
  });

  it('counts again as soon as its own channel speaks', () => {
    const desk = climbing(0);
    desk.market(156_000);
    desk.ticker(BTC, 156_200);
    expect(desk.state.indexes['BTC']?.price).toBe(78_000);
  });
});

/** Funding that spikes is told before it has become a loss: once, with what it costs, and again while it lasts. */
import { describe, expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import type { AlertState } from '../../../../shared/engine/state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';

const told = (desk: TestDesk): readonly AlertState[] => desk.state.alerts.filter(({ key }) => key === `funding|${BTC}`);

/** The venue names this rate of the perpetual, a fraction per 8 h. */
function name(desk: TestDesk, funding8h: number | null): void {
  const unknown = { bestBid: null, bestAsk: null, lastPrice: null, markVolatility: null, greeks: null };
  const venueTimeMs = timestampMs(desk.nowMs);
  const ticker = { instrumentId: BTC, markPrice: 60_000, indexPrice: 60_000, funding8h, ...unknown, venueTimeMs };
  desk.apply({ kind: 'ticker-updated', ticker });
}

/** Holds 10,000 USD. */
function holding(lots = 1_000): TestDesk {
  return new TestDesk().start(testSettings(), { positions: [positionOf(BTC, lots)] });
}

describe('funding of a perpetual that is held', () => {
  it('is told once when it spikes, with what it costs, and not with every ticker (fault 38)', () => {
    const desk = holding();
    for (const rate of [0.0001, 0.00099, null, 0.0025, 0.0026]) {
      desk.nowMs += 100;
      name(desk, rate);
    }
    expect(told(desk)).toMatchObject([
      {
        severity: 2,
        count: 1,
        text: 'BTC-PERPETUAL: funding stands at 0.250 % per 8 h, longs pay; at this rate what is held pays 75.00 USD a day.',
      },
    ]);
  });

  it.each([
    ['a short one is paid', -1_000, 0.001, 'longs pay; at this rate what is held earns 30.00 USD a day.'],
    ['a short one pays where the rate is negative', -1_000, -0.001, 'shorts pay; at this rate what is held pays 30.00 USD a day.'],
    ['a long one is paid where the rate is negative', 1_000, -0.005, 'shorts pay; at this rate what is held earns 150.00 USD a day.'],
  ])('says of which side it is: %s (fault 38)', (_, lots, rate, text) => {
    const desk = holding(lots);
    name(desk, rate);
    expect(told(desk)).toMatchObject([{ text: expect.stringContaining(text) }]);
  });

  it('is told again after an hour in which it lasted (fault 38)', () => {
    const desk = holding();
    name(desk, 0.002);
    desk.nowMs += 3_599_999;
    name(desk, 0.002);
    expect(told(desk)).toMatchObject([{ count: 1 }]);
    desk.nowMs += 1;
    name(desk, 0.002);
    expect(told(desk)).toMatchObject([{ count: 2 }]);
  });
});

describe('funding of a perpetual that is not held', () => {
  it('is told where it is quoted, and otherwise nobody’s business', () => {
    const idle = new TestDesk().start();
    name(idle, 0.005);
    expect(told(idle)).toEqual([]);
    const quoting = new TestDesk().startTrading();
    name(quoting, 0.005);
    expect(told(quoting)).toMatchObject([{ text: expect.stringContaining('nothing is held yet') }]);
  });
});

/** What a flatten meets on its way: smaller limits, contracts that cannot carry it, fills not seen yet, and nothing to carry it with. */
import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, positionOf, testSettings } from '../../../support/engine-parts';

const LIMITS = { maximumOrderCoin: 0.4, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 10, collarBps: 100, maximumOpenOrders: 60 };

function slicesOf(desk: TestDesk): readonly OrderIntent[] {
  return desk.sent().filter(({ purpose }) => purpose === 'hedge');
}

describe('a flatten at a venue that would not cancel after this machine', () => {
  it.each([
    ['flatten-all', { confirmation: 'FLATTEN ALL' }],
    ['flatten-delta', { underlying: 'BTC' }],
  ] as const)('%s slices to the quarter of the limits that holds there, instead of being refused until it gives up', (name, args) => {
    const desk = new TestDesk().start(testSettings({ limits: { BTC: LIMITS } }), { positions: [positionOf(BTC, 3000)] });
    desk.command('arm', {});
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null });
    desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' });
    expect(desk.command(name, args)).toMatchObject({ status: 'accepted' });
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: BTC, side: 'sell' }]);
    expect((slicesOf(desk)[0]?.quantity ?? 0) / 6_000).toBeCloseTo(0.1, 3);
  });
});

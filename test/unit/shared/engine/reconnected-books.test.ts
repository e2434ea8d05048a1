/** Books after their connection was lost: what changed meanwhile is not in them, so only whole new ones are believed. */
import { describe, expect, it } from 'vitest';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE } from '../../../support/engine-parts';

function reconnected(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.lane('market-data', 'closed', 'socket closed');
  desk.cancelPending();
  desk.nowMs += 500;
  desk.lane('market-data', 'live');
  return desk;
}

const trustOf = (desk: TestDesk, id: typeof BTC): string | undefined => desk.state.markets.get(id)?.trust;

describe('a book of before its connection was lost', () => {
  it('is not quoted from once the connection is back, and says why', () => {
    const desk = reconnected();
    const before = desk.effects.length;
    desk.waitInTicks(1_000);
    expect(ordersSent(desk.effects.slice(before))).toEqual([]);
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'disconnected', trust: 'stale', fairValue: null });
    expect(desk.state.markets.get(BTC)?.trustReason).toContain('socket closed');
    expect(trustOf(desk, BTC_FUTURE)).toBe('stale');
  });

  it('is not brought back by a change that would follow its last one, only by a whole new book, and that of its own market alone', () => {
    const desk = reconnected();
    desk.delta(BTC, { bids: [[119_998, 10]] });
    expect(trustOf(desk, BTC)).toBe('stale');
    desk.snapshot(BTC, 120_000);
    expect([trustOf(desk, BTC), trustOf(desk, BTC_FUTURE)]).toEqual(['live', 'stale']);
    expect(ordersSent(desk.waitInTicks(1_500)).length).toBeGreaterThan(0);
  });
});

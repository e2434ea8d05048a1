/** After a connection was lost: what changed meanwhile is in no book and no account, so only whole new ones are believed. */
import { describe, expect, it } from 'vitest';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, VENUE } from '../../../support/engine-parts';

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

describe('an account of before its connection was lost', () => {
  it('is not quoted on once the connection is back: trading cannot be turned on before it was reconciled (fault 1)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.lane('private', 'closed', 'socket closed');
    desk.cancelPending();
    desk.lane('private', 'live');
    desk.market(120_000);
    desk.command('arm', {});
    const turnOn = (): string => desk.command('set-trading', { instrumentId: BTC, isOn: true }).status;
    expect(turnOn()).toBe('denied');
    expect(ordersSent(desk.waitInTicks(1_000))).toEqual([]);
    expect(desk.state.venues[VENUE]?.reconciledAtMs).toBeNull();
    desk.market(120_000);
    desk.reconcile();
    const before = desk.sent().length;
    expect(turnOn()).toBe('accepted');
    expect(desk.sent().length).toBeGreaterThan(before);
  });
});

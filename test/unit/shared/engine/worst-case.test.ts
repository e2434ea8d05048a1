/** What orders can still do counts until it is known that they cannot: unknown and lost ones in full, over all instruments of an underlying (I7). */
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../../../../shared/domain/order';
import type { Side } from '../../../../shared/domain/side';
import type { CommandArgs } from '../../../../shared/contract/commands';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, positionOf, reportOf, testSettings } from '../../../support/engine-parts';

/** Armed; two coins may be held, one of them ordered at once. 60,000 USD a coin, 10 USD a lot. */
function armed(positions: readonly ReturnType<typeof positionOf>[] = []): TestDesk {
  const { limits } = testSettings();
  const btc = limits['BTC'];
  if (btc === undefined) throw new Error('no limits');
  const small = { ...btc, maximumOrderCoin: 1, maximumPositionCoin: 2 };
  const desk = new TestDesk().start(testSettings({ limits: { BTC: small } }), { positions: [...positions] });
  desk.command('arm', {});
  return desk;
}

/** A buy below the market. */
function wish(instrumentId: string, quantityCoin: number, side: 'buy' | 'sell' = 'buy'): CommandArgs<'place-order'> {
  const price = side === 'buy' ? 59_990 : 60_020;
  const seen = instrumentId === BTC ? 0 : 5;
  return {
    instrumentId,
    side,
    price,
    quantityCoin,
    confirmedCoin: quantityCoin,
    isPostOnly: true,
    isReduceOnly: false,
    isConfirmed: true,
    seenBestBid: 59_999.5 + seen,
    seenBestAsk: 60_000.5 + seen,
  };
}

function lastId(desk: TestDesk): ClientOrderId {
  const id = desk.sent().at(-1)?.clientOrderId;
  if (id === undefined) throw new Error('nothing was sent');
  return id;
}

/** Time passes with the market alive and the account compared, so that only the order is in question. */
function pass(desk: TestDesk, milliseconds: number): void {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    desk.wait(Math.min(1_000, left));
    desk.market(120_000);
    desk.reconcile();
  }
}

describe('an order of unknown fate', () => {
  it('counts in full, unknown or lost, until it is proven that it cannot come any more (fault 14)', () => {
    const desk = armed();
    expect(desk.command('place-order', wish(BTC, 1)).status).toBe('accepted');
    const id = lastId(desk);
    desk.apply({ kind: 'order-outcome-unknown', clientOrderId: id, reason: 'no answer' });
    expect(desk.state.orders.find(id)?.status).toBe('unknown');
    expect(desk.command('place-order', wish(BTC, 0.9)).status).toBe('accepted');
    const tooMuch = { status: 'denied', reason: expect.stringMatching(/^position: With all open and unknown orders/) };
    desk.wait(600);
    expect(desk.command('place-order', wish(BTC, 0.2))).toMatchObject(tooMuch);
    for (let denial = 0; denial < 3; denial += 1) {
      expect(desk.state.orders.find(id)?.status).toBe('unknown');
      desk.apply({ kind: 'order-not-found', clientOrderId: id });
    }
    expect(desk.state.orders.find(id)?.status).toBe('lost');
    // Its time limit of 2 s and the 5 s within which a venue lists what it took: readings asked for before prove nothing.
    pass(desk, 6_000);
    expect(desk.command('place-order', wish(BTC, 0.2))).toMatchObject(tooMuch);
    pass(desk, 2_000);
    expect(desk.command('place-order', wish(BTC, 0.2)).status).toBe('accepted');
  });
});

describe('a level whose place a quote of unknown fate takes', () => {
  it('says so until that is settled, on the sides where one stands in its way and on no other', () => {
    const desk = new TestDesk().startTrading();
    const bids = desk.sent().filter(({ side }) => side === 'buy');
    const codes = (side: Side): ReadonlySet<string> => {
      const levels = desk.state.quoting[BTC]?.levelStatuses ?? [];
      return new Set(levels.filter((level) => level.side === side).map(({ code }) => code));
    };
    for (const { clientOrderId } of bids) {
      desk.apply({ kind: 'order-outcome-unknown', clientOrderId, reason: 'no answer' });
      for (let denial = 0; denial < 3; denial += 1) desk.apply({ kind: 'order-not-found', clientOrderId });
    }
    desk.acceptAll();
    pass(desk, 1_000);
    expect(bids.map(({ clientOrderId }) => desk.state.orders.find(clientOrderId)?.status)).toEqual(bids.map(() => 'lost'));
    expect(codes('buy')).toEqual(new Set(['outcome-unknown']));
    expect(codes('sell')).toEqual(new Set(['quotable']));
    // Now an offer could trade with any of them.
    desk.market(119_900);
    desk.wait(25);
    desk.cancelPending();
    desk.wait(25);
    expect(codes('sell')).toEqual(new Set(['outcome-unknown']));
  });
});

describe('a level whose place a quote takes that is being canceled', () => {
  it('waits for the budget of cancels, not for news', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.market(120_050);
    desk.wait(25);
    expect(new Set(desk.state.quoting[BTC]?.levelStatuses.map(({ code }) => code))).toEqual(new Set(['rate-budget']));
  });
});

describe('the delta of an underlying', () => {
  it('has one limit over all its instruments, with what rests in each of them counted', () => {
    const desk = armed([positionOf(BTC, 6_000), positionOf(BTC_FUTURE, 3_000)]);
    expect(desk.command('place-order', wish(BTC_FUTURE, 0.4)).status).toBe('accepted');
    expect(desk.command('place-order', wish(BTC, 0.2))).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/^delta: With all open and unknown orders filled the delta in BTC would be 2\.[01]/),
    });
    expect(desk.command('place-order', wish(BTC, 0.9, 'sell')).status).toBe('accepted');
  });

  it('counts nothing that lies on the other side of the market, and an order no more once it is over', () => {
    const desk = armed([positionOf(BTC, 6_000), positionOf(BTC_FUTURE, 3_000)]);
    desk.command('place-order', wish(BTC, 0.9, 'sell'));
    expect(desk.command('place-order', wish(BTC_FUTURE, 0.4)).status).toBe('accepted');
    const id = lastId(desk);
    const order = desk.state.orders.find(id);
    if (order === null) throw new Error('no order');
    desk.wait(600);
    expect(desk.command('place-order', wish(BTC_FUTURE, 0.3)).status).toBe('denied');
    desk.apply({ kind: 'order-reported', report: reportOf(order, { status: 'canceled' }) });
    expect(desk.command('place-order', wish(BTC_FUTURE, 0.3)).status).toBe('accepted');
  });
});

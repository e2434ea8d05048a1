/** A hedge that buys: the mirror of one that sells, with our own asks in its way. */
import { describe, expect, it } from 'vitest';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

/** Half a coin short, quoting, with the ticket open. */
function shortDesk(): TestDesk {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, -3000)] });
  desk.command('arm', {});
  desk.command('set-trading', { instrumentId: BTC, isOn: true });
  desk.acceptAll();
  desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
  return desk;
}

const hedges = (desk: TestDesk): readonly unknown[] => desk.sent().filter(({ purpose }) => purpose === 'hedge');

describe('a hedge of a short position by the quoted perpetual', () => {
  it('takes our asks out of its way first, holds them out, and buys only once they are gone', () => {
    const desk = shortDesk();
    const before = desk.effects.length;
    expect(desk.command('send-hedge', seenHedge(desk.state.hedge, BTC)).status).toBe('accepted');
    const canceled = desk.effects.slice(before).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
    const sides = canceled.map((id) => desk.state.orders.find(id)?.side);
    expect(sides.length).toBeGreaterThan(0);
    expect(new Set(sides)).toEqual(new Set(['sell']));
    expect(hedges(desk)).toEqual([]);
    expect(desk.state.quoting[BTC]?.suspensions).toMatchObject({ buy: null, sell: { cause: 'suspended' } });
    desk.cancelPending();
    expect(hedges(desk)).toMatchObject([{ side: 'buy', quantity: 3000 }]);
    expect(ordersSent(desk.effects.slice(before)).filter(({ purpose, side }) => purpose === 'quote' && side === 'sell')).toEqual([]);
  });

  it('takes what the book gives and may open a position: it neither rests nor only reduces', () => {
    const desk = shortDesk();
    desk.command('send-hedge', seenHedge(desk.state.hedge, BTC));
    desk.cancelPending();
    expect(hedges(desk)).toMatchObject([{ timeInForce: 'immediate-or-cancel', isPostOnly: false, isReduceOnly: false }]);
  });
});

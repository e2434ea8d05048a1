/** A hedge never closes the same exposure twice, never goes beyond its target, and never comes after the orders were canceled. */
import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../../../shared/contract/envelope';
import type { OrderIntent } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, positionOf, reportOf, testSettings } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

/** Armed and long half a coin. */
function armedDesk(): TestDesk {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)] });
  desk.command('arm', {});
  return desk;
}

/** Opens a ticket over all of the delta and sends it by the perpetual. */
function hedge(desk: TestDesk): CommandOutcome {
  desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
  return desk.command('send-hedge', seenHedge(desk.state.hedge, BTC));
}

function hedgesOf(desk: TestDesk): readonly OrderIntent[] {
  return desk.sent().filter(({ purpose }) => purpose === 'hedge');
}

/** A hedge that waits for our quotes to leave its way. */
function waitingHedge(): TestDesk {
  const desk = armedDesk();
  desk.command('set-trading', { instrumentId: BTC, isOn: true });
  desk.acceptAll();
  expect(hedge(desk)).toMatchObject({ status: 'accepted' });
  expect(desk.state.hedge?.waiting).not.toBeNull();
  return desk;
}

describe('a second hedge', () => {
  it('is refused while the first has no end, also from a ticket opened anew (fault 14)', () => {
    const desk = armedDesk();
    expect(hedge(desk)).toMatchObject({ status: 'accepted' });
    desk.wait(2_100);
    desk.market(120_000);
    expect(desk.state.orders.find(hedgesOf(desk)[0]?.clientOrderId as never)?.status).toBe('unknown');
    desk.command('close-hedge', {});
    expect(hedge(desk)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/under way/) as string });
    expect(hedgesOf(desk)).toHaveLength(1);
  });

  it('is refused while the first is filled and its fill not seen, and goes out once it is', () => {
    const desk = armedDesk();
    hedge(desk);
    const [first] = hedgesOf(desk);
    if (first === undefined) throw new Error('expected a hedge');
    const half = quantityLots(1500);
    desk.apply({ kind: 'order-reported', report: reportOf(first, { status: 'canceled', filledQuantity: half }) });
    expect(desk.state.hedge?.phase).toBe('done');
    desk.wait(600);
    expect(hedge(desk)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/under way/) as string });
    desk.apply({ kind: 'fill-reported', fill: fillOf(first, { quantity: half }) });
    expect(hedge(desk)).toMatchObject({ status: 'accepted' });
    expect(hedgesOf(desk).at(-1)?.quantity).toBe(1500);
  });

  it('goes out after ten seconds without that fill: bookkeeping alone keeps no desk from hedging', () => {
    const desk = armedDesk();
    hedge(desk);
    const [first] = hedgesOf(desk);
    if (first === undefined) throw new Error('expected a hedge');
    desk.apply({ kind: 'order-reported', report: reportOf(first, { status: 'filled', filledQuantity: first.quantity }) });
    for (let second = 0; second < 4; second += 1) desk.wait(2_500);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 3000)] });
    expect(hedge(desk)).toMatchObject({ status: 'accepted' });
  });

  it('goes out then also where the venue, asked for that fill, denies each time that it knows the order', () => {
    const desk = armedDesk();
    hedge(desk);
    const [first] = hedgesOf(desk);
    if (first === undefined) throw new Error('expected a hedge');
    desk.apply({ kind: 'order-reported', report: reportOf(first, { status: 'filled', filledQuantity: first.quantity }) });
    for (let second = 0; second < 4; second += 1) {
      desk.wait(2_500);
      desk.apply({ kind: 'order-not-found', clientOrderId: first.clientOrderId });
    }
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 3000)] });
    expect(hedge(desk)).toMatchObject({ status: 'accepted' });
  });
});

describe('a hedge that waits for our quotes to leave its way', () => {
  it('is cut to what is left when one of them is filled meanwhile: it never crosses its target (fault 26)', () => {
    const desk = waitingHedge();
    const ask = desk.sent().find(({ purpose, side }) => purpose === 'quote' && side === 'sell');
    if (ask === undefined) throw new Error('expected an ask');
    desk.apply({ kind: 'fill-reported', fill: fillOf(ask, { quantity: quantityLots(1200) }) });
    desk.cancelPending();
    const [sent, ...others] = hedgesOf(desk);
    expect(others).toEqual([]);
    expect(sent?.quantity).toBe(1800);
    expect(desk.state.hedge?.sentQuantityCoin).toBeCloseTo(0.3, 6);
  });

  it.each([
    ['mine', 0],
    ['account', 0],
    ['quotes', 1],
  ] as const)('after a cancel of %s %i of it is sent: who cancels all orders wants none that follows', (scope, count) => {
    const desk = waitingHedge();
    expect(desk.command('cancel-orders', { scope })).toMatchObject({ status: 'accepted' });
    desk.cancelPending();
    desk.wait(25);
    expect(hedgesOf(desk)).toHaveLength(count);
    if (count === 0)
      expect(desk.state.hedge).toMatchObject({ phase: 'done', waiting: null, refusal: expect.stringMatching(/canceled/) as string });
  });

  it('is not sent once the desk was disarmed, however soon it is armed again', () => {
    const desk = waitingHedge();
    desk.command('disarm', {});
    expect(desk.state.hedge).toMatchObject({ phase: 'done', waiting: null, refusal: expect.stringMatching(/disarmed/) as string });
    desk.command('arm', {});
    desk.cancelPending();
    desk.wait(25);
    expect(hedgesOf(desk)).toEqual([]);
  });
});

/** Orders by hand and hedges: bound to what was seen, once per gesture, never against our own quotes. */
import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '../../../../shared/contract/commands';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, positionOf, reportOf, testSettings } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

const order: CommandArgs<'place-order'> = {
  instrumentId: BTC,
  side: 'buy',
  price: 59_995,
  quantityCoin: 0.1,
  isPostOnly: true,
  isReduceOnly: false,
  seenBestBid: 59_999.5,
  seenBestAsk: 60_000.5,
  isConfirmed: false,
};

function armedDesk(): TestDesk {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)] });
  desk.command('arm', {});
  return desk;
}

function sendCheapest(desk: TestDesk): ReturnType<TestDesk['command']> {
  return desk.command('send-hedge', seenHedge(desk.state.hedge));
}

describe('place-order', () => {
  it('sends one order in whole lots, rounded down', () => {
    const desk = armedDesk();
    expect(desk.command('place-order', order).status).toBe('accepted');
    expect(desk.sent()).toMatchObject([{ side: 'buy', price: 119_990, quantity: 599, purpose: 'manual', isPostOnly: true }]);
  });

  it.each([
    ['the market moved since it was seen (fault 66)', { seenBestBid: 59_950 }, /moved/],
    ['the price is between ticks', { price: 59_995.2 }, /tick/],
    ['the quantity is less than a lot', { quantityCoin: 0.0000001 }, /number: .*found 0/],
    ['it is ten times too large (fault 63)', { quantityCoin: 51 }, /quantity: .*limit per order is 5/],
    ['it is far from the market (fault 63)', { price: 54_000 }, /collar: .*100 bps/],
  ])('refuses when %s', (_, change, reason) => {
    const desk = armedDesk();
    expect(desk.command('place-order', { ...order, ...change })).toMatchObject({ status: 'denied', reason: expect.stringMatching(reason) });
    expect(desk.sent()).toEqual([]);
  });

  it('wants a quantity beyond five times the usual typed, and that very quantity; no hold stands for it (fault 63)', () => {
    const desk = armedDesk();
    const usual = desk.state.quoting[BTC]?.parameters.quantityCoin ?? Number.NaN;
    const large = { ...order, quantityCoin: usual * 10 };
    const asked = { status: 'denied', reason: expect.stringMatching(/^soft-limit: .*must be typed to confirm/) };
    expect(desk.command('place-order', large)).toMatchObject(asked);
    expect(desk.command('place-order', { ...large, isConfirmed: true })).toMatchObject(asked);
    expect(desk.command('place-order', { ...large, confirmedCoin: usual })).toMatchObject(asked);
    expect(desk.sent()).toEqual([]);
    expect(desk.command('place-order', { ...large, confirmedCoin: large.quantityCoin }).status).toBe('accepted');
    expect(desk.sent()).toHaveLength(1);
  });

  it('holds a repeat back until it is confirmed, also at a price at which the same coin is another number of lots (fault 65)', () => {
    const desk = armedDesk();
    expect(desk.command('place-order', order).status).toBe('accepted');
    desk.wait(1000);
    const again = { ...order, price: 60_000 };
    expect(desk.sent()[0]?.quantity).toBe(599);
    for (const price of [59_995, 60_000])
      expect(desk.command('place-order', { ...again, price })).toMatchObject({
        status: 'denied',
        reason: expect.stringMatching(/must be held to confirm/),
      });
    expect(desk.command('place-order', { ...again, isConfirmed: true }).status).toBe('accepted');
    expect(desk.command('place-order', { ...again, quantityCoin: 0.2 }).status).toBe('accepted');
  });

  it('the venue’s own figure leaves no margin, however its rules came to it (fault 42)', () => {
    const desk = armedDesk();
    const balance = { currency: 'BTC', balance: 1, equity: 0.8, availableFunds: -0.1, initialMargin: 0.9, maintenanceMargin: 0.7 };
    const positions = [positionOf(BTC, 3000)];
    desk.reconcile({ positions, balances: [balance] });
    const denied = { status: 'denied', reason: expect.stringContaining('-0.1 BTC of margin') };
    expect(desk.command('place-order', order)).toMatchObject(denied);
    desk.reconcile({ positions, balances: [{ ...balance, availableFunds: 0.2 }] });
    expect(desk.command('place-order', order)).toMatchObject({ status: 'accepted' });
  });

  it('wants the same side and quantity confirmed within ten seconds (fault 65)', () => {
    const desk = armedDesk();
    desk.command('place-order', order);
    desk.nowMs += 1000;
    expect(desk.command('place-order', { ...order, price: 59_994 })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/confirm/),
    });
    expect(desk.command('place-order', { ...order, price: 59_994, isConfirmed: true }).status).toBe('accepted');
    for (let second = 0; second < 3; second += 1) desk.wait(3500);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 3000)] });
    expect(desk.command('place-order', { ...order, price: 59_993 }).status).toBe('accepted');
  });

  it('never trades with our own quotes', () => {
    const desk = armedDesk();
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    const outcome = desk.command('place-order', { ...order, price: 60_003, isPostOnly: false });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/self-cross: .*our own sell/) });
  });
});

describe('hedge', () => {
  it('proposes, sends once, follows the fills until nothing is left', () => {
    const desk = armedDesk();
    expect(desk.command('open-hedge', { underlying: 'BTC', percent: 100 }).status).toBe('accepted');
    expect(desk.state.hedge).toMatchObject({ phase: 'preview', deltaBeforeCoin: 0.5, refusal: '' });
    expect(desk.state.hedge?.candidates.map((candidate) => candidate.instrument.id).sort()).toEqual([BTC_FUTURE, BTC].sort());
    expect(sendCheapest(desk).status).toBe('accepted');
    const [sent] = desk.sent();
    if (sent === undefined) throw new Error('no hedge was sent');
    expect(sent).toMatchObject({ side: 'sell', purpose: 'hedge', timeInForce: 'immediate-or-cancel' });
    expect(sendCheapest(desk)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/sent already/) });
    desk.apply({ kind: 'fill-reported', fill: fillOf(sent, { liquidity: 'taker', fee: 0.00001 }) });
    desk.apply({ kind: 'order-reported', report: reportOf(sent, { status: 'filled', filledQuantity: sent.quantity }) });
    expect(desk.state.hedge?.phase).toBe('done');
    expect(Math.abs(desk.state.hedge?.residualCoin ?? 1)).toBeLessThan(0.001);
    expect(desk.state.hedge?.filledCoin).toBeCloseTo(0.5, 3);
    expect(desk.state.hedge?.realisedCostUsd).toBeGreaterThan(0);
    expect(desk.state.fills.at(-1)?.source).toBe('hedge');
  });

  it('compares what it cost with what its execution was expected to cost: a day of funding is in the rank alone', () => {
    const desk = armedDesk();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const seen = seenHedge(desk.state.hedge, BTC);
    const perpetual = desk.state.hedge?.candidates.find(({ instrument }) => instrument.id === BTC);
    expect(perpetual?.fundingUsdPerDay).toBeLessThan(-5);
    expect(desk.command('send-hedge', seen).status).toBe('accepted');
    const { previewedCostUsd } = desk.state.hedge ?? {};
    expect(previewedCostUsd).toBeCloseTo((perpetual?.totalUsd ?? Number.NaN) - (perpetual?.fundingUsdPerDay ?? Number.NaN), 9);
    expect(previewedCostUsd).toBeGreaterThan(0);
  });

  it('is refused when the price moved since it was seen (fault 66)', () => {
    const desk = armedDesk();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const seen = seenHedge(desk.state.hedge);
    desk.market(120_200);
    expect(desk.command('send-hedge', seen)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/moved/) });
    expect(desk.sent()).toEqual([]);
  });

  it.each([
    ['it grew since it was seen', { seenQuantityCoin: 0.45 }, /You saw 0\.4500 coin; by now it would be 0\.5000/],
    ['it turned since it was seen', { seenSide: 'buy' }, /You saw a buy; by now the delta asks for a sell/],
  ] as const)('is refused when %s (fault 66)', (_, change, reason) => {
    const desk = armedDesk();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const outcome = desk.command('send-hedge', { ...seenHedge(desk.state.hedge, BTC), ...change });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(reason) });
    expect([desk.sent(), desk.state.hedge?.phase]).toEqual([[], 'preview']);
  });

  it.each([
    ['a little larger', 0.492],
    ['smaller', 0.8],
  ])('is sent as it is by now where that is %s than what was seen', (_, seenQuantityCoin) => {
    const desk = armedDesk();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    expect(desk.command('send-hedge', { ...seenHedge(desk.state.hedge, BTC), seenQuantityCoin }).status).toBe('accepted');
    expect(desk.sent()).toMatchObject([{ side: 'sell', quantity: 3000 }]);
  });

  it('by the quoted perpetual first takes our quotes out of its way, then sends', () => {
    const desk = armedDesk();
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const before = desk.effects.length;
    const outcome = desk.command('send-hedge', seenHedge(desk.state.hedge, BTC));
    expect(outcome.status).toBe('accepted');
    const first = desk.effects.slice(before);
    expect(ordersSent(first).filter((sent) => sent.purpose === 'hedge')).toEqual([]);
    expect(first.filter((effect) => effect.kind === 'cancel-order').length).toBeGreaterThan(0);
    desk.cancelPending();
    const hedges = desk.sent().filter((sent) => sent.purpose === 'hedge');
    expect(hedges).toHaveLength(1);
    const ownBids = [...desk.state.orders.open.values()].filter((open) => open.purpose === 'quote' && open.side === 'buy');
    for (const bid of ownBids) expect(bid.price).toBeLessThan(hedges[0]?.price ?? 0);
  });

  it('keeps its side free of quotes for its whole time, also where one of them was filled just before', () => {
    const desk = armedDesk();
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    const bid = desk.sent().find((sent) => sent.side === 'buy' && sent.level === 1);
    if (bid === undefined) throw new Error('no quote was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bid, { quantity: quantityLots(1) }) });
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    desk.command('send-hedge', seenHedge(desk.state.hedge, BTC));
    expect(desk.state.quoting[BTC]?.suspensions.buy?.cause).toBe('suspended');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bid, { tradeId: tradeId('later'), quantity: quantityLots(1) }) });
    desk.wait(1_000);
    expect(desk.state.quoting[BTC]?.suspensions.buy?.cause).toBe('suspended');
  });

  it('gives up, and says so, when our quotes do not leave its way', () => {
    const desk = armedDesk();
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    desk.command('send-hedge', seenHedge(desk.state.hedge, BTC));
    desk.wait(3000);
    expect(desk.state.hedge).toMatchObject({ phase: 'done', refusal: expect.stringMatching(/still in its way/) });
    expect(desk.sent().filter((sent) => sent.purpose === 'hedge')).toEqual([]);
  });

  it('is not sent once a fill has done its work while our quotes left its way', () => {
    const desk = armedDesk();
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const seen = seenHedge(desk.state.hedge, BTC);
    expect(seen.seenSide).toBe('sell');
    desk.command('send-hedge', seen);
    const ask = [...desk.state.orders.open.values()].find((open) => open.purpose === 'quote' && open.side === 'sell');
    if (ask === undefined) throw new Error('no ask rests');
    desk.apply({ kind: 'fill-reported', fill: fillOf(ask, { quantity: quantityLots(3000) }) });
    desk.cancelPending();
    expect(desk.state.hedge).toMatchObject({ phase: 'done', refusal: expect.stringMatching(/no longer brings it nearer/) });
    expect(desk.sent().filter((sent) => sent.purpose === 'hedge')).toEqual([]);
  });

  it('a partial fill leaves the rest as residual, with the right sign (faults 26, 67)', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, -3000)] });
    desk.command('arm', {});
    desk.command('open-hedge', { underlying: 'BTC', percent: 50 });
    sendCheapest(desk);
    const [sent] = desk.sent();
    if (sent === undefined) throw new Error('no hedge was sent');
    expect(sent.side).toBe('buy');
    const half = quantityLots(Math.floor(sent.quantity / 2));
    desk.apply({ kind: 'fill-reported', fill: fillOf(sent, { quantity: half }) });
    desk.apply({ kind: 'order-reported', report: reportOf(sent, { status: 'canceled', filledQuantity: half }) });
    expect(desk.state.hedge?.phase).toBe('done');
    expect(desk.state.hedge?.residualCoin).toBeCloseTo(-0.375, 2);
  });
});

describe('fills', () => {
  it('are marked out after 1, 10 and 60 seconds at the mid of that time, in our favour positive', () => {
    const desk = armedDesk();
    desk.command('place-order', order);
    const [sent] = desk.sent();
    if (sent === undefined) throw new Error('no order was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(sent) });
    const bps = (middleTicks: number): number => (middleTicks / sent.price - 1) * 10_000;
    for (const [waitMs, middleTicks] of [
      [1000, 120_010],
      [9000, 119_980],
      [50_000, 120_050],
    ] as const) {
      desk.nowMs += waitMs;
      desk.market(middleTicks);
      desk.wait(0);
    }
    const record = desk.state.fills[0];
    expect(record?.edgeBps).toBeCloseTo(bps(120_000), 6);
    expect(record?.markout1sBps).toBeCloseTo(bps(120_010), 6);
    expect(record?.markout10sBps).toBeCloseTo(bps(119_980), 6);
    expect(record?.markout60sBps).toBeCloseTo(bps(120_050), 6);
  });
});

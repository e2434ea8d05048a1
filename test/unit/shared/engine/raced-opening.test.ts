/** The first reading of an account is not believed while a fill may be missing in its positions. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { leftBy } from '../../../support/restarted-desk';
import { BTC, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

/** Connected, before the account was read; after another session, or the first one ever. */
function connected(before?: TestDesk): TestDesk {
  const desk = new TestDesk();
  if (before !== undefined) desk.nowMs = before.nowMs + 600_000;
  const recovered = before === undefined ? {} : { recovered: leftBy(before) };
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings(), ...recovered });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  return desk;
}

/** … and told of a fill of 155 lots. */
function unopened(before?: TestDesk): TestDesk {
  const desk = connected(before);
  tell(desk);
  return desk;
}

let fills = 0;

function fillNow(desk: TestDesk): Fill {
  fills += 1;
  return fillOf(intentOf(), {
    quantity: quantityLots(155),
    executedAtMs: timestampMs(desk.nowMs),
    tradeId: tradeId(`raced-${fills}`),
  });
}

function tell(desk: TestDesk): void {
  desk.apply({ kind: 'fill-reported', fill: fillNow(desk) });
}

const lotsOf = (desk: TestDesk): number | undefined => desk.state.positions[BTC]?.position.lots;

describe('an opening that a fill raced', () => {
  it('waits for a reading that knows of the fill', () => {
    const desk = unopened();
    desk.reconcile({ positions: [positionOf(BTC, 219)] });
    expect(desk.state.openedVenues).toEqual([]);
    expect(desk.state.venues[VENUE]?.reconciledAtMs).toBeNull();
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(374);
    expect(desk.state.positions[BTC]?.openingLots).toBe(219);
  });

  it('waits too when the fill is in the reading itself and was never told', () => {
    const desk = connected();
    desk.reconcile({ positions: [positionOf(BTC, 219)], fills: [fillNow(desk)] });
    expect(desk.state.openedVenues).toEqual([]);
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)] });
    expect(lotsOf(desk)).toBe(374);
  });

  it('waits too when only the venue’s clock, which is behind, makes the fill look old', () => {
    const desk = connected();
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 2, clockOffsetMs: -400 });
    const fill = { ...fillNow(desk), executedAtMs: timestampMs(desk.nowMs - 1_200) };
    desk.reconcile({ positions: [positionOf(BTC, 219)], fills: [fill] });
    expect(desk.state.openedVenues).toEqual([]);
  });

  it('is asked for again soon', () => {
    const desk = unopened();
    const asked = (): number => desk.effects.filter(({ kind }) => kind === 'request-reconciliation').length;
    desk.waitInTicks(5_000);
    expect(asked()).toBe(1);
    tell(desk);
    desk.reconcile({ positions: [positionOf(BTC, 219)] });
    expect(desk.state.openedVenues).toEqual([]);
    desk.waitInTicks(1_475);
    expect(asked()).toBe(1);
    desk.wait(25);
    expect(asked()).toBe(2);
  });

  it('keeps the profit and the fees of what was told before', () => {
    const desk = connected();
    desk.apply({ kind: 'fill-reported', fill: { ...fillNow(desk), fee: 1e-5 } });
    desk.wait(1_500);
    desk.apply({ kind: 'fill-reported', fill: { ...fillNow(desk), side: 'sell', price: priceTicks(120_500), fee: 1e-5 } });
    const { position } = desk.state.positions[BTC] ?? {};
    expect(position?.feesUsd).toBeCloseTo(1.2, 9);
    expect(position?.realisedUsd).toBeGreaterThan(0);
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 219)] });
    const { realisedCoin, realisedUsd, feesCoin, feesUsd } = position ?? {};
    expect(desk.state.positions[BTC]?.position).toMatchObject({ lots: 219, realisedCoin, realisedUsd, feesCoin, feesUsd });
  });

  it('does not wait for fills of long before', () => {
    const desk = connected();
    const fill = fillNow(desk);
    desk.wait(2_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)], fills: [fill] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(374);
  });

  it('is taken after half a minute of an account that never rests, which then compares', () => {
    const desk = unopened();
    desk.wait(30_000);
    tell(desk);
    desk.reconcile({ positions: [positionOf(BTC, 310)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(310);
  });

  it('keeps what the reading told that was put off: no later one reaches back to where the session before ended', () => {
    const before = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 200)] });
    const desk = unopened(before);
    const executedAtMs = timestampMs(before.nowMs + 10_000);
    const missed = fillOf(intentOf({ side: 'sell' }), { quantity: quantityLots(50), executedAtMs, tradeId: tradeId('missed') });
    desk.reconcile({ fills: [missed], positions: [positionOf(BTC, 150)] });
    expect(desk.state.openedVenues).toEqual([]);
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 305)] });
    expect(lotsOf(desk)).toBe(305);
    expect(desk.state.positions[BTC]?.openingLots).toBe(150);
    expect(desk.state.alerts.map(({ key }) => key)).not.toContain(`day|${BTC}`);
    expect(desk.state.venues[VENUE]?.putOff).toBeNull();
  });

  it('books an execution that only became readable meanwhile, and one that did not by its id alone', () => {
    const before = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 200)] });
    const desk = unopened(before);
    const executedAtMs = timestampMs(before.nowMs + 10_000);
    const sold = fillOf(intentOf({ side: 'sell' }), { quantity: quantityLots(50), executedAtMs, tradeId: tradeId('sold') });
    desk.reconcile({ unreadFills: [sold, { tradeId: tradeId('expired'), executedAtMs }] });
    desk.wait(5_000);
    desk.reconcile({ fills: [sold], positions: [positionOf(BTC, 305)] });
    expect(desk.state.alerts.map(({ key }) => key)).not.toContain(`day|${BTC}`);
    expect(lotsOf(desk)).toBe(305);
    expect([...desk.state.orders.knownTradeIds]).toEqual(expect.arrayContaining(['deribit|sold', 'deribit|expired']));
  });

  it('takes a fill of before the session, told before the opening, for a part of the opening', () => {
    const desk = connected();
    const fill = { ...fillNow(desk), executedAtMs: timestampMs(desk.state.session.startedAtMs - 500) };
    desk.apply({ kind: 'fill-reported', fill });
    desk.apply({ kind: 'fill-reported', fill });
    expect(lotsOf(desk)).toBeUndefined();
    desk.wait(2_000);
    desk.reconcile({ positions: [positionOf(BTC, 155)] });
    expect(desk.state.positions[BTC]).toMatchObject({ position: { lots: 155 }, openingLots: 155 });
    desk.apply({ kind: 'fill-reported', fill });
    expect(lotsOf(desk)).toBe(155);
  });

  it('is flat where the venue holds nothing, whatever was told before', () => {
    const desk = unopened();
    expect(lotsOf(desk)).toBe(155);
    desk.wait(5_000);
    desk.reconcile({ positions: [] });
    expect(desk.state.positions[BTC]).toMatchObject({ position: { lots: 0 }, openingLots: -155 });
    expect(desk.state.venues[VENUE]?.isMatched).toBe(true);
  });
});

describe('an execution of before the session, told before the opening', () => {
  const held = (): TestDesk => new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 200)] });

  /** Sold by the session before, or while there was none. */
  function sale(before: TestDesk, id: string, change: Partial<Fill> = {}): Fill {
    const executedAtMs = timestampMs(before.nowMs + 10_000);
    return fillOf(intentOf({ side: 'sell' }), { quantity: quantityLots(50), executedAtMs, tradeId: tradeId(id), ...change });
  }

  it('makes the opening wait while it is so young that the positions may lack it', () => {
    const desk = connected();
    const fill = { ...fillNow(desk), executedAtMs: timestampMs(desk.state.session.startedAtMs - 500) };
    desk.apply({ kind: 'fill-reported', fill });
    desk.reconcile({ positions: [] });
    expect(desk.state.openedVenues).toEqual([]);
  });

  it('explains the opening together with others that were told so, and takes none of them away', () => {
    const before = held();
    const desk = connected(before);
    for (const fill of [sale(before, 'first'), sale(before, 'second')]) desk.apply({ kind: 'fill-reported', fill });
    desk.reconcile({ positions: [positionOf(BTC, 100)] });
    expect(desk.state.positions[BTC]).toMatchObject({ position: { lots: 100 }, openingLots: 100 });
    expect(desk.state.alerts.map(({ key }) => key)).not.toContain(`day|${BTC}`);
  });

  it('does not take away what a reading told that was put off and could not be read', () => {
    const before = held();
    const desk = unopened(before);
    const { tradeId: id, executedAtMs } = sale(before, 'expired');
    desk.reconcile({ unreadFills: [{ tradeId: id, executedAtMs }] });
    expect(desk.state.openedVenues).toEqual([]);
    desk.apply({ kind: 'fill-reported', fill: sale(before, 'told') });
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 305)] });
    expect([...desk.state.orders.knownTradeIds]).toEqual(expect.arrayContaining(['deribit|told', 'deribit|expired']));
  });

  it('counts in the order in which the venue executed, whatever was told first', () => {
    const before = held();
    const later = sale(before, 'later', { price: priceTicks(122_000), executedAtMs: timestampMs(before.nowMs + 20_000) });
    const earlier = sale(before, 'earlier', { side: 'buy', price: priceTicks(118_000) });
    const [told, read] = [connected(before), connected(before)];
    told.apply({ kind: 'fill-reported', fill: later });
    told.reconcile({ fills: [earlier], positions: [positionOf(BTC, 200)] });
    read.reconcile({ fills: [earlier, later], positions: [positionOf(BTC, 200)] });
    expect(lotsOf(told)).toBe(200);
    expect(told.state.positions[BTC]?.position).toEqual(read.state.positions[BTC]?.position);
  });
});

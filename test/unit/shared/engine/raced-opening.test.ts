/** The first reading of an account is not believed while a fill may be missing in its positions. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
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

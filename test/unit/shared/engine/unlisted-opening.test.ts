/** Executions in a contract that was off the venue's list when the account was opened: they are part of the opening, for good. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { leftBy } from '../../../support/restarted-desk';
import { BTC, datedFuture, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

/** Connected to a venue that does not list the perpetual now, perhaps after another session; the account was not read yet. */
function unopened(before?: TestDesk): TestDesk {
  const desk = new TestDesk();
  if (before !== undefined) desk.nowMs = before.nowMs + 600_000;
  const recovered = before === undefined ? {} : { recovered: leftBy(before) };
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings(), ...recovered });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [datedFuture()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  return desk;
}

function executed(id: string, atMs: number): Fill {
  return fillOf(intentOf(), { tradeId: tradeId(id), quantity: quantityLots(34), executedAtMs: timestampMs(atMs) });
}

/** The venue lists the perpetual again, and the next reading tells everything from the start. */
function listedAgain(desk: TestDesk, fills: readonly Fill[], lots: number): void {
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), datedFuture()] });
  desk.market(120_000);
  desk.wait(5_000);
  desk.reconcile({ fills, positions: lots === 0 ? [] : [positionOf(BTC, lots)] });
}

const lotsOf = (desk: TestDesk): number => desk.state.positions[BTC]?.position.lots ?? 0;

describe('an opening while a contract is off the list', () => {
  it('has what was executed there before, which is not booked when the contract is listed again', () => {
    const desk = unopened();
    const before = executed('before', desk.nowMs - 10_000);
    desk.reconcile({ unreadFills: [before] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    listedAgain(desk, [before], 0);
    expect(lotsOf(desk)).toBe(0);
    expect(desk.state.fillCount).toBe(0);
    expect(desk.state.venues[VENUE]?.isMatched).toBe(true);
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('has nothing of what another tool executes there afterwards, which is booked once it can be read', () => {
    const desk = unopened();
    desk.reconcile();
    desk.wait(5_000);
    const after = executed('after', desk.nowMs);
    desk.reconcile({ unreadFills: [after] });
    listedAgain(desk, [after], 34);
    expect(lotsOf(desk)).toBe(34);
    expect(desk.state.fillCount).toBe(1);
    expect(desk.state.venues[VENUE]?.isMatched).toBe(true);
  });

  it('says that the profit of the day lacks what was executed there while no desk was looking', () => {
    const before = new TestDesk().start();
    const desk = unopened(before);
    desk.reconcile({ unreadFills: [executed('bought', before.nowMs + 10_000), executed('sold', before.nowMs + 20_000)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    const said = desk.state.alerts.find(({ key }) => key === `day|${VENUE}`);
    expect(said?.text).toContain('not listed now: 2.');
  });

  it('says nothing of what the session before had booked there', () => {
    const before = new TestDesk().start();
    const bought = executed('bought', before.nowMs);
    before.apply({ kind: 'fill-reported', fill: bought });
    const desk = unopened(before);
    desk.reconcile({ unreadFills: [bought] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(desk.state.alerts.map(({ key }) => key)).not.toContain(`day|${VENUE}`);
  });

  it('waits while an execution there is so young that the positions may lack it', () => {
    const desk = unopened();
    desk.reconcile({ unreadFills: [executed('young', desk.nowMs - 500)] });
    expect(desk.state.openedVenues).toEqual([]);
    expect(desk.state.venues[VENUE]?.reconciledAtMs).toBeNull();
    desk.wait(5_000);
    desk.reconcile({ unreadFills: [executed('young', desk.nowMs - 5_500)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
  });
});

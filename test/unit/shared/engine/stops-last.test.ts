/** What a stop leaves behind for the moment after RESUME: trading off everywhere, so that only the trader brings quotes back. */
import { describe, expect, it } from 'vitest';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, VENUE } from '../../../support/engine-parts';

const stops: readonly (readonly [string, (desk: TestDesk) => unknown])[] = [
  ['a fatal fault', (desk) => desk.apply({ kind: 'fault-noticed', source: 'journal', message: 'The disk is full.', isFatal: true })],
  ['a pause of the machine', (desk) => desk.wait(5_001)],
  ['PULL ALL', (desk) => desk.command('pull-quotes', { instrumentId: null })],
  ['KILL', (desk) => desk.command('kill', {})],
];

describe('after a stop', () => {
  it.each(stops)('by %s the venue was emptied in one call as well, and RESUME alone brings no quote back', (_, stop) => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const before = desk.effects.length;
    stop(desk);
    expect(desk.effects.slice(before)).toContainEqual(expect.objectContaining({ kind: 'cancel-all', venue: VENUE }));
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
    desk.cancelPending();
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    desk.market(120_000);
    desk.reconcile();
    desk.command('arm', {});
    expect(desk.command('resume', { confirmation: 'RESUME' }).status).toBe('accepted');
    expect(desk.state.safety.tradingState).toBe('active');
    const sent = desk.effects.length;
    desk.waitInTicks(1_500);
    expect(ordersSent(desk.effects.slice(sent))).toEqual([]);
  });
});

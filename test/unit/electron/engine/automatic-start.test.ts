/** A practice desk that quotes by itself after its start stops for good at the first word of a trader. */
import { describe, expect, it, vi } from 'vitest';
import { BTC } from '../../../support/engine-parts';
import { TestDesk } from '../../../support/engine-builder';
import { leftBy } from '../../../support/restarted-desk';
import { startAtHand } from '../../../support/session-at-hand';

vi.mock('../../../../electron/venues/registry', () => import('../../../support/venue-at-hand'));

describe('a desk that was started to quote by itself', () => {
  it('quotes as soon as it knows a price', async () => {
    const { session, venue, pass } = startAtHand({ isQuotingOnStart: true });
    venue.price();
    await pass();
    expect(venue.sent.length).toBeGreaterThan(0);
    await session.shutdown();
  });

  it('does not begin after RESUME where everything was pulled before its first quote', async () => {
    const { session, venue, command, pass } = startAtHand({ isQuotingOnStart: true });
    command('pull-quotes', { instrumentId: null });
    await pass();
    venue.price();
    command('arm', {});
    expect(command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'accepted' });
    await pass();
    expect(venue.sent).toEqual([]);
    await session.shutdown();
  });

  it.each([
    ['disarm', {}],
    ['set-trading', { instrumentId: BTC, isOn: false }],
    ['set-pricing', { instrumentId: BTC, isOn: false }],
    ['cancel-orders', { scope: 'mine' }],
  ] as const)('does not begin after %s', async (name, args) => {
    const { session, venue, command, pass } = startAtHand({ isQuotingOnStart: true });
    command(name, args as never);
    await pass();
    venue.price();
    await pass();
    expect(venue.sent).toEqual([]);
    await session.shutdown();
  });

  it('does not begin where everything was pulled in the session before and nobody resumed', async () => {
    const desk = new TestDesk().startTrading();
    desk.command('pull-quotes', { instrumentId: null });
    const { session, venue, pass } = startAtHand({ isQuotingOnStart: true }, { ...leftBy(desk), orders: [] });
    venue.price();
    await pass();
    expect(venue.sent).toEqual([]);
    await session.shutdown();
  });

  it('does not begin while it ends', async () => {
    const { session, venue, pass } = startAtHand({ isQuotingOnStart: true });
    const ended = session.shutdown();
    venue.price();
    await pass();
    await ended;
    expect(venue.sent).toEqual([]);
  });
});

/** What a session is told by its own machine: a disk that gives a file up and a main process that is silent take the quotes out and latch. */
import { describe, expect, it, vi } from 'vitest';
import { BTC } from '../../../support/engine-parts';
import { startAtHand } from '../../../support/session-at-hand';

vi.mock('../../../../electron/venues/registry', () => import('../../../support/venue-at-hand'));

const RESUME = { confirmation: 'RESUME' } as const;

/** A session that quotes; `pulls` are what its venue was asked to cancel since. */
function quoting() {
  const desk = startAtHand();
  desk.venue.price();
  desk.command('arm', {});
  expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
  expect(desk.venue.sent.length).toBeGreaterThan(0);
  return { ...desk, pulls: vi.spyOn(desk.venue, 'cancelAll') };
}

/** Whether it can be made to quote again before anybody types RESUME, and what it says instead. */
function askedToTrade({ command }: ReturnType<typeof quoting>): unknown {
  command('arm', {});
  return command('set-trading', { instrumentId: BTC, isOn: true });
}

describe('a session', () => {
  it('whose journal file was given up pulls in the same instant and sends nothing more until RESUME (faults 46, 47)', async () => {
    const desk = quoting();
    const before = desk.venue.sent.length;
    desk.session.journalFailed('The sync failed.');
    expect(desk.pulls.mock.calls).toEqual([['quotes']]);
    expect(askedToTrade(desk)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/halted.*The sync failed.*type RESUME/) });
    desk.venue.price();
    expect(desk.venue.sent).toHaveLength(before);
    await desk.pass();
    expect(desk.command('resume', RESUME)).toMatchObject({ status: 'accepted' });
    await desk.session.shutdown();
  });

  it('that hears nothing of main for five seconds pulls by itself and latches, and not while main renews its lease (fault 52)', async () => {
    const desk = quoting();
    for (let turn = 0; turn < 20; turn += 1) {
      desk.session.renewLease();
      desk.venue.price();
      await desk.pass();
    }
    expect(desk.pulls).not.toHaveBeenCalled();
    for (let turn = 0; turn < 20 && desk.pulls.mock.calls.length === 0; turn += 1) {
      desk.venue.price();
      await desk.pass();
    }
    expect(desk.pulls.mock.calls).toEqual([['quotes']]);
    expect(askedToTrade(desk)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/halted.*word of the main process/) });
    await desk.session.shutdown();
  });
});

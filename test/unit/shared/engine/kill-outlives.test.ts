/** A kill holds until somebody types RESUME, whatever became of the desk meanwhile. */
import { describe, expect, it } from 'vitest';
import type { RecoveredAccount } from '../../../../shared/engine/recovered-account';
import { collectUnresolved } from '../../../../shared/journal/collect-unresolved';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, testSettings, VENUE } from '../../../support/engine-parts';
import { entriesOf } from '../../../support/recorded-desk';
import { leftBy, restart } from '../../../support/restarted-desk';

function killed(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.command('kill', {});
  return desk;
}

function resume(desk: TestDesk): void {
  desk.command('arm', {});
  expect(desk.command('resume', { confirmation: 'RESUME' }).status).toBe('accepted');
}

/** What the entries of a session alone tell, where its events decide otherwise today. */
function readFrom(desk: TestDesk): RecoveredAccount {
  const unresolved = collectUnresolved();
  for (const entry of entriesOf(desk)) unresolved.take(entry);
  return unresolved.account();
}

describe('a kill', () => {
  it.each([
    ['a shutdown in order', false],
    ['a crash', true],
  ])('outlives %s and the reconciliation after it, and ends with RESUME', (_, startsHalted) => {
    const next = restart(killed(), { afterMs: 60_000, settings: testSettings({ startsHalted }) });
    expect(next.state.safety).toMatchObject({ tradingState: 'killed', needsResume: true, isArmed: false });
    expect(next.state.safety.reason).toMatch(/last session.*RESUME/);
    resume(next);
    expect(next.state.safety).toMatchObject({ tradingState: 'active', needsResume: false });
    expect(restart(next, { afterMs: 60_000 }).state.safety.tradingState).toBe('active');
  });

  it('outlives as many sessions as nobody resumed', () => {
    const second = restart(killed(), { afterMs: 60_000 });
    expect(restart(second, { afterMs: 60_000 }).state.safety.tradingState).toBe('killed');
  });

  it('is read from the entries alone where a session does not replay', () => {
    const first = killed();
    expect(readFrom(first).isKilled).toBe(true);
    expect(readFrom(restart(first, { afterMs: 60_000 })).isKilled).toBe(true);
    first.command('resume', { confirmation: 'RESUME' });
    expect(readFrom(first).isKilled).toBe(true);
    first.cancelPending();
    first.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 1 });
    resume(first);
    expect(first.command('set-trading', { instrumentId: BTC, isOn: true }).status).toBe('accepted');
    expect(readFrom(first).isKilled).toBeUndefined();
    first.command('kill', {});
    expect(readFrom(first).isKilled).toBe(true);
  });

  it('is not over, read from the entries alone, with a RESUME that was denied', () => {
    const desk = killed();
    desk.command('arm', {});
    desk.nowMs += 60_000;
    expect(desk.command('resume', { confirmation: 'RESUME' }).status).toBe('denied');
    expect(leftBy(desk).isKilled).toBe(true);
    expect(readFrom(desk).isKilled).toBe(true);
  });

  it('is no matter of a pull, which every shutdown in order makes', () => {
    const desk = new TestDesk().startTrading();
    desk.command('pull-quotes', { instrumentId: null });
    expect(leftBy(desk).isKilled).toBeUndefined();
  });
});

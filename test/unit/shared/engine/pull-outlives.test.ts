/** PULL ALL is told of after a restart, until somebody goes on. */
import { describe, expect, it } from 'vitest';
import { ownPullId } from '../../../../shared/domain/pull-origin';
import type { RecoveredAccount } from '../../../../shared/engine/recovered-account';
import { withoutAccount } from '../../../../shared/engine/recovered-account';
import { collectUnresolved } from '../../../../shared/journal/collect-unresolved';
import type { AlertState } from '../../../../shared/engine/state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, START_MS } from '../../../support/engine-parts';
import { entriesOf } from '../../../support/recorded-desk';
import { leftBy, restart } from '../../../support/restarted-desk';

function shutDown(desk: TestDesk): TestDesk {
  desk.command('pull-quotes', { instrumentId: null }, ownPullId('shutdown', '7'));
  return desk;
}

function pulled(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.command('pull-quotes', { instrumentId: null });
  desk.nowMs += 60_000;
  return shutDown(desk);
}

function said(desk: TestDesk): readonly AlertState[] {
  return desk.state.alerts.filter(({ key }) => key === 'pulled-before');
}

function readFrom(desk: TestDesk): RecoveredAccount {
  const unresolved = collectUnresolved();
  for (const entry of entriesOf(desk)) unresolved.take(entry);
  return unresolved.account();
}

describe('a pull of everything', () => {
  it('is told after a shutdown in order, with its time, and trading stays off', () => {
    const next = restart(pulled(), { afterMs: 3_600_000 });
    const at = new Date(START_MS).toISOString().slice(0, 19).replace('T', ' ');
    expect(said(next)).toMatchObject([{ severity: 2, text: expect.stringContaining(`pulled at ${at} UTC`) }]);
    expect(next.state.safety.isArmed).toBe(false);
    expect(next.state.quoting[BTC]?.isTradingOn).toBe(false);
  });

  it('is told until somebody turns trading on, and by sessions in between', () => {
    const second = restart(pulled(), { afterMs: 60_000 });
    const third = restart(shutDown(second), { afterMs: 60_000 });
    expect(said(third)).toHaveLength(1);
    third.command('arm', {});
    expect(third.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
    expect(said(restart(shutDown(third), { afterMs: 60_000 }))).toEqual([]);
  });

  it('is over with RESUME', () => {
    const desk = new TestDesk().startTrading();
    desk.command('pull-quotes', { instrumentId: null });
    desk.command('arm', {});
    expect(desk.command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'accepted' });
    expect(leftBy(shutDown(desk))).not.toHaveProperty('pulledAtMs');
  });

  it('is none where only the shutdown pulled, or one instrument was', () => {
    expect(leftBy(shutDown(new TestDesk().startTrading()))).not.toHaveProperty('pulledAtMs');
    const desk = new TestDesk().startTrading();
    desk.command('pull-quotes', { instrumentId: BTC });
    expect(leftBy(shutDown(desk))).not.toHaveProperty('pulledAtMs');
  });

  it('is read from the entries alone where a session does not replay, and outlives a practice exchange', () => {
    expect(readFrom(pulled()).pulledAtMs).toBe(START_MS);
    expect(readFrom(restart(pulled(), { afterMs: 60_000 })).pulledAtMs).toBe(START_MS);
    expect(readFrom(shutDown(new TestDesk().startTrading()))).not.toHaveProperty('pulledAtMs');
    expect(withoutAccount(leftBy(pulled())).pulledAtMs).toBe(START_MS);
  });
});

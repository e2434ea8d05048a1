/** A practice exchange that a desk brought along ends with it, accounts and all: the next start takes nothing of them for its own. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverSession } from '../../../../electron/engine/recovery';
import { collectRecovered, type RecoveredAccount } from '../../../../shared/engine/recovered-account';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { DayDesk } from '../../../support/day-desk';
import { TestDesk } from '../../../support/engine-builder';
import { entriesOf, filledDesk, newProfile, writeProfile } from '../../../support/recorded-desk';
import { BTC } from '../../../support/engine-parts';

let profile = '';

beforeEach(() => {
  profile = newProfile();
});

afterEach(() => {
  rmSync(profile, { recursive: true, force: true });
});

function onRun(entries: readonly JournalEntry[], exchangeRun: string): readonly JournalEntry[] {
  return entries.map((entry) => (entry.kind === 'session-started' ? { ...entry, exchangeRun } : entry));
}

function recoveredOn(exchangeRun?: string): RecoveredAccount {
  const result = recoverSession(profile, { deskVersion: 'test', exchangeRun });
  if (!result.ok || result.value === null) throw new Error(result.ok ? 'expected a session' : result.error);
  return result.value.account;
}

describe('a start', () => {
  it('on the same run of the practice exchange, or on an exchange that goes on by itself, goes on from the session before', () => {
    const desk = filledDesk();
    const whole = JSON.parse(JSON.stringify(collectRecovered(desk.state))) as RecoveredAccount;
    for (const left of [whole.orders, whole.tradeIds, whole.day?.positions ?? []]) expect(left.length).toBeGreaterThan(0);
    expect(whole).not.toHaveProperty('isGone');
    writeProfile(profile, entriesOf(desk));
    expect(recoveredOn()).toEqual(whole);
    rmSync(profile, { recursive: true, force: true });
    writeProfile(profile, onRun(entriesOf(desk), 'first'));
    expect(recoveredOn('first')).toEqual(whole);
  });

  it.each(['second', undefined])('on another one (%s) leaves behind orders, executions and the day, and says so once', (run) => {
    writeProfile(profile, onRun(entriesOf(filledDesk()), 'first'));
    const account = recoveredOn(run);
    expect(account).toMatchObject({ orders: [], tradeIds: [], isGone: true });
    expect(account).not.toHaveProperty('day');
    const after = DayDesk.at('2027-01-15T14:00:00Z', { recovered: account });
    expect(after.state.alerts).toEqual([expect.objectContaining({ key: 'new-account', severity: 1 })]);
    expect(after.state.positions[BTC]?.position.lots ?? 0).toBe(0);
    expect(after.state.day).toMatchObject({ sinceMs: after.state.session.startedAtMs });
  });

  it('keeps the kill and the days on record, and says of the day under way that its profit is not known', () => {
    const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 1_000 }).forecast('2027-01-15T23:58:00Z').goTo('2027-01-16T00:00:01Z', 60_000);
    writeProfile(profile, onRun(entriesOf(desk), 'first'));
    const { days } = recoveredOn('second');
    const whole = collectRecovered(desk.state).days;
    expect(days?.records).toEqual(whole?.records);
    expect(days).toMatchObject({ latest: null, underWay: { profitReason: 'the account that it began with is gone' } });
  });

  it('says of the book that a day began with no profit at the prices of another exchange', () => {
    const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 1_000 }).goTo('2027-01-16T00:00:01Z', 60_000);
    writeProfile(profile, onRun(entriesOf(desk), 'first'));
    const after = DayDesk.at('2027-01-16T14:00:00Z', { lots: 500, recovered: recoveredOn('second') });
    after.goTo('2027-01-17T00:00:01Z', 30_000);
    const reason = 'the account that it began with is gone';
    const ended = { startsAtMs: Date.parse('2027-01-16T00:00:00Z'), actualUsd: null, hypotheticalUsd: null, hypotheticalReason: reason };
    expect(after.record.at(-1)).toMatchObject(ended);
  });

  it('keeps a kill', () => {
    const desk = new TestDesk().startTrading();
    desk.command('kill', {});
    expect(desk.state.safety.tradingState).toBe('killed');
    writeProfile(profile, onRun(entriesOf(desk), 'first'));
    expect(recoveredOn('second')).toMatchObject({ isKilled: true, isGone: true });
  });
});

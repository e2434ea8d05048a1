/** A start finds the last session as it was: from a snapshot or without, after a crash at any point, or not at all if entries are damaged. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverSession, type RecoveredSession } from '../../../../electron/engine/recovery';
import { openSqlite } from '../../../../electron/storage/sqlite-database';
import { writeSnapshot } from '../../../../electron/storage/snapshot-store';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { EngineEvent } from '../../../../shared/engine/events';
import { collectRecovered, type RecoveredAccount } from '../../../../shared/engine/recovered-account';
import { digestState } from '../../../../shared/engine/state-digest';
import { encodeState } from '../../../../shared/journal/encode-state';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { DayDesk } from '../../../support/day-desk';
import { ordersSent, TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, reportOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';
import { entriesOf, filledDesk, mustOpen, newProfile, stateOf, writeProfile } from '../../../support/recorded-desk';

let profile = '';

beforeEach(() => {
  profile = newProfile();
});

afterEach(() => {
  rmSync(profile, { recursive: true, force: true });
});

/** Quotes, is filled, requotes as the market moves, asks for what it lost: a session with everything in it. */
function busyDesk(): TestDesk {
  const desk = filledDesk();
  for (const middle of [120_010, 119_980, 120_040]) {
    desk.wait(1_100);
    desk.market(middle);
    desk.cancelPending();
    desk.acceptAll();
  }
  return desk;
}

function recovered(deskVersion = 'test'): RecoveredSession {
  const result = recoverSession(profile, { deskVersion });
  if (!result.ok || result.value === null) throw new Error(result.ok ? 'expected a session' : result.error);
  return result.value;
}

/** A snapshot after the first `count` entries. */
function snapshotAfter(entries: readonly JournalEntry[], count: number, deskVersion = 'test'): void {
  const database = openSqlite(join(profile, 'journal.sqlite'), { readOnly: true });
  const lines = database.prepare('SELECT link FROM entries WHERE sequence = ?').get(count);
  database.close();
  const state = encodeState(stateOf(entries.slice(0, count)));
  if (!state.ok) throw new Error(state.error);
  const link = String(Reflect.get(Object(lines), 'link'));
  writeSnapshot(profile, { end: { sequence: count, link }, deskVersion, sessionId: 'test0001', state: state.value });
}

function damage(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
}

describe('a recovery', () => {
  it('of an empty journal finds nothing', () => {
    mustOpen(profile).close();
    expect(recoverSession(profile, { deskVersion: 'test' })).toEqual({ ok: true, value: null });
  });

  it('ends in the very state of the live engine, without a snapshot and from one at any place (fault 58)', () => {
    const desk = busyDesk();
    const entries = entriesOf(desk);
    writeProfile(profile, entries, 1);
    const whole = recovered();
    expect(whole).toMatchObject({ isFromSnapshot: false, replayedEvents: desk.events.length, notices: [] });
    expect(digestState(whole.state ?? stateOf([]))).toBe(digestState(desk.state));
    for (let count = 1; count <= entries.length; count += 5) {
      // Between an event and the orders it decided there is no moment for a snapshot.
      if (entries[count]?.kind === 'intent') continue;
      snapshotAfter(entries, count);
      const found = recovered();
      expect(found.isFromSnapshot).toBe(true);
      expect(found.replayedEvents).toBe(entries.slice(count).filter(({ kind }) => kind === 'event').length);
      expect(digestState(found.state ?? stateOf([]))).toBe(digestState(desk.state));
      expect(found.account).toEqual(whole.account);
    }
  });

  it('passes over a damaged or foreign snapshot and says so, down to the start of the session', () => {
    const desk = busyDesk();
    const entries = entriesOf(desk);
    writeProfile(profile, entries, 1);
    const counts = [5, 12, 30].filter((count) => entries[count]?.kind !== 'intent');
    for (const count of counts) snapshotAfter(entries, count);
    const folder = join(profile, 'snapshots');
    const names = readdirSync(folder).sort();
    damage(join(folder, names.at(-1) ?? ''), 700);
    expect(recovered()).toMatchObject({ isFromSnapshot: true, notices: [expect.stringContaining('checksum')] });
    expect(recovered('newer')).toMatchObject({ isFromSnapshot: false });
    for (const name of names.slice(0, -1)) damage(join(folder, name), 90);
    const found = recovered();
    expect(found.isFromSnapshot).toBe(false);
    expect(found.notices).toHaveLength(names.length);
    expect(digestState(found.state ?? stateOf([]))).toBe(digestState(desk.state));
  });

  it('never believes a snapshot of another journal', () => {
    const entries = entriesOf(busyDesk());
    writeProfile(profile, entries, 1);
    const state = encodeState(stateOf([]));
    const text = state.ok ? state.value : '';
    writeSnapshot(profile, { end: { sequence: 9, link: 'f'.repeat(64) }, deskVersion: 'test', sessionId: 'x', state: text });
    expect(recovered()).toMatchObject({ isFromSnapshot: false, notices: [expect.stringContaining('link')] });
  });

  it('refuses to build on entries that were changed (fault 45)', () => {
    writeProfile(profile, entriesOf(busyDesk()), 1);
    const database = openSqlite(join(profile, 'journal.sqlite'));
    database.exec(`UPDATE entries SET text = replace(text, '120010', '120011') WHERE text LIKE '%120010%'`);
    database.close();
    expect(recoverSession(profile, { deskVersion: 'test' })).toMatchObject({ ok: false, error: expect.stringContaining('damaged') });
  });

  it('refuses a journal that has entries and no start of a session (fault 45)', () => {
    writeProfile(profile, entriesOf(busyDesk()), 1);
    const database = openSqlite(join(profile, 'journal.sqlite'));
    database.exec('UPDATE entries SET sequence = sequence - 157 WHERE sequence = 1');
    database.exec(`DELETE FROM entries WHERE text LIKE '%session-started%'`);
    database.close();
    expect(recoverSession(profile, { deskVersion: 'test' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('start of a session'),
    });
  });

  it('reads orders and fills from the entries alone where the recording is decided differently today', () => {
    const desk = busyDesk();
    const entries = entriesOf(desk).map((entry) =>
      entry.kind === 'intent' ? { ...entry, intent: { ...entry.intent, level: entry.intent.level + 1 } } : entry,
    );
    const { day } = collectRecovered(desk.state);
    if (day === undefined) throw new Error('expected a day');
    writeProfile(profile, [...entries, { kind: 'session-ended', atMs: day.atMs, sessionId: 'test0001', reason: 'shutdown', day }]);
    const found = recovered();
    const ofDay = `profit is as of ${new Date(day.atMs).toISOString()}`;
    expect(found).toMatchObject({ state: null, notices: [expect.stringContaining('does not replay'), expect.stringContaining(ofDay)] });
    expect(found.account.day).toEqual(day);
    const ids = (account: RecoveredAccount): readonly string[] => account.orders.map(({ intent }) => intent.clientOrderId).sort();
    expect(ids(found.account)).toEqual(ids(collectRecovered(desk.state)));
    expect(found.account.tradeIds).toEqual(collectRecovered(desk.state).tradeIds);
  });

  it('goes on from what a session knew before the event on which it failed: its loss of the day still counts (fault 49)', () => {
    const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 1_000 }).goTo('2027-01-15T13:00:00Z', 55_000).trade(-1_000, 55_000);
    const sequence = desk.state.session.sequence + 1;
    const fatal = { kind: 'ticker-updated', ticker: null, sequence, atMs: desk.nowMs } as unknown as EngineEvent;
    writeProfile(profile, [...entriesOf(desk), { kind: 'event', event: fatal }], 1);
    const found = recovered();
    expect(found.account).toEqual(JSON.parse(JSON.stringify(collectRecovered(desk.state))));
    expect(found.notices).toEqual([expect.stringContaining('failed on its last event')]);
    snapshotAfter(entriesOf(desk), entriesOf(desk).length - 2);
    expect(recovered()).toMatchObject({ isFromSnapshot: true, account: found.account, notices: found.notices });
    // A session that went on after it was decided by another step.
    rmSync(profile, { recursive: true, force: true });
    const next: EngineEvent = { kind: 'clock-ticked', sequence: sequence + 1, atMs: timestampMs(desk.nowMs) };
    writeProfile(profile, [...entriesOf(desk), { kind: 'event', event: fatal }, { kind: 'event', event: next }]);
    expect(recovered()).toMatchObject({ state: null, notices: [expect.stringContaining('does not replay'), expect.anything()] });
  });

  it('finds the days on record, replayed, from a snapshot, and in the entries alone', () => {
    const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 1_000 }).forecast('2027-01-15T23:58:00Z');
    desk.goTo('2027-01-16T00:00:01Z', 60_000).goTo('2027-01-17T00:00:01Z', 63_000);
    const entries = entriesOf(desk);
    writeProfile(profile, entries, 1);
    const replayed = recovered();
    expect(replayed.account.days).toEqual(collectRecovered(desk.state).days);
    expect(replayed.account.days?.records.map(({ actualUsd }) => actualUsd)).toEqual([null, expect.closeTo(500, 6)]);
    const last = entries.findIndex((entry) => entry.kind === 'event' && entry.event.kind === 'day-recorded');
    snapshotAfter(entries, last);
    expect(recovered()).toMatchObject({ isFromSnapshot: true, account: { days: replayed.account.days } });
    rmSync(profile, { recursive: true, force: true });
    const unasked: JournalEntry = { kind: 'intent', atMs: timestampMs(START_MS), eventSequence: 1, intent: intentOf() };
    writeProfile(profile, [...entries, unasked]);
    const scanned = recovered();
    expect(scanned.state).toBeNull();
    expect(scanned.account.days).toMatchObject({ records: replayed.account.days?.records, underWay: null });
  });

  it('replays a session in which the disk refused orders in the middle', () => {
    const desk = new TestDesk().startTrading();
    const [refused] = desk.sent();
    if (refused === undefined) throw new Error('expected a quote');
    desk.apply({ kind: 'order-withheld', clientOrderId: refused.clientOrderId, cause: 'disk', reason: 'disk full' });
    desk.market(120_050);
    const entries = entriesOf(desk).filter((entry) => entry.kind !== 'intent' || entry.intent.clientOrderId !== refused.clientOrderId);
    writeProfile(profile, entries);
    const found = recovered();
    expect(found.notices).toEqual([]);
    expect(digestState(found.state ?? stateOf([]))).toBe(digestState(desk.state));
  });
});

/** A desk that starts after the one whose journal this is. */
function restart(account: RecoveredAccount, positionLots = 0): TestDesk {
  const desk = new TestDesk();
  desk.nowMs = START_MS + 60_000;
  const settings = { ...testSettings(), startsHalted: true };
  desk.apply({ kind: 'session-started', sessionId: 'test0002', environment: 'practice', settings, recovered: account });
  const start = desk.start.bind(desk);
  const original = desk.apply.bind(desk);
  // `start` begins with a session of its own; this one has begun already.
  desk.apply = (body) => (body.kind === 'session-started' ? [] : original(body));
  const quantity = positionLots * 10;
  const positions = quantity === 0 ? [] : [{ instrumentId: BTC, quantity, averagePrice: 60_000, realisedCoin: 0 } as never];
  start(settings, { positions });
  return desk;
}

describe('a crash', () => {
  const points = [
    ['between deciding and recording', 0],
    ['between recording and sending', 1],
    ['between sending and the answer', 1],
  ] as const;

  it.each(points)(
    '%s: after the restart every order that may live is unknown, asked for and counted, and none is sent again (fault 43)',
    (_where, isRecorded) => {
      const desk = new TestDesk().startTrading();
      const sent = desk.sent().map((intent) => intent.clientOrderId as string);
      expect(sent.length).toBeGreaterThan(0);
      const entries = entriesOf(desk);
      writeProfile(profile, isRecorded === 1 ? entries : entries.filter((entry) => entry.kind !== 'intent'));
      const { account } = recovered();
      expect(account.orders.map(({ intent }) => intent.clientOrderId as string).sort()).toEqual([...sent].sort());
      const after = restart(account);
      for (const id of sent) expect(after.state.orders.find(id as never)).toMatchObject({ status: 'unknown', isCarriedOver: true });
      const effects = after.waitInTicks(5_000);
      const asked = effects.flatMap((effect) => (effect.kind === 'query-order' ? [effect.clientOrderId as string] : []));
      expect(new Set(asked)).toEqual(new Set(sent));
      expect(after.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
      expect(ordersSent(after.effects)).toEqual([]);
    },
  );

  it('after the answer: the order is found again at the venue, or is gone with what filled meanwhile in the balance (fault 43)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    writeProfile(profile, entriesOf(desk));
    const { account } = recovered();
    const after = restart(account, 5);
    const [live, filled] = account.orders;
    if (live === undefined || filled === undefined) throw new Error('expected two orders');
    const venueUpdatedAtMs = timestampMs(START_MS + 30_000);
    after.apply({ kind: 'order-reported', report: reportOf(live.intent, { venueUpdatedAtMs }) });
    const whole = filled.intent.quantity;
    after.apply({ kind: 'order-reported', report: reportOf(filled.intent, { status: 'filled', filledQuantity: whole, venueUpdatedAtMs }) });
    expect(after.state.orders.find(live.intent.clientOrderId)?.status).toBe('accepted');
    expect(after.state.orders.settled.has(filled.intent.clientOrderId)).toBe(true);
    expect(after.state.positions[BTC]?.position.lots).toBe(5);
  });

  it('and a fill told again after the restart is not booked again (fault 25)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const [bid] = desk.sent();
    if (bid === undefined) throw new Error('expected a quote');
    const fill = fillOf(bid, { quantity: quantityLots(3), executedAtMs: timestampMs(START_MS + 59_990) });
    desk.apply({ kind: 'fill-reported', fill });
    writeProfile(profile, entriesOf(desk));
    const after = restart(recovered().account, 3);
    expect(after.state.positions[BTC]?.position.lots).toBe(3);
    // The venue's clock is ahead: by its stamp the fill is younger than this session.
    after.apply({ kind: 'fill-reported', fill: { ...fill, executedAtMs: timestampMs(START_MS + 60_500) } });
    after.reconcile({ fills: [fill], positions: [{ instrumentId: BTC, quantity: 30, averagePrice: 60_000, realisedCoin: 0 } as never] });
    expect(after.state.positions[BTC]?.position.lots).toBe(3);
    expect(after.state.fillCount).toBe(0);
    expect(after.state.venues[VENUE]?.reconciliation).toBe('matched');
  });
});

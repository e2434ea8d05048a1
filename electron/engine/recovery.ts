/** What a start finds of the session before: its last state, from the newest snapshot that can be believed and the entries after it. */
import { fail, ok, type Result } from '../../shared/domain/result';
import { createInitialState } from '../../shared/engine/initial-state';
import { collectRecovered, withoutAccount, type RecoveredAccount } from '../../shared/engine/recovered-account';
import type { EngineState } from '../../shared/engine/state';
import { step } from '../../shared/engine/step';
import { decodeGroup } from '../../shared/journal/codec';
import { EMPTY_CHAIN, endOf, verifyChain, type ChainedText, type ChainEnd } from '../../shared/journal/hash-chain';
import { collectUnresolved } from '../../shared/journal/collect-unresolved';
import { SessionReplay } from '../../shared/journal/replay';
import { decodeState } from '../../shared/journal/decode-state';
import { readHead } from '../storage/journal-head';
import { sha256 } from '../storage/journal-hash';
import { openJournalReader, type JournalReader } from '../storage/journal-reader';
import { findSnapshot } from '../storage/snapshot-store';

/** The last session, as far as its entries tell. */
export interface RecoveredSession {
  /** `null` where the journal was written by a desk that decided differently: then only what its entries say is known. */
  readonly state: EngineState | null;
  readonly account: RecoveredAccount;
  /** Events stepped again. */
  readonly replayedEvents: number;
  readonly isFromSnapshot: boolean;
  /** What a person should know, in sentences; empty if all went as it should. */
  readonly notices: readonly string[];
}

/** Who starts, as far as it decides what may be taken over. */
export interface Successor {
  readonly deskVersion: string;
  /** As in `SessionStartedEntry`: the accounts of another run of the practice exchange are gone. */
  readonly exchangeRun?: string | undefined;
}

/** `null` of an empty journal. The error means that the entries needed are damaged: nothing may be built on them. */
export function recoverSession(directory: string, { deskVersion, exchangeRun }: Successor): Result<RecoveredSession | null, string> {
  const reader = openJournalReader(directory);
  if (!reader.ok) return reader;
  try {
    const start = findSessionStart(reader.value);
    if (!start.ok || start.value === null) return start.ok ? ok(null) : start;
    const recovered = recover(directory, reader.value, { deskVersion, before: start.value.before });
    if (!recovered.ok || start.value.exchangeRun === exchangeRun) return recovered;
    return ok({ ...recovered.value, account: withoutAccount(recovered.value.account) });
  } finally {
    reader.value.close();
  }
}

/** Where the last session begins, and on which run of the practice exchange it was. */
interface SessionStart {
  readonly before: ChainEnd;
  readonly exchangeRun: string | undefined;
}

function recover(
  directory: string,
  reader: JournalReader,
  { deskVersion, before }: { readonly deskVersion: string; readonly before: ChainEnd },
): Result<RecoveredSession, string> {
  const { snapshot, refused } = findSnapshot(directory, reader, deskVersion);
  const notices = refused.map((problem) => `A snapshot of the engine's state was passed over: ${problem}.`);
  if (snapshot !== null) {
    const replayed = replay(reader, snapshot.end, () => decodeState(snapshot.state));
    if (replayed.ok) return ok({ ...replayed.value, isFromSnapshot: true, notices: [...notices, ...replayed.value.notices] });
    if (replayed.error.isDamaged) return fail(replayed.error.text);
    notices.push(`The snapshot after entry ${snapshot.end.sequence} was passed over: ${replayed.error.text}.`);
  }
  const replayed = replay(reader, before, () => ok(createInitialState()));
  if (replayed.ok) return ok({ ...replayed.value, isFromSnapshot: false, notices: [...notices, ...replayed.value.notices] });
  if (replayed.error.isDamaged) return fail(replayed.error.text);
  notices.push(`The last session does not replay (${replayed.error.text}); its orders were read from its entries alone.`);
  return scan(reader, before, notices);
}

/** `null` of an empty journal. */
function findSessionStart(reader: JournalReader): Result<SessionStart | null, string> {
  const start = reader.lastSessionStart();
  if (!start.ok) return fail(damaged(start.error.path, start.error.found));
  if (start.value === null) {
    const last = reader.last();
    const isEmpty = last.ok && last.value === null && readHead(reader.place.directory) === null;
    return isEmpty ? ok(null) : fail(damaged(reader.place.directory, 'expected the start of a session among its entries, found none'));
  }
  const before = findEndBefore(reader, start.value.sequence);
  return before.ok ? ok({ before: before.value, exchangeRun: exchangeRunOf(start.value.text) }) : before;
}

/** The end before the entry with that sequence. */
function findEndBefore(reader: JournalReader, sequence: number): Result<ChainEnd, string> {
  const before = reader.rowAt(sequence - 1);
  if (!before.ok) return fail(damaged(before.error.path, before.error.found));
  if (before.value === null) return ok(reader.files[0]?.base ?? EMPTY_CHAIN);
  const end = endOf(before.value);
  if (end.sequence === sequence - 1) return ok(end);
  return fail(damaged(reader.place.directory, `expected entry ${sequence} to begin a session after entry ${end.sequence}, found a gap`));
}

/** Of a row that nobody verified yet: if it is damaged, only a practice account is taken for another, and reading on finds it. */
function exchangeRunOf(text: string): string | undefined {
  const entries = decodeGroup(text);
  const [first] = entries.ok ? entries.value : [];
  return first?.kind === 'session-started' ? first.exchangeRun : undefined;
}

interface ReplayTrouble {
  readonly text: string;
  /** The entries are not as they were written; otherwise this desk only decides differently. */
  readonly isDamaged: boolean;
  /** Sequence of the session's last event, if the step throws on that one and on none before: `null` otherwise. */
  readonly threwLast: number | null;
}

type Replayed = Pick<RecoveredSession, 'state' | 'account' | 'replayedEvents' | 'notices'>;

/**
 * Replays what follows `end`. Of a session that ended with an event on which it failed, that very event is left out: what was before
 * is known, and what was in it the venue tells again. `begin` is asked for a state of its own each time, because a replay consumes it.
 */
function replay(reader: JournalReader, end: ChainEnd, begin: () => Result<EngineState, string>): Result<Replayed, ReplayTrouble> {
  const attempted = replayFrom(reader, end, { state: begin() });
  if (attempted.ok || attempted.error.threwLast === null) return attempted;
  const { text, threwLast } = attempted.error;
  const before = replayFrom(reader, end, { state: begin(), endsBefore: threwLast });
  const notice = `The last session failed on its last event (${text}); the desk goes on from what it knew before.`;
  return before.ok ? ok({ ...before.value, notices: [notice] }) : attempted;
}

/** Where a replay begins, and before which event of the session it ends. */
interface Stretch {
  readonly state: Result<EngineState, string>;
  readonly endsBefore?: number;
}

function replayFrom(
  reader: JournalReader,
  end: ChainEnd,
  { state: first, endsBefore = Infinity }: Stretch,
): Result<Replayed, ReplayTrouble> {
  if (!first.ok) return fail({ text: first.error, isDamaged: false, threwLast: null });
  let session = new SessionReplay(step, first.value);
  let problem: string | null = null;
  let threwLast: number | null = null;
  let events = 0;
  const walked = walk(reader, end, (row) => {
    const entries = decodeGroup(row.text);
    if (!entries.ok) return entries.error;
    for (const entry of entries.value) {
      if (entry.kind === 'session-started') session = new SessionReplay(step, createInitialState());
      if (entry.kind === 'event' && entry.event.sequence >= endsBefore) return null;
      // Anything after it was decided by a step that went on: this one only decides differently.
      if (problem !== null) {
        threwLast = null;
        return null;
      }
      if (entry.kind === 'event') events += 1;
      const found = attempt(() => session.take(entry));
      ({ problem } = found);
      if (found.hasThrown && entry.kind === 'event') threwLast = entry.event.sequence;
    }
    return null;
  });
  if (walked !== null) return fail({ text: walked, isDamaged: true, threwLast: null });
  const finished = problem === null ? session.finish() : fail(problem);
  if (!finished.ok) return fail({ text: finished.error, isDamaged: false, threwLast });
  const { state } = finished.value;
  return ok({ state, account: collectRecovered(state), replayedEvents: events, notices: [] });
}

/** Reads what the entries say without deciding anything again. */
function scan(reader: JournalReader, from: ChainEnd, notices: readonly string[]): Result<RecoveredSession, string> {
  const unresolved = collectUnresolved();
  const walked = walk(reader, from, (row) => {
    const entries = decodeGroup(row.text);
    if (!entries.ok) return entries.error;
    for (const entry of entries.value) unresolved.take(entry);
    return null;
  });
  if (walked !== null) return fail(walked);
  const account = unresolved.account();
  const day = account.day === undefined ? 'not known; it counts from now on' : `as of ${new Date(account.day.atMs).toISOString()}`;
  return ok({ state: null, account, replayedEvents: 0, isFromSnapshot: false, notices: [...notices, `The day's profit is ${day}.`] });
}

/** Gives every row after `from` to `take`, verified; the result is what is wrong, `null` if nothing is. */
function walk(reader: JournalReader, from: ChainEnd, take: (row: ChainedText) => string | null): string | null {
  let end = from;
  for (;;) {
    const rows = reader.rows(end.sequence + 1);
    if (!rows.ok) return damaged(rows.error.path, rows.error.found);
    if (rows.value.length === 0) return findLoss(reader, end);
    for (const row of rows.value) {
      const verified = verifyChain(sha256, end, [row]);
      if (!verified.ok) return damaged(reader.place.directory, `expected ${verified.error.expected}, found ${verified.error.found}`);
      const problem = take(row);
      if (problem !== null) return damaged(reader.place.directory, problem);
      end = verified.value;
    }
  }
}

/** SQLite drops the end of a damaged write-ahead file without a word; the mark beside the journal knows how far it went. */
function findLoss(reader: JournalReader, end: ChainEnd): string | null {
  const mark = readHead(reader.place.directory);
  if (mark === null || mark.sequence <= end.sequence) return null;
  return damaged(reader.place.directory, `expected entries up to ${mark.sequence}, found it to end with entry ${end.sequence}`);
}

/** A step may throw on what was recorded: one of another version, or the very one that ended with that. */
function attempt(take: () => string | null): { readonly problem: string | null; readonly hasThrown: boolean } {
  try {
    return { problem: take(), hasThrown: false };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), hasThrown: true };
  }
}

function damaged(path: string, found: string): string {
  return `the journal ${path} is damaged: ${found}. Check it with npm run verify; move its folder away to start a new one, positions and orders are then taken from the venue`;
}

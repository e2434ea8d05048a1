/** Snapshots of the engine's state beside the journal, each bound to the entry it was taken after: a restart replays only what follows. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/domain/result';
import { endOf, type ChainEnd } from '../../shared/journal/hash-chain';
import { replaceFile } from './atomic-file';
import { sha256 } from './journal-hash';
import type { JournalReader } from './journal-reader';

/** The form of the files. */
const SNAPSHOT_VERSION = 1;

/** The newest, and one to fall back to. */
const KEPT = 3;

const NAME = /^snapshot-(\d{12})\.json$/;

/** A state as text, and the entry after which it was taken. */
export interface StateSnapshot {
  readonly end: ChainEnd;
  /** Only the very version that wrote a state reads it: another one may keep other things in it. */
  readonly deskVersion: string;
  /** Of the session the state belongs to. */
  readonly sessionId: string;
  readonly state: string;
}

/** Writes a snapshot and lets old ones go. The entry it is bound to must be durable before. */
export function writeSnapshot(directory: string, snapshot: StateSnapshot): Result<null, string> {
  const folder = folderOf(directory);
  try {
    mkdirSync(folder, { recursive: true });
    replaceFile(join(folder, nameOf(snapshot.end.sequence)), encode(snapshot));
    for (const name of listNames(folder).slice(KEPT)) rmSync(join(folder, name), { force: true });
    return ok(null);
  } catch (error) {
    return fail(`expected to write a snapshot to ${folder}, found: ${describe(error)}; a restart replays from an older one`);
  }
}

/** A snapshot that may be used, and why newer ones may not. */
export interface FoundSnapshot {
  readonly snapshot: StateSnapshot | null;
  readonly refused: readonly string[];
}

/** The newest snapshot that is whole, of this desk's version, and bound to an entry that the journal really holds. */
export function findSnapshot(directory: string, reader: JournalReader, deskVersion: string): FoundSnapshot {
  const refused: string[] = [];
  for (const name of listNames(folderOf(directory))) {
    const read = readSnapshot(join(folderOf(directory), name));
    const problem = read.ok ? findProblem(read.value, reader, deskVersion) : read.error;
    if (problem === null && read.ok) return { snapshot: read.value, refused };
    refused.push(`${name}: ${problem ?? 'unreadable'}`);
  }
  return { snapshot: null, refused };
}

function findProblem(snapshot: StateSnapshot, reader: JournalReader, deskVersion: string): string | null {
  if (snapshot.deskVersion !== deskVersion) return `expected one of desk ${deskVersion}, found one of ${snapshot.deskVersion}`;
  const { sequence, link } = snapshot.end;
  const row = reader.rowAt(sequence);
  if (!row.ok) return row.error.found;
  const end = row.value === null ? null : endOf(row.value);
  return end?.sequence === sequence && end.link === link
    ? null
    : `expected entry ${sequence} of the journal to have its link, found another`;
}

function encode({ end, deskVersion, sessionId, state }: StateSnapshot): string {
  const head = JSON.stringify({ version: SNAPSHOT_VERSION, ...end, deskVersion, sessionId });
  return `${sha256(`${head}\n${state}`)}\n${head}\n${state}`;
}

function readSnapshot(path: string): Result<StateSnapshot, string> {
  try {
    const [checksum = '', head = '', state = ''] = readFileSync(path, 'utf8').split('\n');
    if (sha256(`${head}\n${state}`) !== checksum) return fail('expected it to match its checksum, found it changed');
    return decodeHead(JSON.parse(head), state);
  } catch (error) {
    return fail(describe(error));
  }
}

function decodeHead(head: unknown, state: string): Result<StateSnapshot, string> {
  if (typeof head !== 'object' || head === null) return fail('expected a head, found none');
  const text = (key: string): string => String(Reflect.get(head, key));
  const version = Reflect.get(head, 'version');
  if (version !== SNAPSHOT_VERSION) return fail(`expected version ${SNAPSHOT_VERSION}, found ${String(version)}`);
  const end = { sequence: Number(text('sequence')), link: text('link') };
  return ok({ end, deskVersion: text('deskVersion'), sessionId: text('sessionId'), state });
}

function folderOf(directory: string): string {
  return join(directory, 'snapshots');
}

function nameOf(sequence: number): string {
  return `snapshot-${String(sequence).padStart(12, '0')}.json`;
}

/** Newest first. */
function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

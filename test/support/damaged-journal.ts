/** A real journal's files, damaged on purpose, and the verdict on what the desk makes of them. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { recoverSession } from '../../electron/engine/recovery';
import { openJournal } from '../../electron/storage/journal-store';
import { verifyAtOnce, type JournalCheck } from '../../electron/storage/verify-journal';
import { writeSnapshot } from '../../electron/storage/snapshot-store';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import { digestState } from '../../shared/engine/state-digest';
import type { JournalEntry } from '../../shared/journal/entry';
import { encodeState } from '../../shared/journal/encode-state';
import { mustOpen, stateOf, writeProfile } from './recorded-desk';

/** `detected`: refused in words. `harmless`: everything reads as it was written. Anything else is thrown. */
export type DamageVerdict = 'detected' | 'harmless';

/** A damage went by without a word. */
export class SilentDamage extends Error {}

/** Files by their names inside a profile. */
export type ProfileFiles = ReadonlyMap<string, Buffer>;

/** What an undamaged profile says of itself. */
interface Truth {
  readonly check: JournalCheck;
  readonly account: RecoveredAccount;
  readonly digest: number;
}

/** In memory where the system has such a folder: a hundred thousand damages are no wear for a disk. */
export function newScratchProfile(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'keel-damage-'));
}

/**
 * A profile as a crash leaves it: most entries in the file, the newest only in its write-ahead file, a mark, and a snapshot of the middle.
 * `isFolded`: as a clean end leaves it.
 */
export function sampleProfile(entries: readonly JournalEntry[], isFolded: boolean): ProfileFiles {
  const folder = newScratchProfile();
  const image = newScratchProfile();
  try {
    const middle = Math.floor(entries.length / 2);
    writeProfile(folder, entries.slice(0, middle), 5);
    const journal = mustOpen(folder);
    const state = encodeState(stateOf(entries.slice(0, middle)));
    if (!state.ok) throw new Error(state.error);
    writeSnapshot(folder, { end: journal.end(), deskVersion: 'test', sessionId: 'test0001', state: state.value });
    for (let from = middle; from < entries.length; from += 5) journal.append(entries.slice(from, from + 5));
    if (isFolded) journal.close();
    copyProfile(folder, image);
    journal.close();
    return readFiles(image);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(image, { recursive: true, force: true });
  }
}

function copyProfile(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name === 'snapshots') {
      mkdirSync(join(to, name), { recursive: true });
      for (const file of readdirSync(join(from, name))) copyFileSync(join(from, name, file), join(to, name, file));
    } else if (/^journal/.test(name) && !name.endsWith('-shm')) copyFileSync(join(from, name), join(to, name));
  }
}

function readFiles(folder: string): ProfileFiles {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(folder)) {
    if (name !== 'snapshots') files.set(name, readFileSync(join(folder, name)));
    else for (const file of readdirSync(join(folder, name))) files.set(join(name, file), readFileSync(join(folder, name, file)));
  }
  return files;
}

/** The packaged SQLite lets go of a closed file only when its statements are collected: a loop without pause would run out of files. */
export async function collectClosedFiles(): Promise<void> {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  // What was collected is closed on the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
}

/** Judges damages of one profile, each in a fresh copy. */
export class DamageJudge {
  readonly #folder = newScratchProfile();
  readonly #files: ProfileFiles;
  readonly #truth: Truth;

  constructor(files: ProfileFiles) {
    this.#files = files;
    this.#write(files);
    const check = verifyAtOnce(this.#folder);
    const recovered = recoverSession(this.#folder, { deskVersion: 'test' });
    if (check.damage !== null || !recovered.ok || recovered.value?.state === null || recovered.value?.state === undefined)
      throw new Error('expected a sample that is whole');
    this.#truth = { check, account: recovered.value.account, digest: digestState(recovered.value.state) };
  }

  get files(): ProfileFiles {
    return this.#files;
  }

  /** Throws, with what was wrong, where a damage went by in silence. `damaged` replaces one file; an empty one is left out. */
  judge(name: string, damaged: Buffer): DamageVerdict {
    this.#write(new Map([...this.#files, [name, damaged]]));
    const verdicts = [this.#judgeCheck(), this.#judgeRecovery(), this.#judgeOpening()];
    return verdicts.includes('detected') ? 'detected' : 'harmless';
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #judgeCheck(): DamageVerdict {
    const check = verifyAtOnce(this.#folder);
    if (check.damage !== null) return 'detected';
    if (check.link === this.#truth.check.link && check.records === this.#truth.check.records) return 'harmless';
    throw new SilentDamage(`the check calls a changed journal whole: ${check.records} entries of ${this.#truth.check.records}`);
  }

  #judgeRecovery(): DamageVerdict {
    const recovered = recoverSession(this.#folder, { deskVersion: 'test' });
    if (!recovered.ok) return 'detected';
    const { state, account } = recovered.value ?? {};
    if (state !== null && state !== undefined && digestState(state) === this.#truth.digest) {
      if (JSON.stringify(account) === JSON.stringify(this.#truth.account)) return 'harmless';
    }
    throw new SilentDamage(
      `a recovery from a changed journal ends in another state: ${JSON.stringify(recovered.value?.notices ?? 'no session')}`,
    );
  }

  #judgeOpening(): DamageVerdict {
    const opened = openJournal(this.#folder);
    if (!opened.ok) return 'detected';
    const end = opened.value.end();
    opened.value.close();
    if (end.sequence === this.#truth.check.records && end.link === this.#truth.check.link) return 'harmless';
    throw new SilentDamage(`a changed journal would be written on after entry ${end.sequence} of ${this.#truth.check.records}`);
  }

  #write(files: ProfileFiles): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(join(this.#folder, 'snapshots'), { recursive: true });
    for (const [name, bytes] of files) if (bytes.length > 0) writeFileSync(join(this.#folder, name), bytes);
  }
}

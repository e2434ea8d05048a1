/** Fuzz target: the files of a real journal after bit flips, cuts, swapped and doubled pages and records; no damage may go by in silence. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../../electron/storage/sqlite-database';
import type { SeededRandom } from '../../../shared/domain/random';
import {
  collectClosedFiles,
  DamageJudge,
  newScratchProfile,
  sampleProfile,
  SilentDamage,
  type DamageVerdict,
} from '../../support/damaged-journal';
import { TestDesk } from '../../support/engine-builder';
import { entriesOf } from '../../support/recorded-desk';
import { PromiseBroken, type FuzzRun, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';

/** SQLite's page, and the unit in which disks lose, swap and double things. */
const PAGE = 4_096;

/** One damage of one file: bytes, pages, the end, or whole records. */
type Damage = {
  readonly file: string;
  readonly kind: ByteDamage | RecordDamage;
  readonly at: number;
  readonly other: number;
  readonly bits: number;
};
type ByteDamage = 'flip' | 'overwrite' | 'cut' | 'zero-page' | 'swap-pages' | 'double-page' | 'shift';
type RecordDamage = 'swap-records' | 'double-record' | 'lose-record' | 'change-record' | 'renumber-record';

const BYTE_DAMAGES: readonly ByteDamage[] = ['flip', 'flip', 'flip', 'overwrite', 'cut', 'zero-page', 'swap-pages', 'double-page', 'shift'];
const RECORD_DAMAGES: readonly RecordDamage[] = ['swap-records', 'double-record', 'lose-record', 'change-record', 'renumber-record'];

const CASES_BETWEEN_SWEEPS = 50;

/** A case writes the files of a journal, opens, repairs and verifies them: the disk decides how long that takes. */
const LONGEST_MS = 2_000;

/** How often each verdict was reached, told when the target ends. */
type Counts = Record<DamageVerdict, number>;

/** The session that is damaged: quotes, fills and requotes. */
function quotingSession(): ReturnType<typeof entriesOf> {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  for (const middle of [120_010, 119_980]) {
    desk.wait(1_100);
    desk.market(middle);
    desk.cancelPending();
    desk.acceptAll();
  }
  return entriesOf(desk);
}

function makeDamage(chance: SeededRandom, judge: DamageJudge): Damage {
  const sizes = [...judge.files].filter(([, bytes]) => bytes.length > 0);
  // By size, so that every byte is as likely; the mark and snapshots get their turn as well.
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  let place = chance.index(total);
  const [file, bytes] = sizes.find(([, { length }]) => (place -= length) < 0) ?? sizes[0] ?? ['journal.sqlite', Buffer.alloc(1)];
  const isRecord = file === 'journal.sqlite' && chance.index(5) === 0;
  const kinds = isRecord ? RECORD_DAMAGES : BYTE_DAMAGES;
  const kind = kinds[chance.index(kinds.length)] ?? 'flip';
  const span = isRecord ? 1_000 : bytes.length;
  return { file, kind, at: chance.index(span), other: chance.index(span), bits: 1 + chance.index(255) };
}

function apply(files: DamageJudge['files'], damage: Damage): Buffer {
  const bytes = Buffer.from(files.get(damage.file) ?? Buffer.alloc(0));
  return isRecordDamage(damage.kind) ? damageRecords(bytes, damage, damage.kind) : damageBytes(bytes, damage);
}

function isRecordDamage(kind: Damage['kind']): kind is RecordDamage {
  return RECORD_DAMAGES.some((each) => each === kind);
}

function damageBytes(bytes: Buffer, { kind, at, other, bits }: Damage): Buffer {
  const page = (offset: number): number => Math.floor(offset / PAGE) * PAGE;
  switch (kind) {
    case 'overwrite':
      bytes.fill(bits, at, Math.min(bytes.length, at + (other % 64) + 1));
      return bytes;
    case 'cut':
      return bytes.subarray(0, at);
    case 'zero-page':
      return bytes.fill(0, page(at), Math.min(bytes.length, page(at) + PAGE));
    case 'swap-pages': {
      const first = Buffer.from(bytes.subarray(page(at), page(at) + PAGE));
      bytes.copy(bytes, page(at), page(other), page(other) + PAGE);
      first.copy(bytes, page(other));
      return bytes;
    }
    case 'double-page':
      bytes.copy(bytes, page(at), page(other), page(other) + PAGE);
      return bytes;
    case 'shift':
      bytes.copy(bytes, at, Math.min(bytes.length, at + 1));
      return bytes;
    default:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bits % 8));
      return bytes;
  }
}

const RECORD_STATEMENTS: Readonly<Record<RecordDamage, string>> = {
  'swap-records': `UPDATE entries SET text = (SELECT text FROM entries AS b WHERE b.sequence = CASE entries.sequence WHEN $a THEN $b ELSE $a END),
    link = (SELECT link FROM entries AS b WHERE b.sequence = CASE entries.sequence WHEN $a THEN $b ELSE $a END) WHERE sequence IN ($a, $b)`,
  'double-record': `INSERT OR REPLACE INTO entries SELECT (SELECT max(sequence) + $c FROM entries), text, link FROM entries WHERE sequence = $a`,
  'lose-record': 'DELETE FROM entries WHERE sequence = $a',
  'change-record': `UPDATE entries SET text = substr(text, 1, $c) || 'x' || substr(text, $c + 2) WHERE sequence = $a`,
  'renumber-record': 'UPDATE OR IGNORE entries SET sequence = sequence + $c WHERE sequence = $a',
};

/** Through SQLite itself, so that the file is a sound database with wrong contents. */
function damageRecords(bytes: Buffer, { at, other, bits }: Damage, kind: RecordDamage): Buffer {
  const folder = newScratchProfile();
  const path = join(folder, 'journal.sqlite');
  try {
    writeFileSync(path, bytes);
    const database = openSqlite(path);
    try {
      const rows = database.prepare('SELECT sequence FROM entries').all();
      const pick = (n: number): string => String(Reflect.get(Object(rows[n % Math.max(1, rows.length)]), 'sequence') ?? 0);
      const statement = RECORD_STATEMENTS[kind].replaceAll('$a', pick(at)).replaceAll('$b', pick(other)).replaceAll('$c', String(bits));
      database.exec(`PRAGMA journal_mode = DELETE; ${statement}; PRAGMA journal_mode = WAL;`);
    } finally {
      database.close();
    }
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function smaller(damage: Damage): readonly Damage[] {
  const { at, other, bits, kind } = damage;
  return [
    ...(kind === 'flip' || isRecordDamage(kind) ? [] : [{ ...damage, kind: 'flip' as const }]),
    ...[0, Math.floor(at / 2)].filter((less) => less < at).map((less) => ({ ...damage, at: less })),
    ...(other > 0 ? [{ ...damage, other: 0 }] : []),
    ...(bits > 1 ? [{ ...damage, bits: 1 }] : []),
  ];
}

async function damageJournals(run: FuzzRun): Promise<number> {
  const entries = quotingSession();
  // As a clean end leaves it, and as a crash does.
  const judges = [true, false].map((isFolded) => new DamageJudge(sampleProfile(entries, isFolded)));
  const counts: Counts = { detected: 0, harmless: 0 };
  let opened = 0;
  try {
    const tried = await runMachine(
      {
        sessionLength: 1,
        longestMs: LONGEST_MS,
        open: async (seed) => {
          opened += 1;
          if (opened % CASES_BETWEEN_SWEEPS === 0) await collectClosedFiles();
          return judges[seed % judges.length] ?? failAbsent();
        },
        make: makeDamage,
        feed: (judge, damage) => {
          counts[judgeQuietly(judge, damage, apply(judge.files, damage))] += 1;
        },
        smaller,
        show: (damage) => JSON.stringify(damage),
      },
      run,
    );
    run.note?.(`detected ${counts.detected}, harmless ${counts.harmless}`);
    return tried;
  } finally {
    for (const judge of judges) judge.close();
  }
}

function judgeQuietly(judge: DamageJudge, { file }: Damage, damaged: Buffer): DamageVerdict {
  try {
    return judge.judge(file, damaged);
  } catch (error) {
    throw error instanceof SilentDamage ? new PromiseBroken(error.message) : error;
  }
}

function failAbsent(): never {
  throw new Error('expected a sample journal, found none');
}

/** `harmless`: every entry, the recovered state and the end to write on from are as they were. */
export const journalFiles: FuzzTarget = { name: 'journal', fault: 45, slowness: 10, run: damageJournals };

/** Drills of a disk that refuses: full in the middle of a session, read-only from the start. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPracticeExchange } from '../../support/practice-exchange';
import { awaitFor, describeDesk } from '../desk-controls';
import { require, type DrillCase, type DrillResult } from '../drill-case';
import { endpointOf, EngineProcess } from '../engine/engine-process';
import { ExchangeTruth } from '../exchange-truth';
import { inRoom } from '../in-room';
import { JournalAudit } from '../kills/journal-audit';

/** Room for the first minute of a journal. */
const DISK = '48m';
const CHUNK = Buffer.alloc(1 << 16);

/** Runs a program where the folder `$0` was changed by a command of its own namespace; nothing outside sees it. */
function inNamespace(command: string, folder: string): readonly string[] {
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', `${command} && exec "$@"`, folder];
}

/** Why no mount can be made here; `null` if it can. */
function mountProblem(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'keel-mount-'));
  try {
    const [program = '', ...words] = inNamespace('mount -t tmpfs -o size=1m tmpfs "$0"', folder);
    const tried = spawnSync(program, [...words, 'true'], { encoding: 'utf8' });
    return tried.status === 0 ? null : `unshare and mount are refused: ${tried.error?.message ?? tried.stderr.trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes until there is no space left. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, CHUNK);
  } catch {
    // Full: what was wanted.
  } finally {
    closeSync(file);
  }
}

const fullDisk: DrillCase = {
  name: 'disk-full',
  title: 'a disk that fills in a busy session: no order leaves any more, quotes are canceled, the desk says so and its journal is whole',
  faults: [46],
  run: async (options) => {
    const problem = mountProblem();
    if (problem !== null) return { skipped: problem };
    const profile = mkdtempSync(join(tmpdir(), 'keel-disk-'));
    const wrap = inNamespace(`mount -t tmpfs -o size=${DISK} tmpfs "$0"`, profile);
    return inRoom(
      options,
      async (room) => {
        const inside = `/proc/${room.engine.pid}/root${profile}`;
        const fromMs = Date.now();
        fill(join(inside, 'filler'));
        // What the journal reserved for itself is written first.
        await awaitFor({ what: 'a halt', limitMs: 180_000, describe: () => describeDesk(room.engine) }, async () => {
          await room.trade(500);
          return (await room.engine.read('desk')).tradingState === 'halted' ? true : null;
        });
        const haltedMs = Date.now();
        await room.trade(1_000);
        await room.untilPulled({ fromMs: haltedMs, limitMs: 20_000 });
        const late = room.truth.of('order').filter(({ t }) => Number(t) > haltedMs + 100);
        require(late.length === 0, 'no order after the halt', late.length);
        await room.engine.send('kill', {});
        const { journalState } = await room.engine.read('connections');
        require(journalState !== 'whole', 'a journal that says what is wrong', journalState);
        const audit = new JournalAudit();
        audit.read(inside);
        const orphans = room.truth.of('order').filter(({ label }) => !audit.intents.has(String(label)));
        require(orphans.length === 0, 'an intent on the full disk for every order', orphans);
        return [`halted ${haltedMs - fromMs} ms after it was full`, `${audit.lastSequence} entries whole`, journalState.slice(0, 60)];
      },
      { profile, wrap },
    );
  },
};

/** Starts a desk on a profile that `mount` spoilt: it must refuse, in words that `isSaid` accepts, and send nothing. */
async function refuseStart(seed: number, mount: string, isSaid: (words: string) => boolean): Promise<DrillResult> {
  const problem = mountProblem();
  if (problem !== null) return { skipped: problem };
  const profile = mkdtempSync(join(tmpdir(), 'keel-disk-'));
  const exchange = await startPracticeExchange(['--seed', String(seed)]);
  const engine = new EngineProcess({ profile, endpoint: endpointOf(exchange.url), wrap: inNamespace(mount, profile) });
  try {
    await awaitFor({ what: 'a refusal', limitMs: 20_000 }, () => Promise.resolve(engine.fatal.length > 0 ? true : null));
    await sleep(1_000);
    const [said = ''] = engine.fatal;
    require(isSaid(said), 'words about the folder', said);
    const orders = new ExchangeTruth(exchange).of('order').length;
    require(orders === 0, 'no order without a journal', orders);
    return { figures: [said.slice(0, 90)] };
  } finally {
    await engine.end();
    await exchange.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

const readOnlyDisk: DrillCase = {
  name: 'disk-read-only',
  title: 'a profile that cannot be written: the desk refuses to start its engine and sends nothing',
  faults: [46],
  run: ({ seed }) =>
    refuseStart(seed, 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"', (said) => /read-?only|EROFS|rights/i.test(said)),
};

const roomlessDisk: DrillCase = {
  name: 'disk-without-room',
  title: 'a journal whose every write fails with no space: refused at the start, nothing is sent',
  faults: [46],
  // The smallest file system there is holds its root folder and nothing else.
  run: ({ seed }) => refuseStart(seed, 'mount -t tmpfs -o size=4k,nr_inodes=16 tmpfs "$0"', (said) => said !== ''),
};

export const diskDrills: readonly DrillCase[] = [fullDisk, readOnlyDisk, roomlessDisk];

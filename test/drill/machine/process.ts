/** Drills of a process that is held or starved: stopped for a while, out of descriptors. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awaitFor, describeDesk } from '../desk-controls';
import { require, type DrillCase } from '../drill-case';
import type { DrillRoom } from '../drill-room';
import { inRoom } from '../in-room';

const leakPath = resolve('test/drill/machine/leak-descriptors.cjs');

/** Stops the engine's process for so long, then looks at what it does before a trader does anything. */
async function pause(room: DrillRoom, forMs: number): Promise<readonly string[]> {
  const fromMs = Date.now();
  room.engine.signal('SIGSTOP');
  try {
    await sleep(forMs);
  } finally {
    room.engine.signal('SIGCONT');
  }
  const wokeMs = Date.now();
  const held = room.truth
    .of('cancel')
    .filter(({ t, reason }) => Number(t) >= fromMs && Number(t) <= wokeMs && reason === 'cancel_on_disconnect');
  await awaitFor({ what: 'a desk that noticed', limitMs: 10_000, describe: () => describeDesk(room.engine) }, async () => {
    const { isArmed, tradingState } = await room.engine.read('desk');
    return !isArmed || tradingState === 'halted' ? true : null;
  });
  const words = Object.values((await room.engine.read('alerts')).rows).map(({ text }) => text);
  require(words.some((text) => /paused|stood still|slept/.test(text)), 'an alert about the pause', words);
  return [`${held.length} quotes canceled by the dead-man in ${forMs / 1000} s`, ...(await room.conclude())];
}

const stopped: DrillCase = {
  name: 'stopped-desk',
  title: 'a desk stopped for 7 s: it notices, disarms, and nothing is doubled',
  faults: [54],
  run: (options) => inRoom(options, (room) => pause(room, 7_000)),
};

const asleep: DrillCase = {
  name: 'sleeping-desk',
  title: 'a desk stopped for longer than the venue waits: its quotes die by the dead-man, it wakes and stays still until told',
  faults: [54, 33],
  run: (options) =>
    inRoom(options, async (room) => {
      const before = room.truth.of('order').length;
      const said = await pause(room, 33_000);
      require(room.truth.of('order').length > before, 'quotes again after the trader resumed', 'none');
      return said;
    }),
};

const exhausted: DrillCase = {
  name: 'descriptors',
  title: 'descriptors run out: said at 80 %, pulled before the last, and the cancel lanes still come back',
  faults: [59],
  run: async (options) => {
    if (spawnSync('prlimit', ['--version']).status !== 0) return { skipped: 'prlimit is not on this machine' };
    const folder = mkdtempSync(join(tmpdir(), 'keel-leak-'));
    const trigger = join(folder, 'leak');
    try {
      return await inRoom(
        options,
        async (room) => {
          writeFileSync(trigger, '');
          const said = async (): Promise<readonly string[]> =>
            Object.values((await room.engine.read('alerts')).rows).flatMap(({ text }) => (text.includes('descriptors') ? [text] : []));
          await awaitFor({ what: 'an alarm about descriptors', limitMs: 30_000 }, async () => ((await said()).length > 0 ? true : null));
          const [alarm = ''] = await said();
          await awaitFor({ what: 'a halt', limitMs: 30_000, describe: () => describeDesk(room.engine) }, async () =>
            (await room.engine.read('desk')).tradingState === 'halted' ? true : null,
          );
          await room.untilPulled({ fromMs: Date.now(), limitMs: 2_000 });
          // Let it take what it can get, then break every connection.
          await sleep(1_000);
          room.chaos.cut();
          await awaitFor({ what: 'a cancel lane that comes back', limitMs: 20_000, describe: () => describeDesk(room.engine) }, async () =>
            Object.values((await room.engine.read('connections')).rows).every(({ cancelLane }) => cancelLane === 'live') ? true : null,
          );
          return [alarm.slice(-70)];
        },
        { wrap: ['prlimit', '--nofile=160'], preload: leakPath, environment: { KEEL_DRILL_LEAK: trigger } },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

export const processDrills: readonly DrillCase[] = [stopped, asleep, exhausted];

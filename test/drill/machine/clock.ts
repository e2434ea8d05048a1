/** Drills of a wall clock that is wrong: set back, set forward, off from the start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPracticeExchange } from '../../support/practice-exchange';
import { awaitFor, describeDesk } from '../desk-controls';
import { require, type DrillCase, type DrillOptions, type DrillResult } from '../drill-case';
import type { DrillRoom } from '../drill-room';
import { endpointOf, EngineProcess } from '../engine/engine-process';
import { ExchangeTruth } from '../exchange-truth';
import { inRoom } from '../in-room';

const clockPath = resolve('test/drill/machine/wall-clock.cjs');
const HOUR_MS = 3_600_000;

/** A room whose engine has a wall clock that `set` moves. */
async function withClock(
  options: DrillOptions,
  act: (room: DrillRoom, set: (offsetMs: number) => void) => Promise<readonly string[]>,
): Promise<DrillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'keel-clock-'));
  const file = join(folder, 'offset');
  try {
    const environment = { KEEL_DRILL_CLOCK: file, TZ: 'Pacific/Chatham' };
    return await inRoom(options, (room) => act(room, (offsetMs) => writeFileSync(file, String(offsetMs))), {
      preload: clockPath,
      environment,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const setBack: DrillCase = {
  name: 'clock-back',
  title: 'a wall clock set back by an hour, in an odd time zone: timers run on, quoting goes on, the books are equal',
  faults: [55],
  run: (options) =>
    withClock(options, async (room, set) => {
      set(-HOUR_MS);
      const before = room.truth.of('order').length;
      await room.trade(5_000);
      require(room.truth.of('order').length > before, 'requotes after the jump', 'none');
      await room.untilQuoting();
      return room.compareBooks();
    }),
};

const setForward: DrillCase = {
  name: 'clock-forward',
  title: 'a wall clock set forward by an hour and back: timers run on, quoting goes on, the books are equal',
  faults: [55],
  run: (options) =>
    withClock(options, async (room, set) => {
      for (const offsetMs of [HOUR_MS, 0]) {
        set(offsetMs);
        const before = room.truth.of('order').length;
        await room.trade(5_000);
        require(room.truth.of('order').length > before, 'requotes after the jump', 'none');
      }
      await room.untilQuoting();
      return room.compareBooks();
    }),
};

const skewed: DrillCase = {
  name: 'clock-skew',
  title: 'a wall clock 2 s ahead from the start: the offset is measured and nothing is quoted',
  faults: [18],
  run: async ({ seed }) => {
    const folder = mkdtempSync(join(tmpdir(), 'keel-clock-'));
    writeFileSync(join(folder, 'offset'), '2000');
    const exchange = await startPracticeExchange(['--seed', String(seed)]);
    const environment = { KEEL_DRILL_CLOCK: join(folder, 'offset') };
    const engine = new EngineProcess({
      profile: join(folder, 'profile'),
      endpoint: endpointOf(exchange.url),
      preload: clockPath,
      environment,
    });
    try {
      const offsetMs = await awaitFor({ what: 'a measured offset', describe: () => describeDesk(engine) }, async () => {
        const [row] = Object.values((await engine.read('connections')).rows);
        return row?.clockOffsetMs ?? null;
      });
      require(Math.abs(offsetMs + 2_000) < 300, 'an offset of about -2000 ms', offsetMs);
      await sleep(3_000);
      const orders = new ExchangeTruth(exchange).of('order').length;
      require(orders === 0, 'no order with a clock that is off', orders);
      return { figures: [`offset ${Math.round(offsetMs)} ms, nothing quoted`] };
    } finally {
      await engine.end();
      await exchange.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

export const clockDrills: readonly DrillCase[] = [setBack, setForward, skewed];

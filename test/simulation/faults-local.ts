/** Faults of this machine: its processes, its disk, its clocks. */
import { CRASH_POINTS, crashName, FATES } from './crash-point';
import type { Fault } from './fault';
import type { DiskMood } from './simulated-disk';
import type { World } from './world';

/** The disk is as the mood says until it is well again. */
function disturb(world: World, mood: DiskMood, forMs: number): void {
  world.disk.mood = mood;
  world.after(forMs, () => {
    if (world.disk.mood === mood) world.disk.mood = 'well';
  });
}

const processFaults = {
  'process killed': { number: 43, act: (world, chance) => world.desk.kill(chance.next() < 0.5 ? 'synced' : 'lost', false) },
  'process killed on the way of an order': {
    number: 43,
    act: (world, chance) => {
      const point = CRASH_POINTS[chance.index(CRASH_POINTS.length)] ?? 'before-commit';
      world.crashAt({ point, fate: FATES[chance.index(FATES.length)] ?? 'synced' });
    },
  },
  'power lost': { number: 44, act: (world, chance) => world.desk.kill(FATES[chance.index(FATES.length)] ?? 'lost', true) },
  'process hangs': { number: 54, act: (world, _chance, forMs) => (world.network.deskFrozenUntilMs = world.clock.nowMs + forMs * 2) },
  'machine sleeps for hours': {
    number: 54,
    act: (world, chance) => {
      world.clock.skip(Math.round(chance.between(0.2, 5) * 3_600_000));
      world.network.deskFrozenUntilMs = world.clock.nowMs + 200;
    },
  },
} satisfies Record<string, Fault>;

const diskFaults = {
  'a byte of the journal flips': {
    number: 45,
    act: (world) => {
      world.disk.flip();
      world.desk.kill('synced');
    },
  },
  'disk full': { number: 46, act: (world, _chance, forMs) => disturb(world, 'full', forMs) },
  'disk gives errors': { number: 46, act: (world, _chance, forMs) => disturb(world, 'broken', forMs) },
  'sync fails': { number: 47, act: (world, _chance, forMs) => disturb(world, 'sync-fails', forMs) },
  'disk stalls': { number: 48, act: (world, _chance, forMs) => disturb(world, 'slow', forMs) },
} satisfies Record<string, Fault>;

const clockFaults = {
  'wall clock jumps': {
    number: 55,
    act: (world, chance, forMs) => {
      const sizes = [300, 1_500, 20_000, 3_600_000];
      world.wallOffsetMs = (sizes[chance.index(sizes.length)] ?? 0) * (chance.next() < 0.5 ? 1 : -1);
      world.after(forMs, () => (world.wallOffsetMs = 0));
    },
  },
  'started with a wrong clock': {
    number: 18,
    act: (world, chance) => {
      world.wallOffsetMs = chance.between(600, 4_000) * (chance.next() < 0.5 ? 1 : -1);
      world.desk.kill('synced');
    },
  },
} satisfies Record<string, Fault>;

const ofThisMachine = (each: Readonly<Record<string, Fault>>): Readonly<Record<string, Fault>> =>
  Object.fromEntries(Object.entries(each).map(([name, fault]) => [name, { ...fault, isLocal: true }]));

/** Faults of this machine. */
export const localFaults = ofThisMachine({ ...processFaults, ...diskFaults, ...clockFaults });

/** One for each step on the way of an order and each outcome of the disk; for the sweep over all of them. */
export const crashFaults = ofThisMachine(
  Object.fromEntries(
    CRASH_POINTS.flatMap((point) =>
      FATES.map((fate) => [crashName({ point, fate }), { number: 43, act: (world: World) => world.crashAt({ point, fate }) }]),
    ),
  ),
);

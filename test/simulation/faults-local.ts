/** Faults of this machine and of the people at it; where a process can be made to die, one by one. */
import type { Fault } from './fault';
import { QUOTED } from './simulation-settings';
import type { CrashPoint } from './simulated-desk';
import type { World } from './world';

/** Every step of intent → journal → send → answer, and the cancel. */
const CRASH_POINTS: readonly CrashPoint[] = [
  'before-commit',
  'while-committing',
  'after-commit',
  'after-first-send',
  'after-send',
  'at-answer',
  'at-cancel',
];

/** Lets the present life end the next time it gets there. */
function crashSoon(world: World, point: CrashPoint): void {
  const { desk } = world;
  desk.crashAt = point;
  if (point !== 'at-answer') return;
  const matches = (message: Readonly<Record<string, unknown>>): boolean => {
    const isAnswer =
      Reflect.has(Object(Reflect.get(message, 'result')), 'trades') && Reflect.has(Object(Reflect.get(message, 'result')), 'order');
    // Dying in the tick in which the answer leaves the exchange is the same to both sides as dying when it arrives.
    if (isAnswer && desk.isAlive) world.clock.schedule(0, () => desk.reach('at-answer'), { isAsync: false });
    return isAnswer;
  };
  world.network.state.frameRules.push({ matches, action: { kind: 'drop' }, remaining: 1 });
}

/** Faults of this machine and of the people at it. */
export const localFaults = {
  'process killed': { number: 43, act: (world) => world.desk.kill() },
  'process killed on the way of an order': {
    number: 43,
    act: (world, chance) => crashSoon(world, CRASH_POINTS[chance.index(CRASH_POINTS.length)] ?? 'before-commit'),
  },
  'power lost': { number: 44, act: (world) => world.desk.kill(true) },
  'disk full': { number: 46, act: (world) => (world.disk.mood = 'full') },
  'disk broken': { number: 47, act: (world) => (world.disk.mood = 'broken') },
  'process hangs': { number: 54, act: (world, _chance, forMs) => (world.network.deskFrozenUntilMs = world.clock.nowMs + forMs * 2) },
  'machine sleeps for hours': {
    number: 54,
    act: (world, chance) => {
      world.clock.skip(Math.round(chance.between(0.2, 5) * 3_600_000));
      world.network.deskFrozenUntilMs = world.clock.nowMs + 200;
    },
  },
  'wall clock jumps': {
    number: 55,
    act: (world, chance, forMs) => {
      const sizes = [300, 1_500, 20_000, 3_600_000];
      world.wallOffsetMs = (sizes[chance.index(sizes.length)] ?? 0) * (chance.next() < 0.5 ? 1 : -1);
      world.after(forMs, () => (world.wallOffsetMs = 0));
    },
  },
  'trader pulls': { number: 68, act: (world) => world.command({ name: 'pull-quotes', args: { instrumentId: null } }) },
  'trader kills': { number: 68, act: (world) => world.command({ name: 'kill', args: {} }) },
  'trader reconnects': { number: 21, act: (world) => world.command({ name: 'reconnect', args: { venue: 'deribit' } }) },
  'trader turns trading on and off': {
    number: 70,
    act: (world, chance) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const args = { instrumentId: QUOTED, isOn: turn % 2 === 1 };
        world.after(chance.between(0, 2_000), () => world.command({ name: 'set-trading', args }));
      }
    },
  },
} satisfies Record<string, Fault>;

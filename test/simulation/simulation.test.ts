/** The short form of `npm run simulate`: schedules of faults without a violation, repeatable to the bit, and known bugs that are found. */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../shared/domain/random';
import { catalogue } from '../faults/catalogue';
import { propertyRuns } from '../support/property-runs';
import { allCrashes, runCrash } from './crash-sweep';
import { faults } from './faults';
import { rareFaults, rareNames } from './faults-rare';
import { knownBugs } from './known-bugs';
import { profitRegressions } from './profit-regressions';
import { regressions } from './regressions';
import { expiryDay, optionDay, ordinaryDay, planDay } from './market-day';
import { SECOND_NAMES } from './second-instrument';
import { planSchedule, runSchedule, type PlannedFault } from './run-schedule';
import { readArguments } from './simulate-arguments';

/** Schedules that a known bug may survive here; `npm run simulate -- --bugs` says how many each one really does. */
const FOUND_WITHIN = 100;

describe('simulation', () => {
  it(
    'breaks no promise under random schedules of faults and quotes again with equal books',
    async () => {
      for (let seed = 1; seed <= propertyRuns(10); seed += 1) {
        const { violation } = await runSchedule(seed);
        expect(violation, `seed ${seed}: npm run simulate -- --seeds ${seed}`).toBeNull();
      }
    },
    propertyRuns(60_000),
  );

  it('is equal for equal seeds and different for others', async () => {
    const first = await runSchedule(3);
    expect((await runSchedule(3)).hash).toBe(first.hash);
    expect((await runSchedule(4)).hash).not.toBe(first.hash);
  });

  it('takes any seed that a number can hold, and no range that is empty: it would find nothing wrong', () => {
    const first = (seed: number): number => new SeededRandom(seed).next();
    expect(new Set([4, 2 ** 32 + 4, 2 ** 33 + 4, Number.MAX_SAFE_INTEGER].map(first)).size).toBe(4);
    expect(readArguments(['--seeds', '7..9007199254740991'])).toMatchObject({ first: 7, last: Number.MAX_SAFE_INTEGER });
    for (const seeds of ['5..2', '-5..3', '1..9007199254740992', 'a..b', ''])
      expect(readArguments(['--seeds', seeds]), seeds).toMatch(/^Expected --seeds A\.\.B with whole numbers/);
  });

  it('trades: a run without faults has fills to compare', async () => {
    expect((await runSchedule(1, { schedule: [] })).fillCount).toBeGreaterThan(5);
  });

  it('holds a future that expires on some days, and its books are equal afterwards (fault 34)', async () => {
    const day = expiryDay(new SeededRandom(5));
    const { violation, deliveryCount } = await runSchedule(5, { schedule: [], day });
    expect(violation).toBeNull();
    expect(deliveryCount).toBe(1);
    const days = Array.from({ length: 400 }, (_, seed) => planDay(seed).name);
    expect(days.filter((name) => name === 'expiry').length).toBeGreaterThan(20);
  });

  it.each([1, 3])(
    'quotes and holds an option, its books are equal, and what expires of it is paid out (fault 34): day %i',
    async (seed) => {
      const day = optionDay(new SeededRandom(seed));
      const { violation, counts } = await runSchedule(seed, { schedule: [], day });
      expect(violation).toBeNull();
      // The first trade is what is held from the start.
      expect(counts.get('option traded')).toBeGreaterThan(3);
      expect(counts.get('option delivered') ?? 0).toBe(day.name === 'expiry' ? 1 : 0);
      const names = Array.from({ length: 400 }, (_, each) => planDay(each)).filter(({ options }) => options !== null);
      expect(names.filter(({ name }) => name === 'expiry').length).toBeGreaterThan(10);
      expect(names.filter(({ name }) => name === 'ordinary').length).toBeGreaterThan(10);
    },
  );

  it('plans every fault there is', () => {
    const planned = new Set(Array.from({ length: 600 }, (_, seed) => planSchedule(seed)).flatMap((plan) => plan.map(({ name }) => name)));
    expect([...planned].sort()).toEqual(Object.keys({ ...faults, ...rareFaults }).sort());
  });
});

/** The part of the catalogue that a simulation can bring about. */
const injected = catalogue.filter(({ number }) => Object.values(faults).some((fault) => fault.number === number));

/** Every kind of a catalogue number, struck twice in a run of its own. */
async function strikeAll(number: number): Promise<void> {
  const names = Object.keys(faults).filter((name) => faults[name]?.number === number);
  for (const name of names) {
    const at = (atMs: number): PlannedFault => ({ name, atMs, forMs: 2_000, seed: number * 1_000 + atMs });
    const { violation, counts } = await runSchedule(number, { schedule: [at(7_000), at(17_000)] });
    expect(violation, name).toBeNull();
    expect(counts.get(name), name).toBeGreaterThanOrEqual(1);
  }
}

describe('breaks no promise, and quotes again with books equal to those of the exchange', () => {
  it.each(injected)('when $name (fault $number)', ({ number }) => strikeAll(number), 60_000);
});

describe('breaks no promise on a day with options and changing ticks', () => {
  it.each([...rareNames.ticks, ...rareNames.options])('when %s', async (name) => {
    const number = rareFaults[name]?.number;
    const day = { ...optionDay(new SeededRandom(3)), hasFineUnit: true };
    const at = (atMs: number): PlannedFault => ({ name, atMs, forMs: 2_000, seed: (number ?? 0) * 1_000 + atMs });
    const { violation, counts } = await runSchedule(7, { schedule: [at(7_000), at(12_000), at(17_000)], day });
    expect(violation).toBeNull();
    expect(counts.get(name)).toBe(3);
  });
});

describe('breaks no promise on a day with a second quoted contract', () => {
  const names = SECOND_NAMES.flatMap((second) => rareNames.second.map((name) => ({ second, name })));
  it.each(names)('$second: when $name', async ({ second, name }) => {
    const at = (atMs: number): PlannedFault => ({ name, atMs, forMs: 2_000, seed: atMs });
    const { violation, counts } = await runSchedule(7, {
      schedule: [at(7_000), at(12_000), at(17_000)],
      day: { ...ordinaryDay, second },
    });
    expect(violation).toBeNull();
    expect(counts.get(name)).toBe(3);
    expect(counts.get('second contract traded')).toBeGreaterThan(1);
  });
});

describe('a process that dies on the way of an order', () => {
  it.each(allCrashes)('loses nothing, doubles nothing and starts halted: %s (fault 43)', async (name) => {
    const { violation, counts } = await runCrash(name, 5);
    expect(violation).toBeNull();
    expect(counts.get(`reached ${name}`)).toBe(1);
  });
});

describe('what once went wrong does not again', () => {
  it.each([...regressions, ...profitRegressions])('$title', async ({ seed, schedule, day = ordinaryDay }) => {
    expect((await runSchedule(seed, { schedule, day })).violation).toBeNull();
  });
});

describe('a known bug is found', () => {
  it.each(knownBugs)(
    '$name',
    async ({ seed: first, seam }) => {
      let isFound = false;
      for (let seed = first; seed < first + FOUND_WITHIN && !isFound; seed += 1) {
        isFound = (await runSchedule(seed, { seam: seam() })).violation !== null;
      }
      expect(isFound).toBe(true);
    },
    300_000,
  );
});

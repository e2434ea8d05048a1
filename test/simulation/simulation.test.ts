/** The short form of `npm run simulate`: schedules of faults without a violation, repeatable to the bit, and known bugs that are found. */
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../support/property-runs';
import { faults } from './faults';
import { knownBugs } from './known-bugs';
import { planSchedule, runSchedule } from './run-schedule';

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

  it('trades: a run without faults has fills to compare', async () => {
    expect((await runSchedule(1, { schedule: [] })).fillCount).toBeGreaterThan(5);
  });

  it('plans every fault there is', () => {
    const planned = new Set(Array.from({ length: 300 }, (_, seed) => planSchedule(seed)).flatMap((plan) => plan.map(({ name }) => name)));
    expect([...planned].sort()).toEqual(Object.keys(faults).sort());
  });
});

describe('a known bug is found', () => {
  it.each(knownBugs)('$name', async ({ seed, seam }) => {
    expect((await runSchedule(seed, { seam: seam() })).violation).not.toBeNull();
  });
});

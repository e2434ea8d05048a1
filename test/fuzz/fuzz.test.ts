/** The short form of `npm run fuzz`, and proof that the loop finds what it looks for. */
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../support/property-runs';
import { decodeArguments } from './decode-arguments';
import type { FuzzFinding } from './fuzz-target';
import { PromiseBroken } from './fuzz-target';
import { runMachine } from './fuzz-machine';
import { fuzzTargets } from './registry';
import { findUnfinite } from './unfinite';

describe('fuzz', () => {
  it.each(fuzzTargets.map((target) => [target.name, target.fault, target.run, target.slowness ?? 1] as const))(
    '%s takes every input without a crash, a hang or a number that is none (fault %i)',
    async (_name, _fault, run, slowness) => {
      const findings: FuzzFinding[] = [];
      const cases = Math.ceil(propertyRuns(1_000) / slowness);
      expect(await run({ cases, seed: 1, report: (finding) => findings.push(finding) })).toBe(cases);
      expect(findings).toEqual([]);
    },
    propertyRuns(60_000),
  );
});

describe('the loop', () => {
  /** Adds numbers; breaks as the test says when it meets 13 after a 7. */
  async function findingsOf(act: () => unknown): Promise<readonly FuzzFinding[]> {
    const findings: FuzzFinding[] = [];
    const machine = {
      sessionLength: 200,
      open: () => ({ hasSeven: false }),
      make: (chance: { index(count: number): number }) => chance.index(20),
      feed: (subject: { hasSeven: boolean }, input: number) => {
        if (input === 7) subject.hasSeven = true;
        return input === 13 && subject.hasSeven ? act() : input;
      },
      show: String,
    };
    await runMachine(machine, { cases: 110, seed: 5, report: (finding) => findings.push(finding) });
    return findings;
  }

  it.each([
    ['crash', () => void Reflect.get(Object(null), 'a').b],
    ['not finite', () => ({ a: new Map([['b', [Number.NaN]]]) })],
    [
      'wrong',
      () => {
        throw new PromiseBroken('broken');
      },
    ],
    [
      'hang',
      () => {
        const [startedAt, startedAtMs] = [process.cpuUsage(), performance.now()];
        while (process.cpuUsage(startedAt).user < 60_000 || performance.now() - startedAtMs < 60);
      },
    ],
  ])(
    'finds a %s and shrinks it to the two inputs that matter',
    async (kind, act) => {
      const [first] = await findingsOf(act);
      expect(first).toMatchObject({ kind, smallestCase: '7\n13' });
    },
    120_000,
  );

  it('finds nothing in a machine that holds', async () => {
    expect(await findingsOf(() => 1)).toEqual([]);
  });

  it('looks into lists, maps, sets and cycles for numbers that are none', () => {
    const cycle: Record<string, unknown> = { a: 1 };
    cycle['self'] = cycle;
    expect(findUnfinite(cycle)).toBeNull();
    expect(findUnfinite({ ...cycle, b: new Set([[Number.POSITIVE_INFINITY]]) })).toContain('Infinity');
    expect(findUnfinite(new Map([['x', { y: Number.NaN }]]))).toBe('.x.y is NaN');
  });
});

describe('arguments', () => {
  it('are read, and refused in words', () => {
    expect(decodeArguments(['--full', '--seed', '3', '--only', 'a'], ['a'])).toEqual({ cases: 1_000_000, seed: 3, only: 'a' });
    expect(decodeArguments(['--cases', 'many'], [])).toBe('Expected --cases with a whole number, found many.');
    expect(decodeArguments(['--only', 'b'], ['a'])).toBe('Expected --only with one of a, found b.');
    expect(decodeArguments(['--often'], [])).toContain('found --often');
  });
});

/** The desk's own days judged: only whole ones, gaps are no transitions, and too few say so. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownBacktests, ownBasis } from '../../../../electron/risk/own-backtest';
import { DAY_MS } from '../../../../shared/engine/day-profit';
import type { DeskDay } from '../../../../shared/engine/desk-days';
import { timestampMs } from '../../../../shared/domain/time';
import { independenceTest, kupiecTest } from '../../../../shared/risk/coverage';
import { forecastOf } from '../../../support/day-desk';
import { sharedFile } from '../../../support/shared-data';

const FIRST_MS = Date.parse('2026-03-01T00:00:00Z');

function dayOf(index: number, actualUsd: number | null, change: Partial<DeskDay> = {}): DeskDay {
  const startsAtMs = timestampMs(FIRST_MS + index * DAY_MS);
  return {
    ...{ startsAtMs, forecast: forecastOf(startsAtMs - 60_000, 1_000), forecastReason: '', openedAtMs: startsAtMs, closedAtMs: startsAtMs },
    ...{ openingRevision: 1, actualUsd, actualReason: actualUsd === null ? 'the desk was off' : '' },
    ...{ hypotheticalUsd: actualUsd, hypotheticalReason: '' },
    ...change,
  };
}

/** So many calm days, with losses beyond the forecast on those named. */
function daysWith(count: number, breaches: readonly number[]): readonly DeskDay[] {
  return Array.from({ length: count }, (_each, index) => dayOf(index, breaches.includes(index) ? -1_500 : 200));
}

const of = (days: readonly DeskDay[], tail: number, method = 'historical') => ownBacktests(days, tail).find((row) => row.method === method);

describe('the own history', () => {
  it.each([
    [0.05, 19, 20],
    [0.025, 39, 40],
    [0.01, 99, 100],
  ])('at a tail of %s needs as many days as bring one exception: %s are too few', (tail, found, least) => {
    expect(of(daysWith(found, []), tail)?.reason).toBe(`unpriced, because expected at least ${least} own days, found ${found}`);
    expect(of(daysWith(least, []), tail)).toMatchObject({ observations: least, reason: '', basis: 'own-history' });
  });

  it('is tested as any other: coverage, light, shortfall', () => {
    const row = of(daysWith(250, [3, 50, 51, 120, 200, 240]), 0.01);
    expect(row).toMatchObject({ observations: 250, exceptions: 6, expectedExceptions: 2.5, baselLight: 'yellow' });
    expect(row?.kupiecPValue).toBeCloseTo(kupiecTest(250, 6, 0.01)?.pValue ?? Number.NaN, 12);
    // Each exception lost 1,500 where 1,200 were forecast as its mean.
    expect(row?.acerbiSzekelyZ).toBeCloseTo(1 - (6 * 1.25) / 2.5, 9);
    expect(row?.verdict).toContain('6 of 250 with the book that each day began with');
  });

  it('gives the published figures for the published counts', (ctx) => {
    const path = sharedFile('reference/var_backtests.csv');
    if (path === null) return ctx.skip('absent: reference/var_backtests.csv');
    const rows = readFileSync(path, 'utf8').split('\n');
    const kupiec = rows.flatMap((line) => {
      const [, days, exceptions, tail, pValue] = /^kupiec_pof,N=(\d+);x=(\d+);p=([\d.]+),[^,]+,([\d.]+)/.exec(line) ?? [];
      return ['0.05', '0.025', '0.01'].includes(tail ?? '') ? [[days, exceptions, tail, pValue].map(Number)] : [];
    });
    expect(kupiec.length).toBeGreaterThan(20);
    for (const [days = 0, exceptions = 0, tail = 0, pValue = 0] of kupiec) {
      const breaches = Array.from({ length: exceptions }, (_each, index) => index);
      expect(of(daysWith(days, breaches), tail)?.kupiecPValue, `${exceptions} of ${days} at ${tail}`).toBeCloseTo(pValue, 9);
    }
    const conditional = Number(
      rows
        .find((line) => line.startsWith('christoffersen_cc,'))
        ?.split('"')[2]
        ?.split(',')[2],
    );
    // Of 1,043 days 57 in 53 groups, four of them of two days: 932 calm after calm, 53 each way, 4 breaches after a breach.
    const groups = Array.from({ length: 53 }, (_each, group) => (group < 4 ? [10 + 15 * group, 11 + 15 * group] : [10 + 15 * group]));
    expect(of(daysWith(1_043, groups.flat()), 0.05)?.christoffersenPValue).toBeCloseTo(conditional, 9);
  });

  it('takes no day without a forecast or a profit, and none around it for neighbours', () => {
    const days = daysWith(60, [10, 12, 40]).map((day, index) =>
      index === 11 ? dayOf(11, null) : index === 41 ? dayOf(41, -1_500, { forecast: null, forecastReason: 'none' }) : day,
    );
    const row = of(days, 0.05);
    expect(row).toMatchObject({ observations: 58, exceptions: 3 });
    // Two gaps: three runs of days, with 55 transitions; day 12 follows no day.
    const transitions = { calmToCalm: 52, breachToCalm: 1, calmToBreach: 2, breachToBreach: 0 };
    const [coverage, independence] = [kupiecTest(58, 3, 0.05), independenceTest(transitions)];
    const expected = Math.exp(-((coverage?.statistic ?? Number.NaN) + (independence?.statistic ?? Number.NaN)) / 2);
    expect(row?.christoffersenPValue).toBeCloseTo(expected, 12);
  });

  it('knows a method only from the days on which it had a figure', () => {
    const days = daysWith(120, []);
    expect(of(days, 0.01, 'delta-gamma')?.reason).toBe('unpriced, because expected at least 100 own days, found 0');
    expect(of(days, 0.1)?.reason).toBe('unpriced, because expected at least 20 own days, found 0');
  });

  it('says how many days it has and why the last of them has no figure', () => {
    expect(ownBasis([...daysWith(5, []), dayOf(5, null)])).toEqual({
      basis: 'own-history',
      label: 'own history, 5 days',
      words: expect.stringMatching(
        /^one day from 00:00 UTC; 6 days on record, 1 of them without .*; last without: 2026-03-06, the desk was off$/,
      ),
    });
  });
});

/** Tests of forecasts: right where the forecast is right, and silent where there is nothing to test. */
import { describe, expect, it } from 'vitest';
import { shortfallTests } from '../../../../shared/risk/acerbi-szekely';
import { countExceptions, walkEwma } from '../../../../shared/risk/backtest';
import { conditionalCoverageTest, firstFailureTest, independenceTest, kupiecRegion, kupiecTest } from '../../../../shared/risk/coverage';
import { readTrafficLight } from '../../../../shared/risk/traffic-light';

describe('coverage', () => {
  it('is perfect where the share is met, and falls away on both sides', () => {
    expect(kupiecTest(500, 25, 0.05)?.statistic).toBeCloseTo(0, 12);
    expect(kupiecTest(500, 25, 0.05)?.pValue).toBeCloseTo(1, 6);
    for (let exceptions = 26; exceptions < 60; exceptions++)
      expect(kupiecTest(500, exceptions, 0.05)?.statistic).toBeGreaterThan(kupiecTest(500, exceptions - 1, 0.05)?.statistic ?? NaN);
    expect(firstFailureTest(20, 0.05)?.statistic).toBeCloseTo(0, 12);
    // A p-value goes like the root of its statistic: where the share is met it is 1 to the last digit.
    for (const days of [10, 100, 250, 510, 1_000]) expect(kupiecTest(days, 0.9 * days, 0.9)?.pValue).toBe(1);
  });

  it('accepts exactly the counts of its region, and rejects none in 255 days at 1 %', () => {
    const [first, last] = kupiecRegion(255, 0.01) ?? [NaN, NaN];
    expect([first, last]).toEqual([1, 6]);
    expect(kupiecTest(255, 0, 0.01)?.statistic).toBeGreaterThan(3.8414588);
  });

  it('finds clusters, adds up, and says when there is nothing to test', () => {
    const clustered = independenceTest({ calmToCalm: 200, breachToCalm: 10, calmToBreach: 10, breachToBreach: 30 });
    const even = independenceTest({ calmToCalm: 81, breachToCalm: 9, calmToBreach: 9, breachToBreach: 1 });
    if (clustered === null || even === null) throw new Error('expected both tests');
    expect(clustered.pValue).toBeLessThan(1e-10);
    expect(even.statistic).toBe(0);
    expect(even.pValue).toBe(1);
    expect(conditionalCoverageTest(clustered, even).statistic).toBeCloseTo(clustered.statistic, 12);
    expect(independenceTest({ calmToCalm: 0, breachToCalm: 0, calmToBreach: 0, breachToBreach: 0 })).toBeNull();
    expect([kupiecTest(0, 0, 0.05), kupiecTest(10, 11, 0.05), kupiecTest(10, 1, 0)]).toEqual([null, null, null]);
  });
});

describe('readTrafficLight', () => {
  it('turns yellow at five and red at ten exceptions of 250 days at 1 %', () => {
    const zones = Array.from({ length: 12 }, (_, exceptions) => readTrafficLight(exceptions, 250, 0.01)?.zone);
    expect(zones.indexOf('yellow')).toBe(5);
    expect(zones.indexOf('red')).toBe(10);
    expect(readTrafficLight(-1, 250, 0.01)).toBeNull();
  });
});

describe('backtest', () => {
  it('counts exceptions and transitions of its own forecasts', () => {
    const returns = [...Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 1 : -1)), -5, -9, 1, 1];
    const days = walkEwma(returns, { decay: 0.94, warmUp: 50, tail: 0.05 });
    const { exceptions, transitions } = countExceptions(days);
    expect(days.map((day) => day.outcome)).toEqual([-5, -9, 1, 1]);
    expect(exceptions).toBe(2);
    expect(transitions).toEqual({ calmToCalm: 1, breachToCalm: 1, calmToBreach: 0, breachToBreach: 1 });
    expect(shortfallTests(days, 0.05)?.first).toBeLessThan(0);
    expect(walkEwma(returns, { decay: 0.94, warmUp: 100, tail: 0.05 })).toEqual([]);
    expect(shortfallTests([], 0.05)).toBeNull();
  });
});

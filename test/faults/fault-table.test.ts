/** The table of faults is red where it must be: no test, a failing test, a broken tag. */
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import { decodeTally } from './decode-tally';
import { pageOf, problemsOf, tableOf, type TestResult } from './fault-table';
import { readTags } from './fault-tags';

const two = catalogue.slice(0, 2);
const passed = (title: string): TestResult => ({ file: 'test/unit/a.test.ts', title, state: 'passed' });
const problems = (...results: readonly TestResult[]): readonly string[] => problemsOf(tableOf(two, results), results);

describe('catalogue of faults', () => {
  it('numbers 75 faults, each with a name and what the desk must do', () => {
    expect(catalogue.map(({ number }) => number)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1));
    expect(catalogue.filter(({ name, required }) => name.trim() === '' || required.trim() === '')).toEqual([]);
  });
});

describe('tags of tests', () => {
  it('are read wherever the title has them', () => {
    expect(readTags(`stops ${'(faults'} 2, 51) > pulls ${'(fault'} 2)`)).toEqual({ numbers: [2, 51], broken: [] });
    expect(readTags('a default (for faulty books)')).toEqual({ numbers: [], broken: [] });
  });

  it('that mean nothing are told', () => {
    expect(readTags(`pulls ${'(fault'} two)`).broken).toEqual([`${'(fault'} two)`]);
    expect(problems(passed(`a ${'(faults'} 1, 2)`), passed(`b ${'(faults'} 1-3)`)).join()).toContain('expected a tag like');
    expect(problems(passed(`a ${'(faults'} 1, 2)`), passed(`b ${'(fault'} 76)`)).join()).toContain('no fault 76');
  });
});

describe('table of faults', () => {
  it('is clean when each fault has a passing test', () => {
    expect(problems(passed(`a ${'(fault'} 1)`), passed(`b ${'(fault'} 2)`))).toEqual([]);
  });

  it('is red for a fault without a test', () => {
    expect(problems(passed(`a ${'(fault'} 1)`))).toEqual([expect.stringMatching(/^fault 2 .*no test/)]);
    expect(pageOf(tableOf(two, [passed(`a ${'(fault'} 1)`)]))).toContain('| NO TEST | — |');
  });

  it('is red for a failing test beside a passing one, and for nothing but skipped ones', () => {
    const failing: TestResult = { ...passed(`c ${'(fault'} 2)`), state: 'failed' };
    const skipped: TestResult = { ...passed(`d ${'(fault'} 2)`), state: 'skipped' };
    const first = passed(`a ${'(fault'} 1)`);
    expect(problems(first, passed(`b ${'(fault'} 2)`), failing)).toEqual([expect.stringContaining('its test fails')]);
    expect(problems(first, skipped)).toEqual([expect.stringContaining('skipped')]);
  });

  it('is the same page whatever the order of the tests', () => {
    const results = [passed(`a ${'(fault'} 1)`), passed(`b | c ${'(faults'} 1, 2)`)];
    const page = pageOf(tableOf(two, results));
    expect(pageOf(tableOf(two, [...results].reverse()))).toBe(page);
    expect(page).toContain('b \\| c');
  });
});

describe('results of tests', () => {
  it('of another form are refused', () => {
    expect(decodeTally('{"tests":[{"file":"a","title":"b","state":"passed"}]}')).toHaveLength(1);
    expect(() => decodeTally('{"passed":3}')).toThrow(/list of tests/);
    expect(() => decodeTally('{"tests":[{"file":"a"}]}')).toThrow(/file, title and state/);
  });
});

/** Daily files as people have them, and the published counts of exceptions on real ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDailySeries } from '../../../../electron/tools/backtest-var/daily-returns';
import { countExceptions, walkWindow } from '../../../../shared/risk/backtest';
import { orderStatisticVar } from '../../../../shared/risk/value-at-risk';
import { tailMethods } from '../../../../shared/risk/tail-methods';
import { sharedFile } from '../../../support/shared-data';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-daily-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

describe('reading a daily file', () => {
  it('takes closing prices of one or several coins, packed or not, whichever end comes first', () => {
    const [one] = readDailySeries(file('one.csv', 'Date,Open,Close\n2024-01-01,1,100\n2024-01-02,1,110\n2024-01-03,1,99\n'));
    expect(one?.returns.map((value) => value.toFixed(12))).toEqual(['0.100000000000', '-0.100000000000']);
    expect([one?.firstDay, one?.lastDay]).toEqual(['2024-01-01', '2024-01-03']);
    const [newestFirst] = readDailySeries(file('late.csv', 'a comment\ndate,close\n2024-01-02,110\n2024-01-01,100\n'));
    expect(newestFirst?.returns[0]).toBeCloseTo(0.1, 12);
    const both = readDailySeries(file('both.csv.gz', ',BTC:close,ETH:close\n2024-01-01,100,\n2024-01-02,90,10\n2024-01-03,90,11\n'));
    expect(both.map(({ name, returns }) => [name, returns.length])).toEqual([
      ['BTC', 2],
      ['ETH', 1],
    ]);
  });

  it('takes returns as they are', () => {
    expect(readDailySeries(file('returns.csv', 'ret_pct\n0.5\n-0.25\n'))[0]?.returns).toEqual([0.5, -0.25]);
  });

  it.each([
    ['no such column', 'a,b\n1,2\n', /expected a column named close/],
    ['a hole', 'date,close\n2024-01-01,1\n2024-01-02,\n2024-01-03,2\n', /expected a number in row 2/],
    ['a price below zero', 'date,close\n2024-01-01,1\n2024-01-02,-4\n', /found "-4"/],
    ['a line that was cut', 'date,close,volume\n2024-01-01,1,5\n2024-01-02,1\n', /expected 3 cells in row 2 below the heading, found 2/],
    ['one day', 'date,close\n2024-01-01,1\n', /expected at least two days, found 1/],
    ['days out of order', 'date,close\n2024-01-01,1\n2024-01-03,2\n2024-01-02,3\n2024-01-04,3\n', /found 2024-01-02 next to 2024-01-03/],
    ['two rows of one day', 'date,close\n2024-01-01 01,1\n2024-01-01 02,2\n', /expected one row per day, found 2024-01-01 twice/],
  ])('says what is wrong with %s', (name, text, sentence) => {
    expect(() => readDailySeries(file(`${name}.csv`, text))).toThrow(sentence);
  });
});

describe('a file that cannot be read', () => {
  it('is said to be absent, a folder, or damaged', () => {
    writeFileSync(join(folder, 'damaged.csv.gz'), 'no gzip');
    expect(() => readDailySeries(join(folder, 'damaged.csv.gz'))).toThrow(
      /expected a whole gzip file .* found one that is cut or damaged/i,
    );
    expect(() => readDailySeries(folder)).toThrow(/found a folder/);
    expect(() => readDailySeries(join(folder, 'absent.csv'))).toThrow(/found none: check the name/);
  });

  it('may have its cells in quotes', () => {
    expect(readDailySeries(file('quoted.csv', '"date","close"\r\n"2024-01-01","100"\r\n"2024-01-02","90"\r\n'))[0]?.returns).toHaveLength(
      1,
    );
  });
});

describe('methods on real returns', () => {
  it.for([
    ['yahoo_BTC-USD_1d.csv', 37, 3484, [0.066284, 0.0735]],
    ['yahoo_ETH-USD_1d.csv', 30, 2335, [0.074736, 0.087041]],
  ] as const)('counts the published exceptions and losses of %s', ([name, exceptions, days, [fifthWorst, meanOfFive]], ctx) => {
    const path = sharedFile(`data/history/${name}`);
    if (path === null) return ctx.skip(`absent: data/history/${name}`);
    const returns = readDailySeries(path)[0]?.returns ?? [];
    const method = tailMethods.find((one) => one.name === 'order statistic');
    if (method === undefined) throw new Error('expected the order statistic among the methods');
    const walked = [...walkWindow({ method, returns, windowDays: 250, tail: 0.01 })];
    expect([countExceptions(walked).exceptions, walked.length]).toEqual([exceptions, days]);
    const last = returns.slice(-500);
    expect(orderStatisticVar(last, 0.01)).toBeCloseTo(fifthWorst, 6);
    const worst = [...last].sort((first, second) => first - second).slice(0, 5);
    expect(-worst.reduce((sum, value) => sum + value, 0) / 5).toBeCloseTo(meanOfFive, 6);
  });

  it('forecasts with every method where there is a history, and with none where there is not', () => {
    const returns = Array.from({ length: 400 }, (_, day) => 0.03 * Math.sin(day * day));
    for (const method of tailMethods) {
      const days = [...walkWindow({ method, returns, windowDays: 250, tail: 0.05 })];
      expect(days, method.name).toHaveLength(150);
      for (const day of days) expect(day.expectedShortfall).toBeGreaterThan(0);
      expect([...walkWindow({ method, returns: [], windowDays: 250, tail: 0.05 })]).toEqual([]);
      expect(method.start()([NaN, 0.1], 0.05), method.name).toBeNull();
      const unknownLast = [...returns.slice(0, 251), Number.NaN];
      expect([...walkWindow({ method, returns: unknownLast, windowDays: 250, tail: 0.05 })], method.name).toHaveLength(1);
    }
  });
});

/** The reference tables through the product's own functions, and the checking of tables itself. */
import { describe, expect, it } from 'vitest';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFolder } from '../../../../electron/tools/reference/check-folder';
import { checkTable, LaterWork, type TableChecker } from '../../../../electron/tools/reference/checker';
import { absolute, exact, printed } from '../../../../electron/tools/reference/comparison';
import { checkers } from '../../../../electron/tools/reference/registry';
import { readTable, TableError } from '../../../../electron/tools/reference/table';
import { sharedFile } from '../../../support/shared-data';

const never = (): null => null;

const doubling: TableChecker = {
  file: 'doubling.csv',
  columns: ['x', 'twice'],
  open: () => (row) =>
    row.text('x') === 'later' ? new LaterWork('later') : [absolute('twice', [2 * row.number('x'), row.number('twice')], 1e-12)],
};

describe('reference tables', () => {
  it.for(checkers.map((checker) => checker.file))('%s holds in every row', (file, context) => {
    const folder = sharedFile(`reference/${file}`);
    const checker = checkers.find((candidate) => candidate.file === file);
    if (folder === null) return context.skip(`absent: reference/${file}`);
    const read = (name: string): string | null => {
      const path = sharedFile(`reference/${name}`);
      return path === null ? null : readFileSync(path, 'utf8');
    };
    const report = checker && checkTable(checker, read(file) ?? '', read);
    expect(report?.problems).toEqual([]);
    expect(report?.rows).toBeGreaterThan(0);
  });
});

describe('checkTable', () => {
  it('counts a wrong row, a row that cannot be read and a row of later work apart', () => {
    const report = checkTable(doubling, 'x,twice\r\n1,2\r\n2,5\r\nno,1\r\nlater,0\r\n', never);
    expect(report.rows).toBe(3);
    expect(report.failed).toBe(2);
    expect(report.worst?.error).toBe(Infinity);
    expect([...report.later]).toEqual([['later', 1]]);
  });

  it.each([
    ['an unknown column', 'x,twice,thrice\n1,2,3'],
    ['a missing column', 'x\n1'],
    ['a short row', 'x,twice\n1'],
    ['no rows', 'x,twice\n'],
  ])('refuses %s', (_, content) => {
    expect(() => checkTable(doubling, content, never)).toThrow(TableError);
  });

  it('fails on a value that is not a number', () => {
    const missing: TableChecker = { ...doubling, open: () => () => [absolute('nothing', [NaN, 1], 1e9)] };
    expect(checkTable(missing, 'x,twice\n1,2', never).failed).toBe(1);
  });
});

describe('checkFolder', () => {
  it('names what it does not know, what is later work, and what it checked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keel-reference-'));
    try {
      writeFileSync(join(folder, 'stranger.csv'), 'a\n1\n');
      writeFileSync(join(folder, 'lot_accounting.csv'), 'a\n1\n');
      writeFileSync(
        join(folder, 'age_weights_published.csv'),
        'lambda,K,days_ago,weight_exact,weight_published,source\n0.5,2,1,0.6667,0.67,by hand\n',
      );
      const { ok, lines } = checkFolder(folder);
      expect(ok).toBe(false);
      expect(lines[0]).toMatch(/^age_weights_published\.csv: 1 rows, 0 failed, worst error /);
      expect(lines[1]).toBe('lot_accounting.csv: not yet covered');
      expect(lines[2]).toMatch(/^stranger\.csv: expected .* found an unknown file/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('readTable and printed', () => {
  it('reads quoted cells with commas', () => {
    expect(readTable('t', 'a,b\n"1,""2""",3', ['a', 'b']).map((row) => [row.text('a'), row.text('b')])).toEqual([['1,"2"', '3']]);
  });

  it('reads empty first cells, blank lines, every line end, line ends in quotes and a file that ends without one', () => {
    const cells = (content: string): readonly unknown[] =>
      readTable('t', content, ['a', 'b']).map((row) => [row.line, row.text('a'), row.text('b')]);
    expect(cells('\uFEFFa,b\r\n,1\r\n\r\n2,')).toEqual([
      [2, '', '1'],
      [4, '2', ''],
    ]);
    expect(cells('b,a\r3,"4"\r')).toEqual([[2, '4', '3']]);
    expect(cells('a, b\n"one\ntwo, three" ,5\n 6 ,7')).toEqual([
      [2, 'one\ntwo, three', '5'],
      [4, '6', '7'],
    ]);
    expect(() => cells('a,b,a\n1,2,3')).toThrow('expected each column once, found a again');
    expect(() => cells('a,b\n"1,2')).toThrow('line 2: expected a quote that ends');
  });

  it('allows half a unit of the last digit and no more', () => {
    const holds = (found: number): boolean => {
      const { error, tolerance } = printed('x', [found, '1.25'], 0);
      return error <= tolerance;
    };
    expect([holds(1.2549), holds(1.2551), holds(1.2451), holds(1.2449)]).toEqual([true, false, true, false]);
    expect(exact('x', [null, 'a']).error).toBe(1);
  });
});

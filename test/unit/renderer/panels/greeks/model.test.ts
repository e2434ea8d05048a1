/** Nothing held, nothing priced and zero are three different things in the matrix. */
import { describe, expect, it } from 'vitest';
import type { GreekCell, UnderlyingGreeks } from '../../../../../shared/projection/greeks-view';
import { amountOf, cellAt, limitState, matrixOf, shownChoices, type Choice } from '../../../../../renderer/panels/greeks/model';
import { sampleGreeks } from '../../../../support/fake-bridge/sample-greeks';

const greeks = sampleGreeks();
const view = greeks.underlyings['BTC'];
if (view === undefined) throw new Error('expected BTC in the sample');
const vega: Choice = { shown: 'vega', unit: 'usd', rows: 'strike' };

function sumOf(values: readonly (number | null | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

describe('the greeks matrix', () => {
  it('shows every cell once, and sums that agree with rows, columns and the whole', () => {
    for (const { value: shown } of shownChoices)
      for (const rows of ['strike', 'bucket'] as const) {
        const matrix = matrixOf(view, { shown, unit: 'coin', rows }, greeks.deltaBuckets);
        for (const row of matrix.rows) if (row.total !== undefined) expect(sumOf(row.values)).toBeCloseTo(row.total ?? NaN, 8);
        matrix.columns.forEach((_, column) => {
          expect(sumOf(matrix.rows.map((row) => row.values[column]))).toBeCloseTo(matrix.foot.values[column] ?? 0, 8);
        });
        expect(sumOf(matrix.foot.values)).toBeCloseTo(matrix.foot.total ?? NaN, 8);
      }
  });

  it('leaves empty what is not held, and never shows it as zero', () => {
    const matrix = matrixOf(view, vega, greeks.deltaBuckets);
    const held = view.cells.length;
    expect(matrix.rows.flatMap(({ values }) => values).filter((value) => value !== undefined)).toHaveLength(held);
    expect(cellAt(view, 'nowhere', '50000')).toBeUndefined();
  });

  it('keeps what has no price apart, and gives its sum no number', () => {
    const [first, ...others] = view.cells;
    if (first === undefined) throw new Error('expected a cell');
    const unpriced: GreekCell = { ...first, usd: { ...first.usd, vega: null } };
    const totals = view.bucketTotals.map((one) =>
      one.key === `${first.expiryKey}|${first.deltaBucket}` ? { ...one, usd: { ...one.usd, vega: null } } : one,
    );
    const changed: UnderlyingGreeks = { ...view, cells: [unpriced, ...others], bucketTotals: totals };
    const byStrike = matrixOf(changed, vega, greeks.deltaBuckets);
    expect(byStrike.rows.flatMap(({ values }) => values).filter((value) => value === null)).toHaveLength(1);
    const byBucket = matrixOf(changed, { ...vega, rows: 'bucket' }, greeks.deltaBuckets);
    expect(byBucket.rows.find(({ key }) => key === first.deltaBucket)?.total).toBeNull();
  });

  it('reads positions in coin whatever the unit', () => {
    expect(amountOf(view.optionTotal, { shown: 'quantity', unit: 'usd', rows: 'strike' })).toBe(view.optionTotal.quantityCoin);
  });

  it.each([
    [null, 'unknown'],
    [100, 'ok'],
    [-1_250, 'soft'],
    [1_999, 'soft'],
    [-2_000, 'hard'],
  ] as const)('says of a use of %s that it is %s', (used, state) => {
    expect(limitState({ greek: 'vega', unit: 'USD', used, soft: 1_200, hard: 2_000 })).toBe(state);
  });

  it('marks a limit from four fifths on where the soft one lies beyond', () => {
    expect(limitState({ greek: 'vega', unit: 'USD', used: 1_600, soft: 1_900, hard: 2_000 })).toBe('near');
  });
});

/** Tables sort on request and hold still under the pointer. */
import { describe, expect, it } from 'vitest';
import { holdOrder, nextSort, sortRows } from '../../../../renderer/controls/row-order';

interface Row {
  readonly id: string;
  readonly value: number | null;
}
const rows: readonly Row[] = [
  { id: 'a', value: 2 },
  { id: 'b', value: null },
  { id: 'c', value: 10 },
  { id: 'd', value: 2 },
];
const ids = (list: readonly Row[]): string => list.map((row) => row.id).join('');

describe('sorting rows', () => {
  it('sorts numbers as numbers, unknown last in both directions, ties in their order', () => {
    const key = (row: Row) => row.value;
    expect(ids(sortRows(rows, key, { column: 'v', isDescending: true }))).toBe('cadb');
    expect(ids(sortRows(rows, key, { column: 'v', isDescending: false }))).toBe('adcb');
  });

  it('leaves the delivered order without a sort', () => expect(ids(sortRows(rows, undefined, null))).toBe('abcd'));

  it('starts descending and turns round', () => {
    const first = nextSort(null, 'v');
    expect(first.isDescending).toBe(true);
    expect(nextSort(first, 'v').isDescending).toBe(false);
    expect(nextSort(first, 'w')).toEqual({ column: 'w', isDescending: true });
  });
});

describe('holding rows', () => {
  it('keeps the order, drops what is gone, counts what is new', () => {
    const held = holdOrder([{ id: 'new', value: 1 }, ...rows.slice(1)], ['d', 'a', 'c', 'b'], (row) => row.id);
    expect(ids(held.rows)).toBe('dcb');
    expect(held.newCount).toBe(1);
  });
});

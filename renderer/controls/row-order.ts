/** Order of a table's rows: explicit sort, frozen while the pointer is inside so that nothing moves under it. */
import type { TableSort } from '../desk/view-settings';

/** What a column sorts by; `null` goes last. */
export type SortKey = number | string | null;

function compare(left: SortKey, right: SortKey): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { numeric: true });
}

/** A stable sorted copy. */
export function sortRows<Row>(rows: readonly Row[], key: ((row: Row) => SortKey) | undefined, sort: TableSort | null): readonly Row[] {
  if (key === undefined || sort === null) return rows;
  return [...rows].sort((left, right) => {
    const [a, b] = [key(left), key(right)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sort.isDescending ? compare(b, a) : compare(a, b);
  });
}

/** What is shown while frozen: the held order without rows that are gone; rows that came since are only counted. */
export function holdOrder<Row>(
  rows: readonly Row[],
  heldIds: readonly string[],
  idOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly newCount: number } {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const held = heldIds.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [row];
  });
  return { rows: held, newCount: rows.length - held.length };
}

/** The sort after a click on a column's header: descending first for numbers, then ascending. */
export function nextSort(before: TableSort | null, column: string): TableSort {
  return { column, isDescending: before?.column === column ? !before.isDescending : true };
}

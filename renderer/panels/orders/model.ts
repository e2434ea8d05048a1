/** Rows of the orders panel: working first, what is uncertain on top. */
import type { OrderRow } from '../../../shared/projection/view-state';

const working: ReadonlySet<string> = new Set(['submitted', 'accepted', 'partially-filled', 'unknown', 'lost']);
const uncertain: ReadonlySet<string> = new Set(['unknown', 'lost']);

/** Whether the order can still fill. */
export function isWorking(row: OrderRow): boolean {
  return working.has(row.status);
}

/** Whether nobody knows what became of it. */
export function isUncertain(row: OrderRow): boolean {
  return uncertain.has(row.status);
}

/** Status as one word for the column. */
export function statusWord(row: OrderRow): string {
  if (isWorking(row) && row.isCancelPending) return 'canceling';
  if (row.status === 'partially-filled') return 'part filled';
  return row.status === 'submitted' ? 'sent' : row.status;
}

/** Where the order came from: the quote's side and level, or its purpose. */
export function origin(row: OrderRow): string {
  return row.purpose === 'quote' ? `${row.side === 'buy' ? 'bid' : 'ask'} ${row.level}` : row.purpose;
}

/** Uncertain, then working, then the rest; newest first within each. */
export function orderRows(rows: Readonly<Record<string, OrderRow>>): readonly OrderRow[] {
  const rank = (row: OrderRow): number => (isUncertain(row) ? 0 : isWorking(row) ? 1 : 2);
  return Object.values(rows).sort((left, right) => rank(left) - rank(right) || right.createdAtMs - left.createdAtMs);
}

/** What the watchlist shows of a row: state letters, a search, and where a number comes from. */
import type { QuoteState, WatchRow } from '../../../shared/projection/view-state';

/** Letter, words and style of a quote state; colour never stands alone. */
export interface StateMark {
  readonly letter: string;
  readonly words: string;
  readonly tone: 'ok' | 'warn' | 'danger' | 'muted';
}

const marks: Readonly<Record<QuoteState, StateMark>> = {
  live: { letter: 'L', words: 'live', tone: 'ok' },
  pulled: { letter: 'P', words: 'pulled', tone: 'muted' },
  suspended: { letter: 'S', words: 'suspended', tone: 'warn' },
  waiting: { letter: 'W', words: 'waiting', tone: 'muted' },
  error: { letter: 'E', words: 'error', tone: 'danger' },
  off: { letter: '·', words: 'not trading', tone: 'muted' },
};

/** The mark of a side's quote. */
export function stateMark(state: QuoteState): StateMark {
  return marks[state];
}

const kindOrder: Readonly<Record<WatchRow['kind'], number>> = { perpetual: 0, future: 1, option: 2 };

/** Delivered order: perpetuals, futures, options; by underlying, expiry, name. */
function naturalOrder(left: WatchRow, right: WatchRow): number {
  return (
    kindOrder[left.kind] - kindOrder[right.kind] ||
    left.underlying.localeCompare(right.underlying, 'en') ||
    (left.expiresAtMs ?? 0) - (right.expiresAtMs ?? 0) ||
    left.name.localeCompare(right.name, 'en', { numeric: true })
  );
}

/** Rows whose name contains every word of the search, in the delivered order. */
export function watchRows(rows: Readonly<Record<string, WatchRow>>, search: string): readonly WatchRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.values(rows)
    .filter((row) => words.every((word) => row.name.toLowerCase().includes(word)))
    .sort(naturalOrder);
}

/** Funding per 8 hours in basis points. */
export function fundingBps(row: WatchRow): number | null {
  return row.funding8h === null ? null : row.funding8h * 10_000;
}

/** `true` if the row's data must not be traded on. */
export function isDoubtful(row: WatchRow): boolean {
  return row.trust.state === 'stale' || row.trust.state === 'blocked' || row.trust.state === 'loading';
}

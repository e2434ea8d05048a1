/** Executions of the account page by page, newest first, and how far back they go where the venue has more than is read. */
import { readList, readRecord, readWhole } from './decode-fields';

/** What was read of one coin. */
export interface TradePages {
  /** Raw; pages overlap. */
  readonly trades: readonly unknown[];
  /** There is more from this instant back, epoch ms; `null` if all was read that was asked for. */
  readonly unreadBeforeMs: number | null;
}

/** The most that the venue gives at once. */
export const TRADES_PER_PAGE = 1_000;
const MAXIMUM_PAGES = 10;

/** From when to when, epoch ms, both ends included. */
export interface TradeRange {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** What a request of one page names beside the coin. */
export type PageRange = Readonly<Record<'end_timestamp' | 'start_timestamp', number>> | Readonly<Record<'end_timestamp', number>>;

function readPage(answer: unknown): { readonly found: readonly unknown[]; readonly hasMore: boolean } {
  const raw = readRecord(answer, 'user trades');
  return { found: readList(raw['trades'], 'trades'), hasMore: raw['has_more'] === true };
}

function executedAtMs(trade: unknown): number {
  return readWhole(readRecord(trade, 'user trade')['timestamp'], 'timestamp');
}

/**
 * `ask` answers with the page of a range. Throws what it throws, and `FieldRefused` for what is no page. From a beginning on the venue
 * lists the earliest of too many, whatever the order on the page: the newest come only where none is named.
 */
export async function readTradePages({ sinceMs, untilMs }: TradeRange, ask: (range: PageRange) => Promise<unknown>): Promise<TradePages> {
  const whole = readPage(await ask({ start_timestamp: sinceMs, end_timestamp: untilMs }));
  if (!whole.hasMore) return { trades: whole.found, unreadBeforeMs: null };
  const trades: unknown[] = [];
  let endMs = untilMs;
  for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
    const { found, hasMore } = readPage(await ask({ end_timestamp: endMs }));
    trades.push(...found.filter((trade) => executedAtMs(trade) >= sinceMs));
    const oldestMs = Math.min(...found.map(executedAtMs));
    if (!hasMore || oldestMs < sinceMs) return { trades, unreadBeforeMs: null };
    // The same page would come again.
    if (oldestMs >= endMs) break;
    // Same millisecond asked again: a page may end inside it. Doubles are dropped by trade id.
    endMs = oldestMs;
  }
  return { trades, unreadBeforeMs: endMs };
}

/** The latest of these instants; `null` if nothing was left unread anywhere. */
export function latestUnread(pages: readonly Pick<TradePages, 'unreadBeforeMs'>[]): number | null {
  const found = pages.map(({ unreadBeforeMs }) => unreadBeforeMs).filter((atMs) => atMs !== null);
  return found.length === 0 ? null : Math.max(...found);
}

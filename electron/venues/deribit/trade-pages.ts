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

/** `ask` answers with the page that ends at an instant. Throws what it throws, and `FieldRefused` for what is no page. */
export async function readTradePages(untilMs: number, ask: (endMs: number) => Promise<unknown>): Promise<TradePages> {
  const trades: unknown[] = [];
  let endMs = untilMs;
  for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
    const raw = readRecord(await ask(endMs), 'user trades');
    const found = readList(raw['trades'], 'trades');
    trades.push(...found);
    if (raw['has_more'] !== true || found.length === 0) return { trades, unreadBeforeMs: null };
    const oldestMs = Math.min(...found.map((trade) => readWhole(readRecord(trade, 'user trade')['timestamp'], 'timestamp')));
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

/** I5 at the moment of deciding: a quote stands on a market that was heard of lately and on a whole book. */
import type { InstrumentId } from '../../shared/domain/instrument';
import type { HeardMarkets } from './heard-markets';
import { ordinaryDay } from './market-day';
import { simulationSettings } from './simulation-settings';

/** Of the settings as they are meant, whatever a desk made of them: one with a wrong limit would be its own judge. */
const BOOK_STALE_MS = simulationSettings(ordinaryDay).staleness.bookStaleMs;
/** The mark of what may be quiet for minutes is published all the time. */
const MARK_STALE_MS = 10_000;
/** A quote may be sent on data this much older than the limit: the clock ticks every 50 ms and messages travel. */
const STALE_GRACE_MS = 500;

/** What is wrong with quoting an instrument at `nowMs`, world time, from what was heard; empty if nothing is. */
export function judgeData(markets: HeardMarkets, id: InstrumentId, nowMs: number): string {
  const isSilent = (sinceMs: number, limitMs: number): boolean => nowMs - sinceMs > limitMs + STALE_GRACE_MS;
  // A future or an option may be quiet for minutes: its age is that of its connection.
  const isPerpetual = id.endsWith('-PERPETUAL');
  const heardAtMs = markets.heardAtMs(id);
  if (isSilent(isPerpetual ? heardAtMs : markets.laneAtMs, BOOK_STALE_MS) || isSilent(heardAtMs, MARK_STALE_MS))
    return `was quoted ${nowMs - heardAtMs} ms after the last word of its market and ${nowMs - markets.laneAtMs} ms after that of any`;
  return markets.hasBook(id) ? '' : 'was quoted on a book that was lost and did not come back whole';
}

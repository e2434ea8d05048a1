/** Decides how far each market and venue may be believed; what is stale loses its fair value in the same step. */
import type { InstrumentId } from '../../domain/instrument';
import type { LaneState, VenueState } from '../account-state';
import type { MarketInput, MarketState, TrustState } from '../market-state';
import { limitsOf } from '../instrument-limits';
import { noteInMarket, raiseAlert, updateMarket, type StepWork } from '../step-work';
import { heardAtMs, overruledSinceMs } from './book-witness';

/** A venue clock this far from ours makes its times and ours unusable together, ms. */
const CLOCK_OFFSET_LIMIT_MS = 500;

/** The clock ticks many times in this; when it did not, this thread hung, and verdicts of before are too old for whatever is heard first, ms. */
const CLOCK_OVERDUE_MS = 250;

/** A state of trust with its reason; empty when live. */
export interface Verdict {
  readonly trust: TrustState;
  readonly reason: string;
}

/** The same of a market, with the input that it is about. */
interface MarketVerdict extends Verdict {
  readonly input: MarketInput;
}

const LIVE: Verdict = { trust: 'live', reason: '' };
const LIVE_MARKET: MarketVerdict = { ...LIVE, input: 'order book' };

/** Stage 4: trust of the markets that this event can have changed. */
export function assessTrust(work: StepWork): void {
  const { event } = work;
  if (isClockOverdue(work)) work.isTrustShaken = true;
  if (work.isTrustShaken) for (const id of work.markets.keys()) assessMarket(work, id);
  switch (event.kind) {
    case 'book-delta':
    case 'book-snapshot':
    case 'book-invalidated':
      return assessMarket(work, event.instrumentId);
    case 'ticker-updated':
      return assessMarket(work, event.ticker.instrumentId);
    case 'index-updated':
    case 'clock-ticked':
    case 'command-received':
    case 'channel-changed':
    case 'latency-measured':
    case 'instruments-loaded':
      for (const id of work.markets.keys()) assessMarket(work, id);
      return;
    default:
      return;
  }
}

/** After a hang anything can be the first to be heard, before any tick of the clock: what became of an order as well as a command. */
function isClockOverdue({ session: { clockAtMs, nowMs } }: StepWork): boolean {
  return clockAtMs !== null && nowMs - clockAtMs >= CLOCK_OVERDUE_MS;
}

function assessMarket(work: StepWork, id: InstrumentId): void {
  const market = work.markets.get(id);
  if (market === undefined) return;
  const { trust, reason, input } = judgeMarket(work, market);
  if (trust === market.trust && reason === market.trustReason) return;
  const change = { trust, trustReason: reason, trustInput: input };
  if (isUsable(trust) === isUsable(market.trust)) noteInMarket(work, market, change);
  else updateMarket(work, market, change);
  const isQuoted = work.quoting[id]?.isTradingOn === true;
  if (isQuoted && isUsable(market.trust) && !isUsable(trust)) {
    raiseAlert(work, {
      key: `stale|${id}`,
      severity: 2,
      text: `${market.instrument.name}: ${reason}; its quotes are pulled until it is live again.`,
    });
  }
}

/** Whether numbers of this trust may be quoted from. */
export function isUsable(trust: TrustState): boolean {
  return trust === 'live' || trust === 'degraded';
}

/** The first that is not live decides; fields are written out because this runs with every message of the hot path. */
function judgeMarket(work: StepWork, market: MarketState): MarketVerdict {
  if (market.bookState === 'loading') return { trust: 'loading', reason: market.bookReason, input: 'order book' };
  const venue = work.venues[market.instrument.venue];
  if (venue === undefined) return { trust: 'stale', reason: 'its venue is not connected', input: 'connection' };
  const lane = judgeLane(venue.lanes['market-data']);
  if (lane.trust !== 'live') return { trust: lane.trust, reason: lane.reason, input: 'connection' };
  if (market.bookState !== 'live') return { trust: 'stale', reason: `book ${market.bookState}: ${market.bookReason}`, input: 'order book' };
  if (venue.lanes['market-data'].isLagging)
    return { trust: 'stale', reason: 'market data comes more than 250 ms behind the venue', input: 'connection' };
  const mark = judgeMark(work, market);
  if (mark.trust !== 'live') return { trust: mark.trust, reason: mark.reason, input: 'mark price' };
  const { trust, reason } = judgeAge(work, market, venue);
  if (trust === 'live') return LIVE_MARKET;
  // The age of what may be quiet for minutes is that of its connection.
  const isOfBook = market.instrument.kind === 'perpetual' || market.contradictedSinceMs !== null;
  return { trust, reason, input: isOfBook ? 'order book' : 'connection' };
}

/** A mark price older than this is frozen, ms. */
const MARK_STALE_MS = 10_000;

/** A venue keeps the mark of a perpetual within a few percent of its index; so far from it one of the two is wrong. */
const INDEX_DISTANCE = 0.1;

function isOffIndex(markPrice: number, indexPrice: number | undefined): boolean {
  return indexPrice !== undefined && Math.abs(indexPrice / markPrice - 1) >= INDEX_DISTANCE;
}

/**
 * A mark that froze, of an option as well: its book may be quiet for minutes, and nothing else shows that its channels fell silent. And
 * perpetuals and futures trade at their mark: one further from the book than the collar lets any order be means that one of the two is
 * wrong. Without a mark yet nothing is said: the gate refuses orders anyway.
 */
function judgeMark(work: StepWork, market: MarketState): Verdict {
  const { instrument, ticker, tickerAtMs, top } = market;
  if (ticker === null || tickerAtMs === null || top.bid === null || top.ask === null) return LIVE;
  if (work.session.nowMs - tickerAtMs > MARK_STALE_MS) return { trust: 'stale', reason: `no mark price for ${MARK_STALE_MS / 1000} s` };
  if (instrument.kind === 'option') return LIVE;
  if (instrument.kind === 'perpetual' && isOffIndex(ticker.markPrice, work.indexes[instrument.underlying]?.price))
    return { trust: 'stale', reason: `its mark price is ${INDEX_DISTANCE * 100} % or more from the index` };
  const limits = limitsOf(work.session.settings, instrument);
  const distanceBps = Math.abs(ticker.markPrice / (((top.bid + top.ask) / 2) * instrument.tickSize) - 1) * 10_000;
  if (limits === null || distanceBps <= limits.collarBps) return LIVE;
  return { trust: 'stale', reason: `its mark price is further than the collar of ${limits.collarBps} bps from its book` };
}

/** A lane that is not live makes everything that came over it stale; a clock too far off as well. */
function judgeLane(lane: LaneState): Verdict {
  if (lane.state === 'blocked') return { trust: 'blocked', reason: lane.reason };
  if (lane.state !== 'live') return { trust: 'stale', reason: lane.reason === '' ? `connection ${lane.state}` : lane.reason };
  const offset = Math.abs(lane.clockOffsetMs ?? 0);
  if (offset > CLOCK_OFFSET_LIMIT_MS)
    return { trust: 'stale', reason: `the venue clock is ${offset} ms off; the limit is ${CLOCK_OFFSET_LIMIT_MS} ms` };
  return LIVE;
}

/** By when it was last heard of, unless its ticker says that the book is over. */
function judgeAge(work: StepWork, market: MarketState, venue: VenueState): Verdict {
  const { bookAmberMs, bookStaleMs } = work.session.settings.staleness;
  const { nowMs } = work.session;
  const age = nowMs - (heardAtMs(market, venue.lanes['market-data']) ?? 0);
  const overruledAtMs = overruledSinceMs(market);
  if (age >= bookStaleMs) return { trust: 'stale', reason: `no market data for ${bookStaleMs} ms or more` };
  // A quiet book may be a silent channel: its ticker would know, and gets a moment because either may come first.
  if (overruledAtMs !== null && nowMs - overruledAtMs >= bookStaleMs)
    return { trust: 'stale', reason: `its ticker has named another top than its book for ${bookStaleMs} ms or more` };
  if (age >= bookAmberMs) return { trust: 'degraded', reason: `market data is late by ${bookAmberMs} ms or more` };
  return LIVE;
}

/** Orders and positions that could not be compared for so long may be wrong, ms: six reconciliations that failed, or that fills raced. */
const COMPARISON_STALE_MS = 30_000;

/** Trust in what the venue says of our account: lane, age, reconciliation. */
export function judgeAccount(work: Pick<StepWork, 'session'>, venue: VenueState): Verdict {
  const lane = judgeLane(venue.lanes.private);
  // Nothing comes by itself where nobody is let in, so the reason says what to do.
  if (lane.trust === 'blocked') return { trust: 'blocked', reason: `${lane.reason}; set right the keys of this account, then reconnect` };
  if (lane.trust !== 'live') return lane;
  if (venue.reconciledAtMs === null) {
    const isNotYet = venue.reconciliation === 'not yet';
    return { trust: 'loading', reason: isNotYet ? 'waiting for the first reconciliation' : venue.reconciliation };
  }
  const uncomparedMs = work.session.nowMs - (venue.comparedAtMs ?? venue.reconciledAtMs);
  if (uncomparedMs >= COMPARISON_STALE_MS)
    return { trust: 'stale', reason: `orders and positions were not compared with the venue for ${COMPARISON_STALE_MS / 1000} s or more` };
  const { privateAmberMs, privateStaleMs } = work.session.settings.staleness;
  const age = work.session.nowMs - (venue.lanes.private.lastMessageAtMs ?? 0);
  if (age >= privateStaleMs) return { trust: 'stale', reason: `no word of the account for ${privateStaleMs} ms or more` };
  if (age >= privateAmberMs) return { trust: 'degraded', reason: `word of the account is late by ${privateAmberMs} ms or more` };
  return LIVE;
}

/** The profit of the UTC day: what the daily loss limit is held against, over every session of that day. */
import { timestampMs, type TimestampMs } from '../domain/time';
import type { FundingFigure } from '../inventory/funding';
import { unrealisedCoin } from '../inventory/pnl';
import type { PositionState } from './account-state';
import { goOnFrom } from './carried-position';
import type { CarriedPosition, DayState, RecoveredDay } from './day-state';
import type { EngineState } from './state';

/** Length of a UTC day, ms. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** 00:00 UTC of the day of an instant. */
export function startOfDay(atMs: number): TimestampMs {
  return timestampMs(Math.floor(atMs / DAY_MS) * DAY_MS);
}

/** Realised (at the index of each fill) less fees, with funding received, and unrealised at the index of now, of this session; USD. */
export interface SessionProfit {
  readonly closedUsd: number;
  /** `null` while a price is missing. */
  readonly openUsd: number | null;
}

type ProfitPart = 'exposures' | 'indexes' | 'funding';

/** Funding received in this session over all perpetuals, USD; negative was paid. */
export function fundingUsd({ funding }: Pick<EngineState, 'funding'>): number {
  return Object.values(funding).reduce((sum, { bookedUsd }) => sum + bookedUsd, 0);
}

/** Profit and loss of the session over all underlyings. */
export function sessionProfit({ exposures, indexes, funding }: Pick<EngineState, ProfitPart>): SessionProfit {
  let closedUsd = fundingUsd({ funding });
  let openUsd: number | null = 0;
  for (const { underlying, realisedUsd, feesUsd, unrealisedCoin: coin } of Object.values(exposures)) {
    closedUsd += realisedUsd - feesUsd;
    const usd = coin === null ? null : inUsd(coin, indexes[underlying]?.price ?? null);
    openUsd = openUsd === null || usd === null ? null : openUsd + usd;
  }
  return { closedUsd, openUsd };
}

function inUsd(coin: number, indexPrice: number | null): number | null {
  if (coin === 0) return 0;
  return indexPrice === null ? null : coin * indexPrice;
}

/** Profit of the day, USD, negative for a loss; `null` before it began and while a price is missing. */
export function dayProfitUsd(state: Pick<EngineState, ProfitPart | 'day'>): number | null {
  const { closedUsd, openUsd } = sessionProfit(state);
  if (state.day === null || openUsd === null) return null;
  const { carried, closedOffsetUsd, openOffsetUsd } = state.day;
  // Until the venue has spoken, what was held counts at its last worth.
  const pendingUsd = (carried?.positions ?? []).reduce((sum, { unrealisedUsd }) => sum + (unrealisedUsd ?? 0), 0);
  return closedUsd + openUsd + closedOffsetUsd + openOffsetUsd + pendingUsd;
}

/** The day as desks knew it that only counted their session; `null` before a session. */
export function dayOfSession({ session: { sessionId, startedAtMs, nowMs } }: Pick<EngineState, 'session'>): DayState | null {
  if (sessionId === '') return null;
  return { startsAtMs: startOfDay(nowMs), sinceMs: startedAtMs, closedOffsetUsd: 0, openOffsetUsd: 0, bestUsd: 0, carried: null };
}

/** What the next session must know of the day; `null` if it has not begun. */
export function collectDay(state: EngineState): RecoveredDay | null {
  const { day, session } = state;
  if (day === null) return null;
  const pending = day.carried?.positions ?? [];
  const own = Object.values(state.positions).map((each) => goOn(state, each, pending));
  const sums = own.map(({ position }) => position.realisedUsd - position.feesUsd);
  return {
    environment: session.environment,
    startsAtMs: day.startsAtMs,
    sinceMs: day.sinceMs,
    atMs: hasPending(state) ? (day.carried?.atMs ?? session.nowMs) : session.nowMs,
    readUntilMs: readUntilMs(state, day),
    closedUsd: sums.reduce((sum, each) => sum + each, day.closedOffsetUsd + fundingUsd(state)),
    openOffsetUsd: day.openOffsetUsd,
    bestUsd: day.bestUsd,
    positions: [
      ...pending.filter(({ instrumentId }) => !own.some((each) => each.isWhole && each.position.instrumentId === instrumentId)),
      ...own.filter(({ position, isWhole }) => isWhole && position.lots !== 0).map((each) => carry(state, each)),
    ],
    funding: fundingFigures(state),
  };
}

interface Held extends Pick<PositionState, 'position' | 'underlying'> {
  /** `false`: what was carried over stands beside it, because nobody knows what its executions made of that. */
  readonly isWhole: boolean;
}

/** Before a venue's first snapshot the positions of a session hold its own executions only: together with what was carried over. */
function goOn({ fills, markets }: EngineState, { position, underlying }: PositionState, pending: readonly CarriedPosition[]): Held {
  const { instrumentId } = position;
  const carried = pending.find((each) => each.instrumentId === instrumentId);
  if (carried === undefined) return { position, underlying, isWhole: true };
  const ofSession = fills.map(({ fill }) => fill);
  const whole = goOnFrom(carried, ofSession, markets.get(instrumentId));
  return { position: whole ?? position, underlying, isWhole: whole !== null };
}

function fundingFigures({ funding }: EngineState): Readonly<Record<string, FundingFigure>> {
  return Object.fromEntries(Object.entries(funding).flatMap(([id, { figure }]) => (figure === null ? [] : [[id, figure]])));
}

/** A connection may be lost for hours before a session ends, and what was executed meanwhile is told to the next one only. */
function readUntilMs({ venues, openedVenues, session }: EngineState, { carried }: DayState): TimestampMs {
  const before = carried?.readUntilMs ?? carried?.atMs ?? session.nowMs;
  const readings = Object.values(venues).map(({ venue, readAtMs }) => (openedVenues.includes(venue) ? (readAtMs ?? before) : before));
  return readings.reduce((oldest, each) => (each < oldest ? each : oldest), openedVenues.length === 0 ? before : session.nowMs);
}

/** Whether the first snapshot of a venue, which explains what happened since the session before, is still to come. */
function hasPending({ venues, openedVenues }: EngineState): boolean {
  return openedVenues.length === 0 || Object.values(venues).some(({ venue }) => !openedVenues.includes(venue));
}

function carry({ markets, indexes }: EngineState, { position, underlying }: Held): CarriedPosition {
  const market = markets.get(position.instrumentId);
  const coin = market === undefined ? null : unrealisedCoin(position, market.instrument, market.ticker?.markPrice ?? null);
  const { instrumentId, lots, entryCoin } = position;
  return { instrumentId, lots, entryCoin, unrealisedUsd: coin === null ? null : inUsd(coin, indexes[underlying]?.price ?? null) };
}

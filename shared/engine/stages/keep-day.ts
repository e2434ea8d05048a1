/** Begins the day's profit, takes it over from the session before, and begins a new one at 00:00 UTC. */
import type { RecoveredDay } from '../day-state';
import { dayProfitUsd, sessionProfit, startOfDay } from '../day-profit';
import type { StepWork } from '../step-work';
import { turnDay } from './record-days';

/** The day goes on where the session before left it, unless it is over. A clock that was set back does not end it. */
export function resumeDay(work: StepWork, before: RecoveredDay | undefined): void {
  const isSame = before?.environment === work.session.environment && before.startsAtMs >= startOfDay(work.session.nowMs);
  if (!isSame) return;
  const { startsAtMs, sinceMs, closedUsd, openOffsetUsd, bestUsd = 0, atMs, readUntilMs = atMs, positions, funding = {} } = before;
  work.day = { startsAtMs, sinceMs, closedOffsetUsd: closedUsd, openOffsetUsd, bestUsd, carried: { atMs, readUntilMs, positions } };
  const figures = Object.entries(funding).map(([id, figure]) => [id, { figure, bookedCoin: 0, bookedUsd: 0 }] as const);
  work.funding = Object.fromEntries(figures);
}

/** On each tick, after `keepDay`: remembers the best that the day came to. */
export function noteBest(work: StepWork): void {
  const profitUsd = dayProfitUsd(work);
  if (work.day !== null && profitUsd !== null && profitUsd > work.day.bestUsd) work.day = { ...work.day, bestUsd: profitUsd };
}

/** On each tick. A day begins once the positions it begins with have prices; until then the old one goes on. */
export function keepDay(work: StepWork): void {
  const startsAtMs = startOfDay(work.session.nowMs);
  if (work.day !== null && work.day.startsAtMs >= startsAtMs) return;
  const venues = Object.values(work.venues);
  const isOpened = venues.length > 0 && venues.every(({ venue }) => work.openedVenues.includes(venue));
  const { closedUsd, openUsd } = sessionProfit(work);
  if (!isOpened || openUsd === null) return;
  turnDay(work, startsAtMs);
  // 0 − x rather than −x: a journal does not keep −0. What a first session realised before it could be valued is of this day; what the day before realised is not.
  const closedOffsetUsd = work.day === null ? 0 : 0 - closedUsd;
  work.day = { startsAtMs, sinceMs: work.session.nowMs, closedOffsetUsd, openOffsetUsd: 0 - openUsd, bestUsd: 0, carried: null };
}

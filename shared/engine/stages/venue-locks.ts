/** Coins in which a venue takes no orders: their quotes leave, the gate says why, and quotes come back when the lock is lifted. */
import type { VenueState } from '../account-state';
import type { TradingLockReported } from '../events';
import type { TradingLock } from '../trading-lock';
import type { MarketState } from '../market-state';
import { raiseAlert, touchControl, updateVenue, type StepWork } from '../step-work';

const WORDS: Readonly<Record<TradingLock['cause'], string>> = {
  index: 'the venue locked it',
  maintenance: 'the venue is in maintenance',
};

/** Why the venue takes no order in a market now, as the end of a sentence; `null` where it does, and where the market is not known. */
export function lockOf(venue: VenueState | undefined, market: Pick<MarketState, 'instrument'> | null | undefined): string | null {
  const lock = venue?.locks?.find(({ underlying }) => underlying === market?.instrument.underlying);
  return lock === undefined ? null : `no order in ${lock.underlying} is taken, ${WORDS[lock.cause]}`;
}

/** All locks of a venue in words; empty if there are none. */
export function describeLocks({ locks = [] }: Pick<VenueState, 'locks'>): string {
  return locks.map(({ underlying, cause }) => `${underlying}: ${WORDS[cause]}`).join(', ');
}

/** Keeps what the venue says of its locks; told twice, it is one. */
export function noteLock(work: StepWork, { venue: id, underlying, cause, isLocked }: TradingLockReported): void {
  const known = work.venues[id]?.locks ?? [];
  const others = known.filter((each) => each.underlying !== underlying || each.cause !== cause);
  if (isLocked === others.length < known.length) return;
  const locks = isLocked ? [...others, { underlying, cause }] : others;
  updateVenue(work, id, { locks });
  touchControl(work);
  const isStill = locks.some((each) => each.underlying === underlying);
  const consequence = isLocked ? 'its quotes leave the market and no order passes until that is over.' : 'orders are taken again.';
  if (isLocked)
    raiseAlert(work, { key: `lock|${id}|${underlying}`, severity: 2, text: `${id} ${underlying}: ${WORDS[cause]}; ${consequence}` });
  else if (!isStill)
    raiseAlert(work, { key: `lock|${id}|${underlying}`, severity: 1, text: `${id} ${underlying}: unlocked, ${consequence}` });
}

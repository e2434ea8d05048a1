/** Whether orders at a venue are guarded if this machine dies, and what that means for what may be sent there. */
import type { VenueState } from './account-state';
import type { InstrumentLimits } from './settings';

/** What stays of each limit while nothing guards the orders. */
const UNPROTECTED_SHARE = 0.25;

/** Guarded, accepted by the trader as unguarded, or not heard of yet (then the account is not reconciled either). */
export function isGuarded(venue: VenueState): boolean {
  return venue.isProtected || venue.isUnprotectedAccepted || venue.deadMan === null;
}

/** The share of each limit that holds at a venue: a quarter while its orders would outlive this machine, accepted or not. */
export function protectedShare(venue: VenueState | undefined): number {
  if (venue === undefined || venue.isProtected) return 1;
  return venue.deadMan === null && !venue.isUnprotectedAccepted ? 1 : UNPROTECTED_SHARE;
}

/** The limits that hold at a venue. In coin and USD. */
export function protectedLimits(limits: InstrumentLimits | null, venue: VenueState | undefined): InstrumentLimits | null {
  const share = protectedShare(venue);
  if (limits === null || share === 1) return limits;
  return {
    ...limits,
    maximumOrderCoin: limits.maximumOrderCoin * share,
    maximumOrderNotionalUsd: limits.maximumOrderNotionalUsd * share,
    maximumPositionCoin: limits.maximumPositionCoin * share,
  };
}

/** Whether orders at a venue are guarded if this machine dies, and what that means for what may be sent there. */
import type { VenueState } from './account-state';
import type { InstrumentLimits } from './settings';

/** What stays of each limit while nothing guards the orders. */
const UNPROTECTED_SHARE = 0.25;

/** Guarded, accepted by the trader as unguarded, or not heard of yet (then the account is not reconciled either). */
export function isGuarded(venue: VenueState): boolean {
  return venue.isProtected || venue.isUnprotectedAccepted || venue.deadMan === null;
}

/** The limits that hold at a venue: a quarter of the set ones while its orders would outlive this machine. In coin and USD. */
export function protectedLimits(limits: InstrumentLimits | null, venue: VenueState | undefined): InstrumentLimits | null {
  if (limits === null || venue === undefined || venue.isProtected || !venue.isUnprotectedAccepted) return limits;
  return {
    ...limits,
    maximumOrderCoin: limits.maximumOrderCoin * UNPROTECTED_SHARE,
    maximumOrderNotionalUsd: limits.maximumOrderNotionalUsd * UNPROTECTED_SHARE,
    maximumPositionCoin: limits.maximumPositionCoin * UNPROTECTED_SHARE,
  };
}

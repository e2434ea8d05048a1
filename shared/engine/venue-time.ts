/** The venue's clock as far as it is known: what it does by the clock it does by its own. */
import type { VenueId } from '../domain/venue';
import type { EngineState } from './state';

/** Epoch ms of the venue at an instant of ours; ours until its clock was heard. */
export function venueTimeMs({ venues }: Pick<EngineState, 'venues'>, venue: VenueId, ourMs: number): number {
  return ourMs + (venues[venue]?.lanes.private.clockOffsetMs ?? 0);
}

/** … and now. */
export function venueNowMs(state: Pick<EngineState, 'venues' | 'session'>, venue: VenueId): number {
  return venueTimeMs(state, venue, state.session.nowMs);
}

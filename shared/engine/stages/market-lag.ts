/** Whether market data is decided on as fast as it comes: the venue's stamps against our clock, for the whole lane. */
import type { VenueId } from '../../domain/venue';
import { changeLane } from '../account-state';
import { updateVenue, type StepWork } from '../step-work';

/** Changes this much behind the venue's clock tell of a market that is over, ms … */
const LAG_LIMIT_MS = 250;
/** … and the lane is believed again only when it is this near, so that it does not flicker. */
const LAG_RECOVERED_MS = 125;

/** The stamp of a message; `mayBeOld`: it may tell of something that happened long before it was sent, so it only proves timeliness. */
export interface Stamp {
  readonly venueTimeMs: number;
  readonly mayBeOld: boolean;
}

/** A slow consumer or a slow road is one of the lane: a quiet instrument would keep its last, late word for minutes. */
export function noteLag(work: StepWork, venueId: VenueId, stamp: Stamp): void {
  const venue = work.venues[venueId];
  if (venue === undefined) return;
  const lane = venue.lanes['market-data'];
  const lagMs = work.session.nowMs + (lane.clockOffsetMs ?? 0) - stamp.venueTimeMs;
  const isLagging = lane.isLagging ? lagMs > LAG_RECOVERED_MS : !stamp.mayBeOld && lagMs > LAG_LIMIT_MS;
  if (isLagging === lane.isLagging) return;
  updateVenue(work, venueId, { lanes: changeLane(venue.lanes, 'market-data', { isLagging }) });
  work.isTrustShaken = true;
}

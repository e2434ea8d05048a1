/** Every venue this desk can reach; a new one is its folder and one line here. */
import type { VenueId } from '../../shared/domain/venue';
import { deribit } from './deribit/index';
import type { VenueDefinition } from './venue-port';

export const venueRegistry: readonly VenueDefinition[] = [deribit];

/** The definition of a venue, or `undefined` if this build has none. */
export function findVenue(venue: VenueId): VenueDefinition | undefined {
  return venueRegistry.find((definition) => definition.venue === venue);
}

/** A trading venue and what connects us to it. */
import type { Brand } from './brand';

/** Identifies a venue, for example `deribit`. */
export type VenueId = Brand<string, 'VenueId'>;

/** Where orders really go: `practice` is the simulated exchange on this machine. */
export type Environment = 'practice' | 'testnet' | 'live' | 'review';

/** The separate lanes of one venue connection. */
export type VenueChannel = 'market-data' | 'private' | 'cancel';

/** State of a lane. `resynchronising`: connected, but its data must not be believed yet. */
export type ChannelState = 'connecting' | 'resynchronising' | 'live' | 'stale' | 'blocked' | 'closed';

/** Marks a string as a venue id. */
export function venueId(value: string): VenueId {
  return value as VenueId;
}

/** One connection as the scripted Deribit sees it, and which lane of the desk it must be. */
import type { WebSocket } from 'ws';
import type { VenueChannel } from '../../../shared/domain/venue';

export interface Client {
  readonly id: number;
  readonly socket: WebSocket;
  channels: Set<string>;
  isSignedIn: boolean;
  isProtected: boolean;
  isFrozen: boolean;
}

/** The venue is not told what a connection is for; what it asked for gives it away. */
export function roleOf(client: Client): VenueChannel {
  if (client.isProtected) return 'private';
  return [...client.channels].some((channel) => channel.startsWith('deribit_price_index')) ? 'market-data' : 'cancel';
}

/** The ways out to the venue, behind one interface: guarded network doors on the desk, an in-process exchange in the simulator. */
import type { Result } from '../../../shared/domain/result';
import type { VenueCredentials, VenueEndpoint } from '../venue-port';
import { openGuardedSocket } from './host-guard';
import { DeribitRest } from './rest';
import type { TradePages } from './trade-pages';

/** What a lane uses of a websocket. */
export interface LaneSocket {
  readonly readyState: number;
  readonly CLOSED: number;
  on(event: 'open', listener: () => void): unknown;
  on(event: 'message', listener: (data: { toString(): string }, isBinary: boolean) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  send(text: string): void;
  /** Ends it at once, without a farewell. */
  terminate(): void;
}

/** What is asked over HTTP: lists of raw, untrusted records, or why there are none. */
export interface RestDoor {
  instruments(currency: string): Promise<Result<readonly unknown[], string>>;
  historicalTrades(currency: string, sinceMs: number, untilMs: number): Promise<Result<TradePages, string>>;
}

/** Both doors. `openSocket` throws when the host is not allowed, before anything is sent. */
export interface VenueDoors {
  readonly rest: RestDoor;
  openSocket(): LaneSocket;
}

/** Where, as whom, and by which doors. */
export interface VenueAccess {
  readonly endpoint: VenueEndpoint;
  readonly credentials: VenueCredentials;
  readonly doors: VenueDoors;
}

/** The real doors: each reaches only the endpoint's hosts. */
export function guardedDoors(endpoint: VenueEndpoint, credentials: VenueCredentials): VenueDoors {
  return { rest: new DeribitRest(endpoint, credentials), openSocket: () => openGuardedSocket(endpoint) };
}

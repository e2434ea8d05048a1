/** One connection as the scripted Deribit sees it, and which lane of the desk it must be. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { VenueChannel } from '../../../shared/domain/venue';
import type { FrameDamage } from '../stand-in';

export interface Client {
  readonly id: number;
  readonly socket: WebSocket;
  /** What the frames travel on. */
  readonly raw: Duplex;
  channels: Set<string>;
  isSignedIn: boolean;
  isProtected: boolean;
  isFrozen: boolean;
}

/** A connection that has asked for nothing yet. */
export function newClient(id: number, socket: WebSocket, raw: Duplex): Client {
  return { id, socket, raw, channels: new Set(), isSignedIn: false, isProtected: false, isFrozen: false };
}

/** The venue is not told what a connection is for; what it asked for gives it away. */
export function roleOf(client: Client): VenueChannel {
  if (client.isProtected) return 'private';
  return [...client.channels].some((channel) => channel.startsWith('deribit_price_index')) ? 'market-data' : 'cancel';
}

/** The first byte of a frame that is a whole text. */
const TEXT = 0x81;

/** Writes past the websocket, because it would send no such frame. */
export function breakFrame({ raw }: Client, damage: FrameDamage): void {
  if (damage === 'a text that is no UTF-8') raw.write(Buffer.from([TEXT, 4, 0x7b, 0xc3, 0x28, 0x7d]));
  else raw.write(Buffer.concat([Buffer.from([TEXT, 64]), Buffer.from('{"jsonrpc":"2.0","meth')]), () => raw.destroy());
}

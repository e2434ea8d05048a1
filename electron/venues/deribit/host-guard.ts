/** The only two doors to the network: each refuses every host:port outside the endpoint's list before a socket exists. */
import { WebSocket } from 'ws';
import type { VenueEndpoint } from '../venue-port';

/** Largest frame believed; a full raw book is under 1 MB. */
const MAXIMUM_FRAME_BYTES = 8 * 1024 * 1024;

/** An outgoing connection that the endpoint's list does not name. */
class HostRefused extends Error {
  override readonly name = 'HostRefused';
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'wss:': '443', 'http:': '80', 'ws:': '80' };
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Returns the parsed URL, or throws `HostRefused`. Unencrypted traffic is for this machine only. */
export function assertAllowedHost(url: string, endpoint: VenueEndpoint): URL {
  const parsed = new URL(url);
  const host = `${parsed.hostname}:${parsed.port || (DEFAULT_PORTS[parsed.protocol] ?? '')}`;
  if (!endpoint.hosts.includes(host)) {
    throw new HostRefused(`outgoing connection refused: expected one of ${endpoint.hosts.join(', ')}, found ${host}`);
  }
  const isPlain = parsed.protocol === 'http:' || parsed.protocol === 'ws:';
  if (isPlain && !LOOPBACK.has(parsed.hostname)) {
    throw new HostRefused(`outgoing connection refused: expected https or wss for ${host}, found ${parsed.protocol.slice(0, -1)}`);
  }
  return parsed;
}

/** A `fetch` that reaches only the endpoint's hosts and follows no redirect (a redirect could lead anywhere). */
export function guardFetch(endpoint: VenueEndpoint, innerFetch: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    assertAllowedHost(url, endpoint);
    return innerFetch(input, { ...init, redirect: 'error' });
  };
}

/** Opens a websocket to the endpoint; throws `HostRefused` before anything is sent. */
export function openGuardedSocket(endpoint: VenueEndpoint): WebSocket {
  const url = assertAllowedHost(endpoint.websocketUrl, endpoint);
  return new WebSocket(url, {
    followRedirects: false,
    handshakeTimeout: 5_000,
    maxPayload: MAXIMUM_FRAME_BYTES,
    perMessageDeflate: false,
  });
}

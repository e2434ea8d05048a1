/** No way out except to the hosts that the endpoint names, not even through ccxt. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertAllowedHost, guardFetch, openGuardedSocket } from '../../../../../electron/venues/deribit/host-guard';
import { DeribitRest } from '../../../../../electron/venues/deribit/rest';
import type { VenueEndpoint } from '../../../../../electron/venues/venue-port';

const credentials = { clientId: 'canary-client-id', clientSecret: 'canary-client-secret' };
let reached: string[] = [];
let port = 0;
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  reached = [];
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    if (request.url?.startsWith('/redirect')) response.writeHead(302, { location: `http://localhost:${port}/elsewhere` });
    else response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', result: [{ instrument_name: 'BTC-PERPETUAL', big: 12345678901234.5 }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function endpoint(hosts: readonly string[]): VenueEndpoint {
  return { environment: 'practice', httpUrl: `http://127.0.0.1:${port}`, websocketUrl: `ws://127.0.0.1:${port}/ws/api/v2`, hosts };
}

describe('the list of hosts', () => {
  const live: VenueEndpoint = {
    environment: 'live',
    httpUrl: '',
    websocketUrl: '',
    hosts: ['www.deribit.com:443', '127.0.0.1:8000', 'plain.example:80'],
  };

  it.each(['https://www.deribit.com/api', 'wss://www.deribit.com/ws', 'https://www.deribit.com:443/', 'http://127.0.0.1:8000/'])(
    'lets %s pass',
    (url) => {
      expect(assertAllowedHost(url, live).href).toBe(new URL(url).href);
    },
  );

  it.each([
    'https://www.deribit.com.evil.example/',
    'https://evil.example/?www.deribit.com:443',
    'https://www.deribit.com@evil.example/',
    'https://www.deribit.com:8443/',
    'http://www.deribit.com/',
    'http://plain.example/',
    'ws://plain.example/',
    'https://127.0.0.1:8001/',
  ])('refuses %s', (url) => {
    expect(() => assertAllowedHost(url, live)).toThrow(/refused/);
  });

  it('holds for fetch, for redirects and for websockets, and nothing is sent', async () => {
    const allowed = guardFetch(endpoint([`127.0.0.1:${port}`]));
    await expect(guardFetch(endpoint(['other.example:443']))(`http://127.0.0.1:${port}/x`)).rejects.toThrow(/refused/);
    expect(() => openGuardedSocket(endpoint(['other.example:443']))).toThrow(/refused/);
    expect(reached).toEqual([]);
    await expect(allowed(`http://127.0.0.1:${port}/redirect`)).rejects.toThrow();
    expect(reached).toEqual(['/redirect']);
  });

  it('holds below ccxt', async () => {
    const refused = await new DeribitRest(endpoint(['other.example:443']), credentials).instruments('BTC');
    expect(refused.ok).toBe(false);
    expect(reached).toEqual([]);
    const answered = await new DeribitRest(endpoint([`127.0.0.1:${port}`]), credentials).instruments('BTC');
    expect(answered).toEqual({ ok: true, value: [{ instrument_name: 'BTC-PERPETUAL', big: 12345678901234.5 }] });
    expect(reached).toEqual(['/api/v2/public/get_instruments?currency=BTC&expired=false']);
  });

  it('a refusal by ccxt names neither key nor signature', async () => {
    const refused = await new DeribitRest(endpoint(['other.example:443']), credentials).historicalTrades('BTC', 0, 1);
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toMatch(/canary|sig=/);
  });
});

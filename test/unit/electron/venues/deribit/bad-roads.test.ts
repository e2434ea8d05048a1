/** Roads to the venue that lead nowhere or to a stranger: names that do not resolve, proxies that refuse, certificates of nobody. */
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeribitConnection } from '../../../../../electron/venues/deribit/connection';
import { openGuardedSocket } from '../../../../../electron/venues/deribit/host-guard';
import { DeribitRest } from '../../../../../electron/venues/deribit/rest';
import type { VenueEndpoint } from '../../../../../electron/venues/venue-port';
import { DeribitStandIn } from '../../../../conformance/stand-ins/deribit';
import type { VenueStandIn } from '../../../../conformance/stand-in';
import { VenueDesk } from '../../../../conformance/venue-desk';
import { deribit } from '../../../../../electron/venues/deribit/index';
import { selfSigned } from '../../../../support/self-signed';

let standIn: VenueStandIn;
let desk: VenueDesk;
let servers: { closeAllConnections(): void; close(done: () => void): unknown }[] = [];

/** Lanes open in this order. */
const LANES = ['market-data', 'private', 'cancel'] as const;

beforeEach(async () => {
  standIn = await DeribitStandIn.start();
});

afterEach(async () => {
  await desk.connection.stop();
  await standIn.stop();
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(resolve));
  }
  servers = [];
});

/** A desk whose `number`-th socket (from 0) takes the road that `roadOf` names; `null`: the good one. */
function openDesk(roadOf: (number: number) => VenueEndpoint | null): VenueDesk {
  let opened = 0;
  const { endpoint, credentials } = standIn;
  return new VenueDesk(
    {
      ...deribit,
      connect: (_endpoint, _credentials, rim) =>
        new DeribitConnection(rim, {
          endpoint,
          credentials,
          doors: { rest: new DeribitRest(endpoint, credentials), openSocket: () => openGuardedSocket(roadOf(opened++) ?? endpoint) },
        }),
    },
    standIn,
  );
}

const roadTo = (scheme: 'ws' | 'wss', host: string): VenueEndpoint => ({
  environment: 'testnet',
  httpUrl: `${scheme === 'ws' ? 'http' : 'https'}://${host}`,
  websocketUrl: `${scheme}://${host}/ws/api/v2`,
  hosts: [host],
});

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function untilLive(channel: (typeof LANES)[number]): Promise<void> {
  await desk.next('channel-changed', (event) => event.channel === channel && event.state === 'live');
}

describe('a road that leads nowhere', () => {
  it('costs only its own lane: orders and the pull go by those that are alive (fault 16)', async () => {
    const nowhere = roadTo('wss', 'venue.invalid:443');
    desk = openDesk((number) => (number === 0 || number > 2 ? nowhere : null));
    desk.connection.start();
    await untilLive('private');
    await untilLive('cancel');
    const { order, id } = desk.approve(standIn.instrumentId);
    desk.connection.sendOrder(order);
    await desk.next('order-reported', (event) => event.report.clientOrderId === id);
    desk.connection.cancelAll('mine');
    await desk.next('cancel-all-confirmed', (event) => event.remaining === 0);
    expect(standIn.openLabels()).toEqual([]);
    const lost = await desk.next(
      'channel-changed',
      (event) => event.channel === 'market-data' && event.reason.includes('connection failed'),
    );
    expect(lost.state).toBe('connecting');
  });

  it('of the cancel lane leaves the private lane to pull by (fault 16)', async () => {
    const nowhere = roadTo('wss', 'venue.invalid:443');
    desk = openDesk((number) => (number >= 2 ? nowhere : null));
    desk.connection.start();
    await untilLive('private');
    const { order, id } = desk.approve(standIn.instrumentId);
    desk.connection.sendOrder(order);
    await desk.next('order-reported', (event) => event.report.clientOrderId === id);
    desk.connection.cancelAll('mine');
    await desk.next('cancel-all-confirmed', (event) => event.remaining === 0);
    expect(standIn.openLabels()).toEqual([]);
  });

  it('is tried again after growing pauses, and taken once a proxy lets it through (fault 16)', async () => {
    const port = await listen(createServer());
    const proxy = servers[0] as ReturnType<typeof createServer>;
    proxy.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    const refusing = roadTo('ws', `127.0.0.1:${port}`);
    desk = openDesk((number) => (number === 0 || number === 3 || number === 4 ? refusing : null));
    desk.connection.start();
    await untilLive('market-data');
    const refusals = desk
      .all('channel-changed')
      .filter((event) => event.channel === 'market-data' && event.reason.includes('response: 407'));
    expect(refusals).toHaveLength(3);
    const pauses = refusals.map((event) => Number(/trying again in (\d+) ms/.exec(event.reason)?.[1]));
    expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
    expect(pauses[2]).toBeGreaterThan(pauses[0] ?? Number.POSITIVE_INFINITY);
  });
});

describe('a stranger between us and the venue', () => {
  it.each([
    ['that nobody vouches for', 'venue.example', '491231235959Z', /self-signed|self signed/],
    ['that has run out', '127.0.0.1', '210101000000Z', /self-signed|self signed|expired/],
  ])(
    'with a certificate %s is refused on every lane, hears nothing, and there is no plain way instead (fault 17)',
    async (_, host, until, words) => {
      const heard: string[] = [];
      const secure = createSecureServer(selfSigned(host, until), (request) => heard.push(request.url ?? ''));
      secure.on('upgrade', (request) => heard.push(request.url ?? ''));
      const plain: string[] = [];
      secure.on('connection', (socket) => socket.once('data', (chunk: Buffer) => void (chunk[0] === 0x16 || plain.push(String(chunk)))));
      const stranger = roadTo('wss', `127.0.0.1:${await listen(secure)}`);
      desk = openDesk(() => stranger);
      desk.connection.start();
      for (const channel of LANES) {
        const refused = await desk.next(
          'channel-changed',
          (event) => event.channel === channel && event.reason.includes('connection failed'),
        );
        expect(refused.reason).toMatch(words);
      }
      const lists = await new DeribitRest(stranger, standIn.credentials).instruments('BTC');
      expect(lists.ok).toBe(false);
      expect(heard).toEqual([]);
      expect(plain).toEqual([]);
      expect(desk.all('channel-changed').some((event) => event.state === 'live')).toBe(false);
    },
  );
});

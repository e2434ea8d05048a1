/** The HTTP client is loaded when first needed, a failure to load it is not for ever; and what it reads is all there is. */
import { describe, expect, it } from 'vitest';
import { DeribitRest } from '../../../../../electron/venues/deribit/rest';
import type { VenueEndpoint } from '../../../../../electron/venues/venue-port';

/** An endpoint that cannot be read the first time, as when nothing can be loaded for want of descriptors. */
function troubledEndpoint(): VenueEndpoint {
  let isTroubled = true;
  return {
    environment: 'practice',
    websocketUrl: 'ws://127.0.0.1:9',
    hosts: ['127.0.0.1:9'],
    get httpUrl(): string {
      if (!isTroubled) return 'http://127.0.0.1:9';
      isTroubled = false;
      throw new Error('too many open files');
    },
  };
}

function openEndpoint(): VenueEndpoint {
  const hosts = ['127.0.0.1:9'];
  return { environment: 'practice', websocketUrl: 'ws://127.0.0.1:9', httpUrl: 'http://127.0.0.1:9', hosts };
}

const answer = (): Promise<Response> =>
  Promise.resolve(new Response(JSON.stringify({ jsonrpc: '2.0', result: [] }), { headers: { 'content-type': 'application/json' } }));

/** Answers with the page of executions that a request asks for, one a second: the earliest from an instant on, else the latest; newest first. */
function archiveOf(count: number, asked: URL[]): typeof fetch {
  return (input) => {
    const url = new URL(String(input));
    asked.push(url);
    const endMs = Number(url.searchParams.get('end_timestamp') ?? Infinity);
    const all = Array.from({ length: count }, (_, index) => ({ trade_id: `BTC-${count - index}`, timestamp: (count - index) * 1_000 }));
    const found = all.filter(({ timestamp }) => timestamp <= endMs);
    const page = url.searchParams.has('start_timestamp') ? found.slice(-1_000) : found.slice(0, 1_000);
    const result = { trades: page, has_more: found.length > 1_000 };
    return Promise.resolve(new Response(JSON.stringify({ jsonrpc: '2.0', result }), { headers: { 'content-type': 'application/json' } }));
  };
}

describe('the archive of executions', () => {
  it('is read page by page until there is no more, also what is older than the thousand newest', async () => {
    const asked: URL[] = [];
    const rest = new DeribitRest(openEndpoint(), { clientId: 'id', clientSecret: 'secret' }, archiveOf(2_500, asked));
    const answered = await rest.historicalTrades('BTC', 1_000, 9_000_000);
    const { trades, unreadBeforeMs } = answered.ok ? answered.value : { trades: [], unreadBeforeMs: 0 };
    expect(new Set(trades.map((trade) => String(Reflect.get(Object(trade), 'trade_id')))).size).toBe(2_500);
    expect(unreadBeforeMs).toBeNull();
    expect(asked).toHaveLength(4);
    expect(asked.every(({ searchParams }) => searchParams.get('historical') === 'true')).toBe(true);
  });
});

describe('a list asked for over HTTP', () => {
  it('comes once the client can be loaded, although it could not be the first time', async () => {
    const rest = new DeribitRest(troubledEndpoint(), { clientId: '', clientSecret: '' }, answer);
    expect(await rest.instruments('BTC')).toMatchObject({ ok: false, error: expect.stringMatching(/too many open files/) });
    expect(await rest.instruments('BTC')).toEqual({ ok: true, value: [] });
  });
});

describe('a venue that has had enough', () => {
  it.each([
    [429, 12, /held back for another 7 s: the venue answered 429/],
    [418, 13, /held back for another 7 s: the venue answered 418.*cancels go by socket/],
  ])(
    'with %i is asked nothing more over HTTP by the client that the desk uses, and whoever asks is told (fault %i)',
    async (status, _, said) => {
      let reached = 0;
      const rest = new DeribitRest(openEndpoint(), { clientId: 'id', clientSecret: 'secret' }, () => {
        reached += 1;
        return Promise.resolve(new Response('{}', { status, headers: { 'retry-after': '7' } }));
      });
      expect(await rest.instruments('BTC')).toMatchObject({ ok: false });
      expect(await rest.instruments('ETH')).toMatchObject({ ok: false, error: expect.stringMatching(said) as string });
      expect(await rest.historicalTrades('BTC', 0, 1)).toMatchObject({ ok: false, error: expect.stringMatching(said) as string });
      expect(reached).toBe(1);
    },
  );
});

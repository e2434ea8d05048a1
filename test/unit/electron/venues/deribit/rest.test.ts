/** The HTTP client is loaded when first needed; a failure to load it is not for ever. */
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

const answer = (): Promise<Response> =>
  Promise.resolve(new Response(JSON.stringify({ jsonrpc: '2.0', result: [] }), { headers: { 'content-type': 'application/json' } }));

describe('a list asked for over HTTP', () => {
  it('comes once the client can be loaded, although it could not be the first time', async () => {
    const rest = new DeribitRest(troubledEndpoint(), { clientId: '', clientSecret: '' }, answer);
    expect(await rest.instruments('BTC')).toMatchObject({ ok: false, error: expect.stringMatching(/too many open files/) });
    expect(await rest.instruments('BTC')).toEqual({ ok: true, value: [] });
  });
});

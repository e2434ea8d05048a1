/** Signing in: the secret stays here, and a key that could withdraw is refused. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signIn } from '../../../../../electron/venues/deribit/authentication';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { RpcSession } from '../../../../../electron/venues/deribit/rpc';
import type { Environment } from '../../../../../shared/domain/venue';
import { HandClock } from './hand-clock';

const credentials = { clientId: 'the-client-id', clientSecret: 'the-client-secret' };

async function tryWith(scope: string, environment: Environment): Promise<{ outcome: Awaited<ReturnType<typeof signIn>>; written: string }> {
  let written = '';
  const rpc = new RpcSession({ rim: new HandClock().rim, credits: new VenueCredits(0), write: (text) => (written = text) });
  const signing = signIn(rpc, { credentials, environment, venueNowMs: 1_700_000_000_000.4 });
  const result = { access_token: 'a', refresh_token: 'r', expires_in: 900, scope };
  rpc.settle({ id: 1, result, error: null, venueTimeUs: null });
  return { outcome: await signing, written };
}

describe('signing in', () => {
  it('writes a signature over the venue’s time, never the secret', async () => {
    const { outcome, written } = await tryWith('account:read trade:read_write wallet:none', 'live');
    const { params } = JSON.parse(written) as { params: Record<string, string> };
    const expected = createHmac('sha256', credentials.clientSecret)
      .update(`1700000000000\n${params['nonce'] ?? ''}\n`)
      .digest('hex');
    expect(params['signature']).toBe(expected);
    expect(written).not.toContain(credentials.clientSecret);
    expect(outcome).toEqual({ ok: true, value: { expiresInMs: 900_000, tokens: ['a', 'r'] } });
  });

  it.each(['live', 'testnet'] as const)('refuses for good a key that could withdraw on %s', async (environment) => {
    const { outcome } = await tryWith('trade:read_write wallet:read_write', environment);
    expect(outcome).toMatchObject({ ok: false, error: { isFinal: true } });
  });

  it('takes any key where there is no wallet', async () => {
    expect((await tryWith('trade:read_write wallet:read_write', 'practice')).outcome.ok).toBe(true);
  });
});

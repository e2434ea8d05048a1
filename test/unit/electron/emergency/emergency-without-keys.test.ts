/** Main's own client on a desk that only looks: it has no keys, so there is nothing of it to take out. */
import { describe, expect, it } from 'vitest';
import { EmergencyPull } from '../../../../electron/emergency/emergency-pull';

describe('the emergency pull without keys', () => {
  it('is over at once and signs in nowhere: a venue bans an address that fails to sign in for ever', async () => {
    let opened = 0;
    const pull = new EmergencyPull(
      { credentials: { clientId: '', clientSecret: '' }, venueNowMs: () => 0, isAccountOurs: true },
      {
        monotonicMs: () => 0,
        schedule: () => () => undefined,
        openSocket: () => {
          opened += 1;
          throw new Error('expected no connection');
        },
        complain: () => undefined,
      },
    );
    expect(await pull.done).toEqual({ isConfirmed: true, firstCancelAfterMs: null, elapsedMs: 0 });
    expect(opened).toBe(0);
  });
});

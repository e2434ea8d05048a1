/** A connection asks for the list of instruments anew while something that is wanted is off it, and not for what is over. */
import { describe, expect, it } from 'vitest';
import { DeribitConnection } from '../../../../../electron/venues/deribit/connection';
import type { LaneSocket } from '../../../../../electron/venues/deribit/doors';
import { instrumentId } from '../../../../../shared/domain/instrument';
import { ok } from '../../../../../shared/domain/result';
import { NAME, PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';
import { VENUE } from '../../../../support/engine-parts';
import { HandClock } from './hand-clock';

const QUARTER_MS = 15 * 60_000;
const FUTURE = { ...PERPETUAL, instrument_name: 'BTC-25DEC26' };
const endpoint = { environment: 'testnet', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** A socket that never opens. */
const CLOSED: LaneSocket = {
  readyState: 0,
  CLOSED: 3,
  on: () => undefined,
  once: () => undefined,
  send: () => undefined,
  terminate: () => undefined,
};

/** How often the list is loaded within the second after the first reload, which lacks a future that is wanted. */
async function loadsOnceGone(expiresAtMs: number): Promise<number> {
  const clock = new HandClock();
  let loads = 0;
  const rest = {
    instruments: (currency: string) => {
      loads += currency === 'BTC' ? 1 : 0;
      const listed = loads === 1 ? [PERPETUAL, { ...FUTURE, expiration_timestamp: expiresAtMs }] : [PERPETUAL];
      return Promise.resolve(ok(currency === 'BTC' ? listed : []));
    },
    historicalTrades: () => Promise.resolve(ok({ trades: [], unreadBeforeMs: null })),
  };
  const connection = new DeribitConnection(clock.rim, {
    endpoint,
    credentials: { clientId: '', clientSecret: '' },
    doors: { rest, openSocket: () => CLOSED },
  });
  connection.subscribe([NAME, FUTURE.instrument_name].map((name) => instrumentId(VENUE, name)));
  connection.start();
  for (const passMs of [0, QUARTER_MS, 1_000]) {
    clock.advance(passMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  void connection.stop();
  return loads;
}

describe('a contract that is wanted and off the list', () => {
  it('has the list loaded again soon, because it may come back', async () => {
    expect(await loadsOnceGone(QUARTER_MS * 100)).toBe(3);
  });

  it('is not waited for once it expired', async () => {
    expect(await loadsOnceGone(QUARTER_MS)).toBe(2);
  });
});

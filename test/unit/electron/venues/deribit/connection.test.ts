/** A connection asks for the list of instruments anew while something that is wanted is off it, and not for what is over. */
import { describe, expect, it } from 'vitest';
import { DeribitConnection } from '../../../../../electron/venues/deribit/connection';
import type { LaneSocket } from '../../../../../electron/venues/deribit/doors';
import { instrumentId } from '../../../../../shared/domain/instrument';
import { ok } from '../../../../../shared/domain/result';
import { NAME, PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';
import { VENUE } from '../../../../support/engine-parts';
import { HandClock } from './hand-clock';
import { ToldSocket } from './told-socket';

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

/** Answers everything; each book that is subscribed comes as one snapshot with this much at its only bid. */
class BookSocket extends ToldSocket {
  constructor(private readonly amount: () => number) {
    super();
  }

  send(text: string): void {
    const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: { channels?: string[] } };
    const { channels = [] } = params;
    this.tell('message', JSON.stringify({ jsonrpc: '2.0', id, usIn: 1, usOut: 1, result: channels }), false);
    if (method !== 'public/subscribe') return;
    for (const channel of channels.filter((each) => each.startsWith('book.'))) {
      const book = {
        type: 'snapshot',
        instrument_name: NAME,
        change_id: 1,
        timestamp: 1,
        bids: [['new', 60_000, this.amount()]],
        asks: [],
      };
      this.tell('message', JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data: book } }), false);
    }
  }
}

describe('a contract whose lots became smaller while its list was known', () => {
  it('has the list loaded again by the first book that it cannot read, and costs the other books nothing', async () => {
    const clock = new HandClock();
    let lot = 10;
    const rest = {
      instruments: (currency: string) =>
        Promise.resolve(ok(currency === 'BTC' ? [{ ...PERPETUAL, contract_size: lot, min_trade_amount: lot }] : [])),
      historicalTrades: () => Promise.resolve(ok({ trades: [], unreadBeforeMs: null })),
    };
    const sockets: BookSocket[] = [];
    const openSocket = (): LaneSocket => {
      const socket = new BookSocket(() => 3 * lot);
      sockets.push(socket);
      clock.rim.schedule(10, () => socket.tell('open'));
      return socket;
    };
    const connection = new DeribitConnection(clock.rim, {
      endpoint,
      credentials: { clientId: '', clientSecret: '' },
      doors: { rest, openSocket },
    });
    const id = instrumentId(VENUE, NAME);
    connection.subscribe([id]);
    connection.start();
    const pass = async (milliseconds: number): Promise<void> => {
      for (let passed = 0; passed < milliseconds; passed += 50) {
        clock.advance(50);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await pass(1_000);
    lot = 5;
    clock.events.length = 0;
    connection.resynchroniseBook(id, 'its lots became smaller');
    await pass(5_000);
    const books = clock.events.filter((event) => event.kind === 'book-snapshot');
    void connection.stop();
    expect(books.at(-1)).toMatchObject({ bids: [[120_000, 3]] });
    expect(sockets).toHaveLength(1);
  });
});

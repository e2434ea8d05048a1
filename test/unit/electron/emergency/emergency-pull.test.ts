/** Main's own client against the real practice exchange, and against a venue that fails it. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startEmergencyPull, type EmergencyPull, type PullTask } from '../../../../electron/emergency/emergency-pull';
import { practiceAccounts } from '../../../../electron/practice/accounts';
import { startPracticeServer, type PracticeServer } from '../../../../electron/practice/practice-server';
import { Exchange } from '../../../../shared/exchange/exchange';
import { SyntheticFlow } from '../../../../shared/exchange/flow/synthetic/synthetic-flow';
import { ours, pullByHand, SECRET, task, type Json } from './pull-by-hand';

let server: PracticeServer;

beforeEach(async () => {
  const startMs = Date.now();
  const exchange = new Exchange({
    startMs,
    flow: new SyntheticFlow({ seed: 3, startMs, speed: 1 }),
    accounts: practiceAccounts({ accounts: [], matchingRate: null }),
    hasControl: true,
    hmacSha256Hex: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
    tokenSalt: 'test',
  });
  server = await startPracticeServer({ exchange, port: 0, log: { write: () => undefined, close: () => undefined }, now: Date.now });
});
afterEach(() => server.close());

/** Calls over one socket, signed in. */
async function signedIn(): Promise<(method: string, params?: Json) => Promise<Json>> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws/api/v2`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let lastId = 0;
  socket.setMaxListeners(0);
  const call = (method: string, params: Json = {}): Promise<Json> => {
    const id = (lastId += 1);
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return new Promise((resolve) => {
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as Json;
        if (message['id'] === id) resolve(message);
      });
    });
  };
  await call('public/auth', { grant_type: 'client_credentials', client_id: 'practice', client_secret: SECRET });
  return call;
}

/** Rests a bid far below the market; its order id. */
async function rest(call: (method: string, params?: Json) => Promise<Json>, label: string): Promise<string> {
  const ticker = (await call('public/ticker', { instrument_name: 'BTC-PERPETUAL' }))['result'] as Json;
  const price = Math.floor(Number(ticker['mark_price']) * 0.99);
  const params = { instrument_name: 'BTC-PERPETUAL', amount: 100, type: 'limit', price, label, post_only: true };
  const answer = await call('private/buy', params);
  const order = (answer['result'] as Json | undefined)?.['order'] as Json | undefined;
  if (order === undefined) throw new Error(`expected a resting order, found ${JSON.stringify(answer)}`);
  return String(order['order_id']);
}

async function openLabels(call: (method: string, params?: Json) => Promise<Json>): Promise<readonly string[]> {
  return ((await call('private/get_open_orders'))['result'] as readonly Json[]).map((order) => String(order['label']));
}

function pull(change: Partial<PullTask> = {}, hosts = [`127.0.0.1:${server.port}`]): { pull: EmergencyPull; complaints: string[] } {
  const complaints: string[] = [];
  const host = `127.0.0.1:${server.port}`;
  const endpoint = { environment: 'practice', httpUrl: `http://${host}`, websocketUrl: `ws://${host}/ws/api/v2`, hosts } as const;
  return { pull: startEmergencyPull(endpoint, task(change), (text) => void complaints.push(text)), complaints };
}

describe('the emergency pull at the exchange', () => {
  it('takes every order out of an account of ours and has it confirmed (fault 49)', async () => {
    const call = await signedIn();
    for (let number = 0; number < 5; number += 1) await rest(call, `keel-${number}`);
    const report = await pull().pull.done;
    expect(report).toMatchObject({ isConfirmed: true });
    expect(report.firstCancelAfterMs).not.toBeNull();
    expect(await openLabels(call)).toEqual([]);
  });

  it.each([true, false])(
    'leaves the orders of another tool alone (known to be alone in the account: %s) (fault 31)',
    async (isAccountOurs) => {
      const call = await signedIn();
      await rest(call, 'keel-1');
      if (!isAccountOurs) await rest(call, 'another tool');
      await rest(call, 'keel-2');
      expect(await pull({ isAccountOurs }).pull.done).toMatchObject({ isConfirmed: true });
      expect(await openLabels(call)).toEqual(isAccountOurs ? [] : ['another tool']);
    },
  );

  it('asks the venue for the time when its signature is refused, and goes on (fault 18)', async () => {
    const call = await signedIn();
    await rest(call, 'keel-1');
    expect(await pull({ venueNowMs: () => Date.now() - 3_600_000 }).pull.done).toMatchObject({ isConfirmed: true });
    expect(await openLabels(call)).toEqual([]);
  });

  it('refuses a host that is not on the list, before anything is sent (fault 74)', async () => {
    const { pull: refused, complaints } = pull({}, ['127.0.0.1:1']);
    expect(await refused.done).toMatchObject({ isConfirmed: false, firstCancelAfterMs: null });
    expect(complaints.join()).toMatch(/outgoing connection refused/);
  });
});

const WHOLESALE_FIRST = ['public/auth', ...Array.from({ length: 4 }, () => 'private/cancel_all_by_currency'), 'private/get_open_orders'];

describe('the emergency pull without a friendly venue', () => {
  it('cancels before it asks for the list where nobody else has orders, and after it where that is not known', () => {
    const fast = pullByHand();
    fast.enter();
    expect(fast.socket().sent.map((call) => call['method'])).toEqual(WHOLESALE_FIRST);
    // No `cancel_all`: nobody here hears of what another tool has in linear contracts, spot or combos (fault 31).
    const emptied = ['BTC', 'ETH'].flatMap((currency) => ['future', 'option'].map((kind) => ({ params: { currency, kind } })));
    expect(fast.socket().sent.slice(1, -1)).toMatchObject(emptied);
    const careful = pullByHand({ isAccountOurs: false });
    careful.enter();
    expect(careful.socket().sent.map((call) => call['method'])).toEqual(['public/auth', 'private/get_open_orders']);
    careful.socket().answer('private/get_open_orders', [ours, { order_id: '2', instrument_name: 'BTC-PERPETUAL', label: 'other' }]);
    expect(careful.socket().sent.at(-1)).toMatchObject({ method: 'private/cancel', params: { order_id: '1' } });
  });

  it('spares the orders of another tool over a new connection too, once it has seen them (fault 31)', () => {
    const { pass, socket, sockets, enter } = pullByHand({ isAccountOurs: false });
    enter();
    socket().answer('private/get_open_orders', [ours, { order_id: '2', instrument_name: 'BTC-PERPETUAL', label: 'other' }]);
    socket().fire('close');
    pass(500);
    enter();
    expect(sockets).toHaveLength(2);
    expect(socket().sent.map((call) => call['method'])).toEqual(['public/auth', 'private/get_open_orders']);
  });

  it('touches nothing while it is held, and cancels at once when it is let go', () => {
    const { made, pass, socket, enter } = pullByHand({ isHeld: true });
    enter();
    pass(1_000);
    expect(socket().sent.map((call) => call['method'])).toEqual(['public/auth']);
    made.go();
    expect(socket().sent.map((call) => call['method'])).toEqual(WHOLESALE_FIRST);
    const early = pullByHand({ isHeld: true });
    early.made.go();
    early.enter();
    expect(early.socket().sent.map((call) => call['method'])).toContain('private/cancel_all_by_currency');
  });

  it('asked for again counts no list that was under way by then', async () => {
    const { made, pass, socket, enter } = pullByHand();
    enter();
    socket().answer('private/get_open_orders', []);
    pass(50);
    made.again();
    socket().answer('private/get_open_orders', []);
    pass(50);
    socket().answer('private/get_open_orders', []);
    const isOver = (): boolean => socket().isOver;
    expect(isOver()).toBe(false);
    pass(50);
    socket().answer('private/get_open_orders', []);
    expect(isOver()).toBe(true);
    expect(await made.done).toMatchObject({ isConfirmed: true });
  });

  it('needs the list empty twice in a row', async () => {
    const { made, pass, socket, enter } = pullByHand();
    enter();
    for (const list of [[], [ours], [], []]) {
      socket().answer('private/get_open_orders', list);
      if (list.length > 0) socket().answer('private/cancel_all_by_instrument', 1);
      pass(50);
    }
    expect(await made.done).toMatchObject({ isConfirmed: true });
    expect(socket().isOver).toBe(true);
  });

  it('does not take an unreadable list for an empty one', () => {
    const { pass, socket, sockets, enter } = pullByHand();
    enter();
    socket().answer('private/get_open_orders', { orders: [] });
    pass(100);
    expect(sockets).toHaveLength(2);
  });

  it('comes back after silence and after a loss, later each time, and says so while it lasts (faults 1, 2)', () => {
    const { pass, sockets, socket, complaints } = pullByHand();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      socket().fire(attempt % 2 === 0 ? 'close' : 'open');
      pass(4_100);
    }
    expect(sockets.length).toBeGreaterThan(6);
    expect(complaints.length).toBeGreaterThan(1);
    expect(complaints[0]).toMatch(/expected no open order after/);
  });

  it('counts lists anew when something may have been sent meanwhile', () => {
    const { made, pass, socket, enter } = pullByHand();
    enter();
    socket().answer('private/get_open_orders', []);
    made.again();
    pass(50);
    socket().answer('private/get_open_orders', []);
    pass(50);
    expect(socket().isOver).toBe(false);
    expect(socket().sent.at(-1)).toMatchObject({ method: 'private/get_open_orders' });
  });

  it('writes the secret on no wire and into no complaint (fault 73)', () => {
    const secret = 'canary-secret-0123456789';
    const { pass, socket, sockets, complaints } = pullByHand({ credentials: { clientId: 'id', clientSecret: secret } });
    socket().fire('open');
    pass(30_000);
    const frames = JSON.stringify(sockets.map(({ sent }) => sent));
    expect(frames).toContain('client_signature');
    expect([frames, ...complaints].join()).not.toContain(secret);
  });
});

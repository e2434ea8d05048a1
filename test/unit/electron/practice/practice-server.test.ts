/** The practice exchange over real sockets: websocket, HTTP, authentication, faults. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { practiceAccounts } from '../../../../electron/practice/accounts';
import { startPracticeServer, type PracticeServer } from '../../../../electron/practice/practice-server';
import { Exchange } from '../../../../shared/exchange/exchange';
import { SyntheticFlow } from '../../../../shared/exchange/flow/synthetic/synthetic-flow';

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
const lines: Record<string, unknown>[] = [];
let server: PracticeServer;

type Json = Record<string, unknown>;

async function start(port: number): Promise<PracticeServer> {
  const startMs = Date.now();
  const exchange = new Exchange({
    startMs,
    flow: new SyntheticFlow({ seed: 3, startMs, speed: 1 }),
    accounts: practiceAccounts({ accounts: [], matchingRate: null }),
    hasControl: true,
    hmacSha256Hex: hmac,
    tokenSalt: 'test',
  });
  const log = { write: (entry: unknown) => void lines.push(entry as Json), close: () => undefined };
  return startPracticeServer({ exchange, port, log, now: Date.now });
}

beforeEach(async () => {
  lines.length = 0;
  server = await start(0);
});
afterEach(() => server.close());

/** A websocket client that keeps what it hears. */
class Client {
  public readonly heard: Json[] = [];
  private readonly waiting = new Map<number, (message: Json) => void>();
  private nextId = 1;

  private constructor(public readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Json;
      this.heard.push(message);
      if (typeof message['id'] === 'number') this.waiting.get(message['id'])?.(message);
    });
  }

  public static async open(): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws/api/v2`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Client(socket);
  }

  public call(method: string, params: Json = {}): Promise<Json> {
    const id = this.nextId++;
    const answer = new Promise<Json>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return answer;
  }

  public login(): Promise<Json> {
    return this.call('public/auth', { grant_type: 'client_credentials', client_id: 'practice', client_secret: 'practice' });
  }
}

async function until(isDone: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!isDone()) {
    if (Date.now() > end) throw new Error('expected a condition within 5 s, found none');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const get = async (path: string, headers: Record<string, string> = {}): Promise<Json> =>
  (await (await fetch(`http://127.0.0.1:${server.port}${path}`, { headers })).json()) as Json;

describe('the websocket side', () => {
  it('streams an unbroken book, takes an order, fills it and shows the position', async () => {
    const client = await Client.open();
    await client.login();
    await client.call('private/enable_cancel_on_disconnect');
    await client.call('private/subscribe', { channels: ['book.BTC-PERPETUAL.raw', 'user.trades.any.any.raw'] });
    const book = await client.call('public/get_order_book', { instrument_name: 'BTC-PERPETUAL' });
    const price = (book['result'] as { best_bid_price: number }).best_bid_price - 3;
    const sent = { instrument_name: 'BTC-PERPETUAL', amount: 500, price, post_only: true, label: 'mine' };
    const { order } = (await client.call('private/buy', sent))['result'] as { order: { order_id: string } };
    await client.call('practice/fill_order', { order_id: order.order_id, amount: 200 });
    const own = (): Json[] =>
      client.heard.filter((message) => (message['params'] as Json | undefined)?.['channel'] === 'user.trades.any.any.raw');
    await until(() => own().length > 0);
    expect((own()[0]?.['params'] as Json)['data']).toMatchObject([{ amount: 200, label: 'mine', liquidity: 'M' }]);
    expect((await client.call('private/get_positions'))['result']).toMatchObject([{ instrument_name: 'BTC-PERPETUAL', size: 200 }]);
    const books = (): { change_id: number; prev_change_id?: number }[] =>
      client.heard.flatMap((message) => {
        const params = message['params'] as { channel?: string; data: { change_id: number } } | undefined;
        return params?.channel === 'book.BTC-PERPETUAL.raw' ? [params.data] : [];
      });
    await until(() => books().length > 20);
    for (const [index, change] of books().entries()) {
      if (index > 0) expect(change.prev_change_id).toBe(books()[index - 1]?.change_id);
    }
    client.socket.terminate();
    await until(() => lines.some((line) => line['kind'] === 'cancel' && line['reason'] === 'cancel_on_disconnect'));
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'trade', label: 'mine', amount: 200, position: 200 }));
  });

  it('answers what is not JSON-RPC and what does not exist, and lives on', async () => {
    const client = await Client.open();
    client.socket.send('not json');
    client.socket.send('[1,2]');
    client.socket.send(JSON.stringify({ id: 77, method: '__proto__' }));
    await until(() => client.heard.length === 3);
    expect(client.heard.map((message) => (message['error'] as { code: number }).code)).toEqual([-32700, -32700, -32601]);
    expect(await client.call('public/test')).toMatchObject({ result: { version: expect.any(String) as string }, testnet: true });
    expect(await client.call('public/subscribe', { channels: ['__proto__.x'] })).toMatchObject({ error: { code: 11052 } });
  });

  it('drops and silences when a test says so', async () => {
    const client = await Client.open();
    await get('/api/v2/practice/silence?milliseconds=300');
    const answered = client.call('public/test');
    const first = await Promise.race([answered, new Promise((resolve) => setTimeout(() => resolve('silence'), 150))]);
    expect(first).toBe('silence');
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    expect(await get('/api/v2/practice/drop_connections')).toMatchObject({ result: 1 });
    await closed;
  });
});

describe('the HTTP side', () => {
  it('answers queries, and refuses private ones without a login', async () => {
    expect(await get('/api/v2/public/get_instruments?currency=BTC&kind=future')).toMatchObject({
      result: [{ instrument_name: 'BTC-PERPETUAL' }, {}, {}],
      testnet: true,
    });
    expect(await get('/api/v2/private/get_positions?currency=BTC')).toMatchObject({ error: { code: 13009 } });
    expect(await get('/nothing')).toMatchObject({ error: { code: -32700 } });
    expect(await get('/api/v2/private/enable_cancel_on_disconnect')).toMatchObject({ error: { code: 10030 } });
  });

  it('accepts basic, bearer and signed requests, and no forged ones', async () => {
    const path = '/api/v2/private/get_account_summary?currency=BTC';
    const basic = `Basic ${Buffer.from('practice:practice').toString('base64')}`;
    expect(await get(path, { authorization: basic })).toMatchObject({ result: { balance: 10 } });
    const query = 'grant_type=client_credentials&client_id=practice&client_secret=practice';
    const { result } = await get(`/api/v2/public/auth?${query}`);
    expect(await get(path, { authorization: `Bearer ${(result as { access_token: string }).access_token}` })).toMatchObject({
      result: { balance: 10 },
    });
    const signed = (secret: string): string => {
      const timestamp = String(Date.now());
      const signature = hmac(secret, `${timestamp}\nabc\nGET\n${path}\n\n`);
      return `deri-hmac-sha256 id=practice,ts=${timestamp},sig=${signature},nonce=abc`;
    };
    expect(await get(path, { authorization: signed('practice') })).toMatchObject({ result: { balance: 10 } });
    expect(await get(path, { authorization: signed('forged') })).toMatchObject({ error: { code: 13004 } });
  });

  it('sends orders by POST', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v2/private/buy`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('practice:practice').toString('base64')}` },
      body: JSON.stringify({ id: 9, params: { instrument_name: 'ETH-PERPETUAL', amount: 10, price: 2600, label: 'rest' } }),
    });
    expect(await response.json()).toMatchObject({ id: 9, result: { order: { label: 'rest', order_state: 'open' } } });
  });
});

describe('the port', () => {
  it('is refused when somebody else has it', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
  });
});

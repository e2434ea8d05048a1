/** Logins, cancel-on-disconnect, heartbeats, credits. */
import { describe, expect, it } from 'vitest';
import { LARGE_ACCOUNT_CREDITS, requestRate } from '../../../../shared/exchange/credits';
import { ExchangeBench, hmac, START_MS, testAccount } from '../../../support/quiet-exchange';

const open = (made: ExchangeBench): unknown[] => made.ok('watch', 'practice/open_orders');

function bench(): ExchangeBench {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob', 'watch');
  return made;
}

describe('login', () => {
  const signed = (secret: string, timestamp: number): Record<string, unknown> => ({
    grant_type: 'client_signature',
    client_id: 'alice',
    timestamp,
    nonce: 'n',
    data: 'd',
    signature: hmac(secret, `${timestamp}\nn\nd`),
  });

  it('checks secrets and signatures', () => {
    const made = new ExchangeBench();
    made.exchange.apply(made.now, { kind: 'connect', sessionId: 's', transport: 'websocket' });
    expect(made.code('s', 'private/get_positions')).toBe(13009);
    const wrong = { grant_type: 'client_credentials', client_id: 'alice', client_secret: 'bob' };
    expect(made.code('s', 'public/auth', wrong)).toBe(13004);
    expect(made.code('s', 'public/auth', signed('wrong', START_MS))).toBe(13004);
    expect(made.code('s', 'public/auth', signed('alice', START_MS - 120_000))).toBe(13004);
    expect(made.ok('s', 'public/auth', signed('alice', START_MS))).toMatchObject({ token_type: 'bearer' });
    expect(made.ok('s', 'private/get_positions')).toEqual([]);
  });

  it('renews by refresh token once', () => {
    const made = new ExchangeBench();
    made.exchange.apply(made.now, { kind: 'connect', sessionId: 's', transport: 'websocket' });
    const grant = made.ok<{ refresh_token: string }>('s', 'public/auth', signed('alice', START_MS));
    const renewal = { grant_type: 'refresh_token', refresh_token: grant.refresh_token };
    expect(made.ok('s', 'public/auth', renewal)).toHaveProperty('access_token');
    expect(made.code('s', 'public/auth', renewal)).toBe(13004);
  });

  it('ends a bearer token after its time', () => {
    const made = new ExchangeBench();
    made.exchange.apply(made.now, { kind: 'connect', sessionId: 'h', transport: 'http' });
    const { access_token: token } = made.ok<{ access_token: string }>('h', 'public/auth', signed('alice', START_MS));
    const ask = (): unknown => {
      const authorization = { kind: 'bearer', token } as const;
      const input = { kind: 'request', sessionId: 'h', id: 1, method: 'private/get_positions', parameters: {}, authorization } as const;
      const [output] = made.exchange.apply(made.now, input);
      return output?.kind === 'reply' ? output.message : null;
    };
    expect(ask()).toHaveProperty('result', []);
    made.pass(901_000);
    expect(ask()).toHaveProperty('error.code', 13009);
  });
});

describe('cancel-on-disconnect', () => {
  it('cancels the orders of the lost connection only, and tells why', () => {
    const made = bench();
    made.login('alice', 'alice-2');
    made.ok('alice', 'private/enable_cancel_on_disconnect');
    const lost = made.order('alice', 'buy', { price: 59_500 });
    const kept = made.order('alice-2', 'buy', { price: 59_400 });
    made.disconnect('alice');
    expect(open(made)).toMatchObject([{ order_id: kept['order_id'] }]);
    expect(made.ok('alice-2', 'private/get_order_state', { order_id: lost['order_id'] })).toMatchObject({
      order_state: 'cancelled',
      cancel_reason: 'cancel_on_disconnect',
    });
  });

  it('does nothing when off, and nothing after a logout', () => {
    const made = bench();
    made.order('alice', 'buy', { price: 59_500 });
    made.disconnect('alice');
    expect(open(made)).toHaveLength(1);
    made.login('alice');
    made.ok('alice', 'private/enable_cancel_on_disconnect');
    made.order('alice', 'buy', { price: 59_400 });
    made.ok('alice', 'private/logout');
    expect(open(made)).toHaveLength(2);
  });

  it('is on for every new connection once set for the account', () => {
    const made = bench();
    made.ok('alice', 'private/enable_cancel_on_disconnect', { scope: 'account' });
    made.login('alice', 'alice-2');
    expect(made.ok('alice-2', 'private/get_cancel_on_disconnect')).toEqual({ scope: 'connection', enabled: true });
  });

  it('does not cover orders sent by HTTP', () => {
    const made = bench();
    made.exchange.apply(made.now, { kind: 'connect', sessionId: 'h', transport: 'http' });
    const authorization = { kind: 'basic', clientId: 'alice', secret: 'alice' } as const;
    const parameters = { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 59_500 };
    made.exchange.apply(made.now, { kind: 'request', sessionId: 'h', id: 1, method: 'private/buy', parameters, authorization });
    made.ok('alice', 'private/enable_cancel_on_disconnect');
    made.disconnect('alice');
    expect(open(made)).toHaveLength(1);
  });
});

describe('heartbeat', () => {
  const kinds = (outputs: readonly { kind: string }[]): string[] =>
    outputs.filter((output) => output.kind !== 'log').map((output) => output.kind);

  it('asks a silent client, and closes it when it does not answer: its orders go', () => {
    const made = bench();
    made.ok('alice', 'private/enable_cancel_on_disconnect');
    made.order('alice', 'buy', { price: 59_500 });
    expect(made.code('alice', 'public/set_heartbeat', { interval: 5 })).toBe(-32602);
    made.ok('alice', 'public/set_heartbeat', { interval: 10 });
    expect(made.pass(10_000)).toMatchObject([{ kind: 'notify', message: { method: 'heartbeat', params: { type: 'test_request' } } }]);
    expect(kinds(made.pass(10_000))).toContain('close');
    expect(open(made)).toHaveLength(0);
  });

  it('keeps a client that answers', () => {
    const made = bench();
    made.ok('alice', 'public/set_heartbeat', { interval: 10 });
    for (let round = 0; round < 5; round += 1) {
      made.pass(10_000);
      made.ok('alice', 'public/test');
    }
    expect(made.outputs.filter((output) => output.kind === 'close')).toEqual([]);
  });
});

describe('credits', () => {
  const poor = { ...LARGE_ACCOUNT_CREDITS, matching: requestRate(5, 20) };

  it('answers 10028 and ends the session when the pool is empty; the pool refills with time', () => {
    const made = new ExchangeBench({ accounts: [testAccount('alice', poor), testAccount('bob')] });
    made.login('alice');
    made.login('bob', 'watch');
    made.ok('alice', 'private/enable_cancel_on_disconnect');
    for (let count = 0; count < 20; count += 1) made.order('alice', 'buy', { price: 59_000 });
    expect(made.code('alice', 'private/buy', { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 59_000 })).toBe(10028);
    expect(made.outputs.some((output) => output.kind === 'close' && output.sessionId === 'alice')).toBe(true);
    expect(open(made)).toHaveLength(0);
    made.pass(1000);
    made.login('alice', 'again');
    for (let count = 0; count < 5; count += 1) made.order('again', 'buy', { price: 59_000 });
    expect(made.code('again', 'private/buy', { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 59_000 })).toBe(10028);
  });

  it('states its limits in the account summary', () => {
    const made = new ExchangeBench({ accounts: [testAccount('alice', poor)] });
    made.login('alice');
    expect(made.ok('alice', 'private/get_account_summary', { currency: 'BTC' })).toMatchObject({
      balance: 10,
      limits: { matching_engine: { trading: { total: { burst: 20, rate: 5 } } }, non_matching_engine: { burst: 100, rate: 20 } },
    });
  });
});

/** The Deribit adapter against the practice exchange: the same wire, a real market, nobody scripting the answers. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceAccounts } from '../../electron/practice/accounts';
import { readArguments } from '../../electron/practice/arguments';
import { openExchangeLog } from '../../electron/practice/exchange-log';
import type { PracticeServer } from '../../electron/practice/practice-server';
import { startPracticeServer } from '../../electron/practice/practice-server';
import { deribit } from '../../electron/venues/deribit/index';
import { instrumentId } from '../../shared/domain/instrument';
import { priceTicks } from '../../shared/domain/price';
import { Exchange } from '../../shared/exchange/exchange';
import { SyntheticFlow } from '../../shared/exchange/flow/synthetic/synthetic-flow';
import { seedFromText } from '../../shared/domain/random';
import { VenueDesk } from './venue-desk';

const PERPETUAL = instrumentId(deribit.venue, 'BTC-PERPETUAL');
let server: PracticeServer;
let desk: VenueDesk;

beforeEach(async () => {
  const given = readArguments([]);
  if (!given.ok) throw new Error(given.error);
  const startMs = Date.now();
  const exchange = new Exchange({
    startMs,
    flow: new SyntheticFlow({ seed: seedFromText('conformance'), startMs, speed: 1 }),
    accounts: practiceAccounts(given.value),
    hasControl: false,
    hmacSha256Hex: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
    tokenSalt: 'conformance',
  });
  server = await startPracticeServer({ exchange, port: 0, log: openExchangeLog(null), now: Date.now });
  const host = `127.0.0.1:${server.port}`;
  const endpoint = { environment: 'practice', httpUrl: `http://${host}`, websocketUrl: `ws://${host}/ws/api/v2`, hosts: [host] } as const;
  desk = new VenueDesk(deribit, { endpoint, credentials: { clientId: 'practice', clientSecret: 'practice' } });
});

afterEach(async () => {
  await desk.connection.stop();
  await server.close();
});

/** The best bid of the first snapshot, in ticks: far enough below it nothing trades. */
function bestBid(): number {
  const snapshot = desk.all('book-snapshot').find((event) => event.instrumentId === PERPETUAL);
  return Math.max(...(snapshot?.bids ?? []).map(([ticks]) => ticks));
}

describe('the practice exchange', () => {
  it('lists both coins with perpetuals, futures and options, and streams every book without one refused frame', async () => {
    await desk.open(PERPETUAL);
    const { instruments } = desk.all('instruments-loaded')[0] ?? { instruments: [] };
    const kinds = new Set(instruments.map((instrument) => `${instrument.underlying} ${instrument.kind}`));
    expect([...kinds].sort()).toEqual(['BTC future', 'BTC option', 'BTC perpetual', 'ETH future', 'ETH option', 'ETH perpetual']);
    desk.connection.subscribe(instruments.map((instrument) => instrument.id));
    await desk.next('ticker-updated', (event) => event.ticker.greeks !== null);
    const books = (): number => new Set(desk.all('book-snapshot').map((event) => event.instrumentId)).size;
    await desk.until(() => books() === instruments.length, `${instruments.length} books`);
    await desk.until(() => desk.all('book-delta').length > 10 && desk.all('index-updated').length > 0, 'a moving market');
    expect(desk.all('fault-noticed').map((event) => event.message)).toEqual([]);
    expect(desk.all('dead-man-reported')).toMatchObject([{ isProtected: true }]);
  });

  it('takes a quote, reports it, and cancels it on the cancel lane', async () => {
    await desk.open(PERPETUAL);
    const { order, id } = desk.approve(PERPETUAL, { price: priceTicks(bestBid() - 400) });
    desk.connection.sendOrder(order);
    const { report } = await desk.next('order-reported');
    expect(report).toMatchObject({ clientOrderId: id, status: 'accepted', quantity: 5 });
    desk.connection.cancelAll('mine');
    expect(await desk.next('cancel-all-confirmed')).toMatchObject({ remaining: 0 });
    await desk.next('order-reported', (event) => event.report.clientOrderId === id && event.report.status === 'canceled');
  });

  it('rejects a post-only order that would cross, and fills one that may', async () => {
    await desk.open(PERPETUAL);
    const crossing = priceTicks(bestBid() + 400);
    const passive = desk.approve(PERPETUAL, { price: crossing });
    desk.connection.sendOrder(passive.order);
    expect(await desk.next('order-rejected')).toMatchObject({ clientOrderId: passive.id });
    const taking = desk.approve(PERPETUAL, { price: crossing, isPostOnly: false, timeInForce: 'immediate-or-cancel' });
    desk.connection.sendOrder(taking.order);
    const { fill } = await desk.next('fill-reported');
    expect(fill).toMatchObject({ clientOrderId: taking.id, liquidity: 'taker', side: 'buy' });
    desk.connection.reconcile();
    const snapshot = await desk.next('account-snapshot', (event) => event.fills.length > 0);
    expect(snapshot.positions.find((position) => position.instrumentId === PERPETUAL)?.quantity).toBe(50);
    expect(new Set(desk.all('fill-reported').map((event) => event.fill.tradeId))).toContain(snapshot.fills[0]?.tradeId);
  });

  it('cancels what rests when the connection is lost, and the desk sees it on its return', async () => {
    await desk.open(PERPETUAL);
    const { order, id } = desk.approve(PERPETUAL, { price: priceTicks(bestBid() - 400) });
    desk.connection.sendOrder(order);
    await desk.next('order-reported');
    desk.forget();
    desk.connection.reconnect();
    const snapshot = await desk.next('account-snapshot');
    expect(snapshot.openOrders).toEqual([]);
    desk.connection.queryOrder(PERPETUAL, id);
    const { report } = await desk.next('order-reported', (event) => event.report.clientOrderId === id);
    expect(report.status).toBe('canceled');
  });
});

/** A scripted Deribit on loopback: real sockets, real frames, no market. Faults are switched by the test. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { instrumentId } from '../../../shared/domain/instrument';
import type { VenueChannel } from '../../../shared/domain/venue';
import { venueId } from '../../../shared/domain/venue';
import type { FrameDamage, OrderTreatment, VenueStandIn } from '../stand-in';
import type { Client } from './deribit-client';
import { breakFrame, newClient, roleOf } from './deribit-client';
import { CREDENTIALS, NAME, OPTION, PERPETUAL, Refusal, SUMMARY, stamps } from './deribit-facts';
import { ScriptedOrders, wireOrder } from './deribit-orders';

type Params = Record<string, unknown>;
type Reply = (answer: object) => void;

interface Request {
  readonly method: string;
  readonly params: Params;
}

export class DeribitStandIn implements VenueStandIn {
  readonly credentials = CREDENTIALS;
  readonly instrumentId = instrumentId(venueId('deribit'), NAME);
  nextOrder: OrderTreatment = 'accept';
  marketDataDelayMs = 0;
  withheldSnapshots = 0;
  refusesAccountQuestions = false;
  ignoresFirstCancelAll = false;
  private readonly clients = new Set<Client>();
  private readonly book = new ScriptedOrders();
  private readonly received: string[] = [];
  private opened = 0;
  private tests = 0;
  private changeId = 100;

  private constructor(
    private readonly http: Server,
    private readonly sockets: WebSocketServer,
    private readonly port: number,
  ) {
    sockets.on('connection', (socket, { socket: raw }) => this.greet(socket, raw));
    http.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const result = this.answerHttp(url.pathname.replace('/api/v2/', ''), url.searchParams);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ jsonrpc: '2.0', ...stamps(), result }));
    });
  }

  static async start(): Promise<VenueStandIn> {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, path: '/ws/api/v2' });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new DeribitStandIn(http, sockets, (http.address() as AddressInfo).port);
  }

  get endpoint(): VenueStandIn['endpoint'] {
    const host = `127.0.0.1:${this.port}`;
    return { environment: 'practice', httpUrl: `http://${host}`, websocketUrl: `ws://${host}/ws/api/v2`, hosts: [host] };
  }

  changeBook(): void {
    const previous = this.changeId;
    this.changeId += 1;
    const data = { type: 'change', prev_change_id: previous, bids: [['change', 59999.5, 20 * (this.changeId - 99)]], asks: [] };
    this.publish(`book.${NAME}.raw`, { ...data, change_id: this.changeId, instrument_name: NAME, timestamp: Date.now() });
  }

  loseBookChange(): void {
    this.changeId += 1;
  }

  sendText(channel: VenueChannel, text: string): void {
    this.clientOf(channel).socket.send(text);
  }

  breakFrame(channel: VenueChannel, damage: FrameDamage): void {
    breakFrame(this.clientOf(channel), damage);
  }

  freeze(channel: VenueChannel): void {
    this.clientOf(channel).isFrozen = true;
  }

  hangUp(channel: VenueChannel): void {
    this.clientOf(channel).socket.terminate();
  }

  fill(clientOrderId: string, times: number): void {
    const trade = this.book.fill(clientOrderId);
    for (let time = 0; time < times; time += 1) this.publish('user.trades.any.any.raw', [trade]);
    const order = this.book.find((each) => each.label === clientOrderId);
    if (order) this.publish('user.orders.any.any.raw', wireOrder(order));
  }

  placeForeignOrder(label: string): void {
    const order = this.book.place({ label, instrument_name: NAME, price: 50000, amount: 10 }, 'buy', 0);
    this.publish('user.orders.any.any.raw', wireOrder(order));
  }

  askForSignOfLife(channel: VenueChannel): void {
    this.sendText(channel, JSON.stringify({ jsonrpc: '2.0', method: 'heartbeat', params: { type: 'test_request' } }));
  }

  signsOfLife(): number {
    return this.tests;
  }

  openLabels(): readonly string[] {
    return this.book.open().map((order) => order.label);
  }

  receivedLabels(): readonly string[] {
    return this.received;
  }

  connections(): number {
    return this.opened;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.socket.terminate();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.sockets.close(resolve));
    await new Promise((resolve) => this.http.close(resolve));
  }

  private greet(socket: WebSocket, raw: Client['raw']): void {
    this.opened += 1;
    const client = newClient(this.opened, socket, raw);
    this.clients.add(client);
    socket.on('message', (data) => this.receive(client, String(data)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.clients.delete(client);
      if (client.isProtected) this.cancel((order) => order.socketId === client.id);
    });
  }

  private receive(client: Client, text: string): void {
    const request = JSON.parse(text) as Request & { id: number };
    if (client.isFrozen) return;
    const send = (answer: object): void => client.socket.send(JSON.stringify({ jsonrpc: '2.0', id: request.id, ...stamps(), ...answer }));
    const reply: Reply = (answer) => {
      if (roleOf(client) !== 'market-data' || this.marketDataDelayMs === 0) send(answer);
      else setTimeout(() => send(answer), this.marketDataDelayMs);
    };
    try {
      const result = this.answer(client, request, reply);
      if (result !== undefined) reply({ result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply({ error: { code: error.code, message: error.message } });
    }
  }

  private answer(client: Client, { method, params }: Request, reply: Reply): unknown {
    if (method.startsWith('private/') && !client.isSignedIn) throw new Refusal(13009, 'unauthorized');
    if (method === 'private/buy' || method === 'private/sell') return this.trade(client, { method, params }, reply);
    if (method.endsWith('/subscribe')) return this.subscribe(client, params, reply);
    if (method.endsWith('/unsubscribe')) return this.unsubscribe(client, params);
    return this.answerSession(client, method, params) ?? this.answerAccount(method, params);
  }

  private answerSession(client: Client, method: string, params: Params): unknown {
    if (method === 'public/auth') return this.signIn(client, params);
    if (method === 'public/set_heartbeat') return 'ok';
    if (method === 'public/test') return this.countTest();
    if (method === 'private/enable_cancel_on_disconnect') return this.protect(client);
    return method === 'private/get_cancel_on_disconnect' ? { enabled: client.isProtected, scope: 'connection' } : undefined;
  }

  private answerAccount(method: string, params: Params): unknown {
    return method.startsWith('private/cancel') ? this.answerCancel(method, params) : this.answerQuestion(method, params);
  }

  private signIn(client: Client, params: Params): unknown {
    const text = `${String(params['timestamp'])}\n${String(params['nonce'])}\n${String(params['data'])}`;
    const expected = createHmac('sha256', CREDENTIALS.clientSecret).update(text).digest('hex');
    const isRight =
      params['grant_type'] === 'client_signature' && params['client_id'] === CREDENTIALS.clientId && params['signature'] === expected;
    // Echoes what it should not: a client must not pass it on.
    if (!isRight) throw new Refusal(13004, `invalid_credentials ${String(params['client_id'])}`);
    client.isSignedIn = true;
    return {
      access_token: 'canary-access-token',
      refresh_token: 'canary-refresh-token',
      expires_in: 900,
      scope: 'trade:read_write wallet:none',
    };
  }

  private countTest(): object {
    this.tests += 1;
    return { version: 'stand-in' };
  }

  private protect(client: Client): string {
    client.isProtected = true;
    return 'ok';
  }

  private subscribe(client: Client, params: Params, reply: Reply): undefined {
    const channels = params['channels'] as string[];
    reply({ result: channels });
    for (const channel of channels) {
      client.channels.add(channel);
      if (channel.startsWith(`book.${NAME}.`)) this.sendSnapshot(client, channel);
    }
    return undefined;
  }

  private unsubscribe(client: Client, params: Params): unknown {
    for (const channel of params['channels'] as string[]) client.channels.delete(channel);
    return params['channels'];
  }

  private sendSnapshot(client: Client, channel: string): void {
    if (this.withheldSnapshots > 0) {
      this.withheldSnapshots -= 1;
      return;
    }
    const levels = { bids: [['new', 59999.5, 20]], asks: [['new', 60000.5, 30]] };
    const data = { type: 'snapshot', change_id: this.changeId, instrument_name: NAME, timestamp: Date.now(), ...levels };
    client.socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } }));
  }

  private trade(client: Client, { method, params }: Request, reply: Reply): unknown {
    const treatment = this.nextOrder;
    this.nextOrder = 'accept';
    this.received.push(String(params['label']));
    if (treatment === 'reject') throw new Refusal(11054, 'post_only_reject');
    if (treatment === 'maintenance') throw new Refusal(11051, 'system_maintenance');
    if (treatment === 'lose') return undefined;
    const order = this.book.place(params, method.slice(8), client.id);
    if (treatment === 'fail-ambiguously') throw new Refusal(11094, 'internal_server_error');
    if (treatment === 'accept-and-hang-up') client.socket.terminate();
    if (treatment === 'answer-late') setTimeout(() => reply({ result: { order: wireOrder(order), trades: [] } }), 2_300);
    if (treatment !== 'accept') return undefined;
    this.publish('user.orders.any.any.raw', wireOrder(order));
    return { order: wireOrder(order), trades: [] };
  }

  private answerCancel(method: string, params: Params): unknown {
    if (method === 'private/cancel') {
      const order = this.cancel((each) => each.order_id === params['order_id'])[0];
      if (!order) throw new Refusal(11044, 'not_open_order');
      return wireOrder(order);
    }
    if (method === 'private/cancel_by_label') return this.cancel((each) => each.label === params['label']).length;
    if (this.ignoresFirstCancelAll) {
      this.ignoresFirstCancelAll = false;
      return 0;
    }
    const name = params['instrument_name'];
    return this.cancel((each) => name === undefined || each.instrument_name === name).length;
  }

  private answerQuestion(method: string, params: Params): unknown {
    if (this.refusesAccountQuestions) throw new Refusal(13028, 'temporarily_unavailable');
    if (method === 'private/get_open_orders') return this.book.open().map(wireOrder);
    if (method === 'private/get_open_orders_by_currency') return params['currency'] === 'BTC' ? this.book.open().map(wireOrder) : [];
    if (method === 'private/get_user_trades_by_currency') {
      return { trades: params['currency'] === 'BTC' && params['historical'] !== true ? this.book.trades : [], has_more: false };
    }
    if (method === 'private/get_positions') return [];
    if (method === 'private/get_account_summaries') return { summaries: [{ currency: 'BTC', ...SUMMARY }] };
    if (method === 'private/get_order_state_by_label') {
      return this.book.orders.filter((order) => order.label === params['label']).map(wireOrder);
    }
    throw new Refusal(-32601, 'Method not found');
  }

  private answerHttp(method: string, params: URLSearchParams): unknown {
    if (method === 'public/get_instruments') return params.get('currency') === 'BTC' ? [PERPETUAL, OPTION] : [];
    return { trades: [], has_more: false };
  }

  private cancel(predicate: (order: ScriptedOrders['orders'][number]) => boolean): readonly ScriptedOrders['orders'][number][] {
    const canceled = this.book.cancel(predicate);
    for (const order of canceled) this.publish('user.orders.any.any.raw', wireOrder(order));
    return canceled;
  }

  private publish(channel: string, data: unknown): void {
    const text = JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });
    for (const client of this.clients) if (client.channels.has(channel) && !client.isFrozen) client.socket.send(text);
  }

  private clientOf(channel: VenueChannel): Client {
    const found = [...this.clients].find((client) => roleOf(client) === channel);
    if (!found) throw new Error(`expected a ${channel} connection, found ${this.clients.size} others`);
    return found;
  }
}

/** The practice exchange: a deterministic state machine. Requests and time in, answers and notifications out. */
import type { Account, AccountSettings } from './account';
import { Authentication, covers, type HmacSha256Hex, type HttpAuthorization } from './authentication';
import { cancelOnDisconnect } from './cancel-on-disconnect';
import type { ExchangeOutput, LogEntry } from './exchange-output';
import { Floor } from './floor';
import type { FlowSource } from './flow/flow-source';
import { FloorMarket } from './flow/floor-market';
import { checkHeartbeat, noteHeard } from './heartbeat';
import { Housekeeping } from './housekeeping';
import { logEvents } from './log-events';
import { giveOptionBook } from './option-book';
import { ProtectionDesk } from './protection-desk';
import { Publisher } from './publisher';
import { loginOf, openSession, type Login, type MutableSession } from './session';
import { TradingStats } from './trading-stats';
import { fail, type Result } from '../domain/result';
import type { Call, MutableFaults, Method, Services } from './wire/method';
import { METHODS } from './wire/method-table';
import { isRecord, type RawParameters } from './wire/decode-parameters';
import { methodNotFound, wireError, type WireError } from './wire/wire-error';

/** Everything the exchange starts from. */
export interface ExchangeSettings {
  readonly startMs: number;
  readonly flow: FlowSource;
  readonly accounts: readonly AccountSettings[];
  /** Whether `practice/*` control methods exist. */
  readonly hasControl: boolean;
  readonly hmacSha256Hex: HmacSha256Hex;
  /** Whether each client begins with an option book. */
  readonly hasOptionBook?: boolean;
  /** Makes tokens differ between runs; part of the seed. */
  readonly tokenSalt: string;
}

/** What can happen to the exchange. */
export type ExchangeInput =
  | { readonly kind: 'connect'; readonly sessionId: string; readonly transport: 'http' | 'websocket' }
  | { readonly kind: 'disconnect'; readonly sessionId: string; readonly reason: string }
  | {
      readonly kind: 'request';
      readonly sessionId: string;
      readonly id: unknown;
      readonly method: string;
      readonly parameters: unknown;
      readonly authorization: HttpAuthorization | null;
    }
  | { readonly kind: 'advance' };

/** Log lines kept for `practice/get_log`. */
const LOG_LIMIT = 50_000;

/** The machine. All state is inside; `apply` is the only way in. */
export class Exchange {
  private readonly floor: Floor;
  private readonly stats = new TradingStats();
  private readonly publisher: Publisher;
  private readonly authentication: Authentication;
  private readonly housekeeping: Housekeeping;
  private readonly protection: ProtectionDesk;
  private readonly market: FloorMarket;
  private readonly sessions = new Map<string, MutableSession>();
  private readonly faults: MutableFaults = { silentUntilMs: 0, frozen: new Set() };
  private readonly services: Services;
  private readonly flow: FlowSource;
  private readonly hasControl: boolean;
  private log: LogEntry[] = [];
  private outputs: ExchangeOutput[] = [];
  private afterwards: (() => void)[] = [];

  public constructor(settings: ExchangeSettings) {
    this.flow = settings.flow;
    this.hasControl = settings.hasControl;
    this.floor = new Floor(settings.flow.contracts, settings.flow.reference, settings.startMs);
    this.publisher = new Publisher(this.floor, this.stats);
    this.authentication = new Authentication(settings.hmacSha256Hex, settings.tokenSalt);
    this.market = new FloorMarket(this.floor, this.faults.frozen);
    this.protection = new ProtectionDesk(this.floor);
    this.housekeeping = new Housekeeping(this.floor, settings.startMs);
    this.services = this.makeServices();
    for (const account of settings.accounts) this.authentication.register(this.floor.addAccount(account, false));
    this.flow.open(this.market);
    if (settings.hasOptionBook === true) this.giveOptionBooks();
    this.housekeeping.advance(settings.startMs);
    this.publisher.publish(this.floor.takeEvents());
  }

  /** Handles one input at `nowMs` (epoch ms, never falling) and returns everything it causes, in order. */
  public apply(nowMs: number, input: ExchangeInput): readonly ExchangeOutput[] {
    this.floor.setTime(Math.max(nowMs, this.floor.now()));
    this.handle(input);
    this.finishInput();
    const { outputs } = this;
    this.outputs = [];
    return this.faults.silentUntilMs > this.floor.now() ? this.silenced(outputs) : outputs;
  }

  private giveOptionBooks(): void {
    for (const account of this.floor.allAccounts()) if (!account.isBackground) giveOptionBook(this.floor, account);
  }

  /** Present time of the exchange, epoch ms. */
  public now(): number {
    return this.floor.now();
  }

  /** The floor, for tests and for the replay hash; nobody else may write to it. */
  public inspect(): Floor {
    return this.floor;
  }

  private handle(input: ExchangeInput): void {
    const now = this.floor.now();
    switch (input.kind) {
      case 'connect':
        this.sessions.set(input.sessionId, openSession(input.sessionId, input.transport, now));
        if (input.transport === 'websocket') this.record('session', { session: input.sessionId, event: 'connect' });
        return;
      case 'disconnect':
        this.end(input.sessionId, input.reason);
        return;
      case 'request':
        this.answer(input);
        return;
      case 'advance':
        this.flow.advance(now, this.market);
        for (const delivery of this.housekeeping.advance(now)) this.record('delivery', delivery);
        this.watchSessions();
    }
  }

  /** Protection, publishing and logging of whatever the input changed. */
  private finishInput(): void {
    let events = this.floor.takeEvents();
    const triggered = this.protection.count(events.ownTrades);
    if (triggered.length > 0) {
      for (const trigger of triggered) this.record('mmp', trigger);
      const more = this.floor.takeEvents();
      events = {
        trades: [...events.trades, ...more.trades],
        ownTrades: [...events.ownTrades, ...more.ownTrades],
        orders: [...new Set([...events.orders, ...more.orders])],
      };
    }
    for (const trade of events.trades) this.stats.add(trade);
    for (const line of logEvents(this.floor, events)) this.record(line.kind, line.details);
    const actions = this.afterwards;
    this.afterwards = [];
    for (const action of actions) action();
    for (const output of this.publisher.publish(events)) this.outputs.push(output);
  }

  private answer(input: ExchangeInput & { kind: 'request' }): void {
    const session = this.sessions.get(input.sessionId);
    if (session === undefined) return;
    noteHeard(session, this.floor.now());
    const result = this.call(session, input);
    const usIn = Math.round(this.floor.now() * 1000);
    const body = result.ok ? { result: result.value } : { error: result.error };
    const message = { jsonrpc: '2.0', id: input.id ?? null, ...body, usIn, usOut: usIn, usDiff: 0, testnet: true };
    this.outputs.push({ kind: 'reply', sessionId: session.id, message });
    if (result.ok || result.error.code !== 10028 || session.transport === 'http') return;
    this.services.close(session, 'too_many_requests: credits used up');
  }

  private call(session: MutableSession, input: ExchangeInput & { kind: 'request' }): Result<unknown, WireError> {
    const method = this.method(input.method);
    if (method === null) return fail(methodNotFound(input.method));
    if (method.isWebsocketOnly && session.transport === 'http') return fail(wireError('must_be_websocket_request'));
    const parameters: RawParameters = isRecord(input.parameters) ? input.parameters : {};
    const login = this.identify(session, input.authorization);
    if (!login.ok) return login;
    const account = login.value?.account ?? null;
    if (!this.pay(method, account)) return fail(wireError('too_many_requests'));
    const call: Call = { services: this.services, session, nowMs: this.floor.now() };
    if (method.access !== 'private') return method.handle(call, parameters);
    if (login.value === null) return fail(wireError('unauthorized', { reason: 'invalid_token' }));
    if (!covers(login.value.scopes, method.scope)) return fail(wireError('forbidden', { reason: `needs scope ${method.scope}` }));
    return method.handle({ login: login.value, ...call }, parameters);
  }

  private method(name: string): Method | null {
    const method = METHODS.get(name);
    return method === undefined || (method.access === 'control' && !this.hasControl) ? null : method;
  }

  private identify(session: MutableSession, authorization: HttpAuthorization | null): Result<Login | null, WireError> {
    if (authorization === null) return { ok: true, value: loginOf(session, this.floor.now()) };
    return this.authentication.byAuthorization(authorization, this.floor.now());
  }

  private pay(method: Method, account: Account | null): boolean {
    if (account === null || method.credits === 'none') return true;
    const pools = {
      matching: account.matchingCredits,
      general: account.generalCredits,
      subscribe: account.subscribeCredits,
      quotes: account.quoteCredits,
      simulation: account.simulationCredits,
    };
    return pools[method.credits].take(this.floor.now());
  }

  private end(sessionId: string, reason: string): void {
    const session = this.sessions.get(sessionId);
    if (session === undefined) return;
    this.publisher.unsubscribe(session, [...session.channels]);
    this.sessions.delete(sessionId);
    if (session.transport === 'http') return;
    const canceled = cancelOnDisconnect(this.floor, session);
    this.record('session', { session: sessionId, event: 'disconnect', reason, cod: session.isCodOn, canceled: canceled.length });
  }

  private watchSessions(): void {
    for (const session of [...this.sessions.values()]) {
      const action = checkHeartbeat(session, this.floor.now());
      if (action === 'none') continue;
      if (action === 'close') this.services.close(session, 'no answer to a test request, or no message for ten minutes');
      else
        this.outputs.push({
          kind: 'notify',
          sessionIds: [session.id],
          message: { jsonrpc: '2.0', method: 'heartbeat', params: { type: action } },
        });
    }
  }

  private silenced(outputs: readonly ExchangeOutput[]): readonly ExchangeOutput[] {
    return outputs.filter((output) => {
      if (output.kind === 'notify') return false;
      return output.kind !== 'reply' || this.sessions.get(output.sessionId)?.transport !== 'websocket';
    });
  }

  private record(kind: LogEntry['kind'], details: Readonly<Record<string, unknown>>): void {
    const entry: LogEntry = { t: this.floor.now(), kind, ...details };
    this.log.push(entry);
    if (this.log.length > LOG_LIMIT) this.log = this.log.slice(-LOG_LIMIT / 2);
    this.outputs.push({ kind: 'log', entry });
  }

  private makeServices(): Services {
    return {
      floor: this.floor,
      stats: this.stats,
      publisher: this.publisher,
      authentication: this.authentication,
      sessions: this.sessions,
      faults: this.faults,
      market: this.market,
      log: () => this.log,
      record: (kind, details) => this.record(kind, details),
      after: (action) => this.afterwards.push(action),
      close: (session, reason) => {
        this.outputs.push({ kind: 'close', sessionId: session.id, reason });
        this.end(session.id, reason);
      },
    };
  }
}

/** An exchange with no flow of its own: fixed index and volatility, empty books, so that a test says everything that happens. */
import { createHmac } from 'node:crypto';
import type { AccountSettings } from '../../shared/exchange/account';
import { LARGE_ACCOUNT_CREDITS, type CreditPlan } from '../../shared/exchange/credits';
import { Exchange } from '../../shared/exchange/exchange';
import type { ExchangeOutput } from '../../shared/exchange/exchange-output';
import type { FlowSource } from '../../shared/exchange/flow/flow-source';
import { listContracts } from '../../shared/exchange/listing';

/** 2026-06-15T10:00:00Z. */
export const START_MS = Date.UTC(2026, 5, 15, 10);
export const INDEX = { BTC: 60_000, ETH: 3_000 };

type Json = Record<string, unknown>;

/** HMAC as the server passes it in. */
export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** A flow that lists contracts and does nothing. `index` may be changed by a test. */
export function quietFlow(index: { BTC: number; ETH: number } = { ...INDEX }): FlowSource {
  return {
    name: 'quiet',
    reference: { index: (currency) => index[currency], forward: (currency) => index[currency], volatility: () => 0.6 },
    contracts: listContracts(START_MS, index),
    open: () => undefined,
    advance: () => undefined,
  };
}

const FULL_SCOPE = 'account:read_write trade:read_write wallet:read_write';

/** An account with 10 BTC and 200 ETH; secret equals the id. */
export function testAccount(clientId: string, credits: CreditPlan = LARGE_ACCOUNT_CREDITS, scope = FULL_SCOPE): AccountSettings {
  return { clientId, secret: clientId, scope, balances: { BTC: 10, ETH: 200 }, credits };
}

/** Drives an exchange: each client is a logged-in websocket session named after its account. */
export class ExchangeBench {
  public now: number;
  public readonly exchange: Exchange;
  public readonly outputs: ExchangeOutput[] = [];
  private nextId = 1;

  public constructor(options: { flow?: FlowSource; accounts?: readonly AccountSettings[]; hasControl?: boolean; startMs?: number } = {}) {
    this.now = options.startMs ?? START_MS;
    this.exchange = new Exchange({
      startMs: this.now,
      flow: options.flow ?? quietFlow(),
      accounts: options.accounts ?? [testAccount('alice'), testAccount('bob')],
      hasControl: options.hasControl ?? true,
      hmacSha256Hex: hmac,
      tokenSalt: 'test',
    });
  }

  /** Opens a websocket session and logs in. */
  public login(client: string, sessionId = client): void {
    this.take({ kind: 'connect', sessionId, transport: 'websocket' });
    this.signIn(client, sessionId);
  }

  /** Also anew, before a grant ends. */
  public signIn(client: string, sessionId = client): void {
    this.ok(sessionId, 'public/auth', { grant_type: 'client_credentials', client_id: client, client_secret: client });
  }

  /** Calls a method; the whole answer. */
  public call(sessionId: string, method: string, parameters: Json = {}): Json {
    const id = this.nextId++;
    const outputs = this.take({ kind: 'request', sessionId, id, method, parameters, authorization: null });
    const reply = outputs.find((output) => output.kind === 'reply');
    if (reply?.kind !== 'reply') throw new Error(`${method}: no answer`);
    return reply.message;
  }

  /** Calls a method that must succeed; its result. */
  public ok<Value = Json>(sessionId: string, method: string, parameters: Json = {}): Value {
    const answer = this.call(sessionId, method, parameters);
    if ('error' in answer) throw new Error(`${method}: ${JSON.stringify(answer['error'])}`);
    return answer['result'] as Value;
  }

  /** Calls a method that must fail; its error code. */
  public code(sessionId: string, method: string, parameters: Json = {}): number {
    const answer = this.call(sessionId, method, parameters);
    const error = answer['error'] as { code: number } | undefined;
    if (error === undefined) throw new Error(`${method}: expected an error, found ${JSON.stringify(answer['result']).slice(0, 200)}`);
    return error.code;
  }

  /** Places an order; the order. */
  public order(sessionId: string, direction: 'buy' | 'sell', terms: Json): Json {
    const parameters = { instrument_name: 'BTC-PERPETUAL', amount: 100, ...terms };
    return this.ok<{ order: Json }>(sessionId, `private/${direction}`, parameters).order;
  }

  /** Lets time pass, in one step. */
  public pass(milliseconds: number): readonly ExchangeOutput[] {
    this.now += milliseconds;
    return this.take({ kind: 'advance' });
  }

  public disconnect(sessionId: string): readonly ExchangeOutput[] {
    return this.take({ kind: 'disconnect', sessionId, reason: 'test' });
  }

  /** Notifications of a channel so far, their data. */
  public heard<Data = Json>(channel: string): Data[] {
    const found: Data[] = [];
    for (const output of this.outputs) {
      if (output.kind !== 'notify') continue;
      const parameters = output.message['params'] as { channel?: string; data?: Data };
      if (parameters.channel === channel) found.push(parameters.data as Data);
    }
    return found;
  }

  private take(input: Parameters<Exchange['apply']>[1]): readonly ExchangeOutput[] {
    const outputs = this.exchange.apply(this.now, input);
    this.outputs.push(...outputs);
    return outputs;
  }
}

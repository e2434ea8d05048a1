/** The exchange model in process: the other end of the network, and the oracle that knows what is true. */
import { createHmac } from 'node:crypto';
import type { Account } from '../../shared/exchange/account';
import { fromLots } from '../../shared/exchange/contract-spec';
import { LARGE_ACCOUNT_CREDITS } from '../../shared/exchange/credits';
import { Exchange } from '../../shared/exchange/exchange';
import type { ExchangeOutput, LogEntry } from '../../shared/exchange/exchange-output';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import type { SeededRandom } from '../../shared/domain/random';
import { userTradeShape } from '../../shared/exchange/wire/account-shapes';
import type { MarketDay } from './market-day';
import type { Holding } from './option-day';
import { SimulatedFlow } from './market-flow';
import type { VirtualClock } from './virtual-clock';
import { methodOf, type WireMessage } from './wire';

/** The account's keys; they open nothing outside the simulation. */
export const KEYS = { clientId: 'simulated-desk', clientSecret: 'simulated-secret' };
/** As often as the quickest aggregated channel; requests are answered in the instant in which they arrive. */
const TICK_MS = 100;
/** Session of the tool that shares the account and knows nothing of the desk. */
const OTHER_TOOL = 'other-tool';

/** A position that the exchange paid out. */
export interface Delivered {
  readonly instrument: string;
  /** Signed; USD, or coin of an option. */
  readonly amount: number;
  /** USD. */
  readonly price: number;
  /** Coin: profit of a future, payoff of an option. */
  readonly paid: number;
  /** Coin. */
  readonly fee: number;
}

/** Runs the exchange on the virtual clock. */
export class SimulatedVenue {
  readonly exchange: Exchange;
  /** Other people. */
  readonly flow: SimulatedFlow;
  /** Orders that the exchange let grow by itself. */
  readonly overfilled = new Set<string>();
  /** Orders by label, as the exchange holds them. */
  readonly ordersByLabel = new Map<string, MutableOrder>();
  /** What expired while it was held, in order. */
  readonly deliveries: Delivered[] = [];
  onMessage: (sessionId: string, message: WireMessage) => void = () => undefined;
  onClose: (sessionId: string) => void = () => undefined;
  /** Told of an order in the instant in which the exchange has handled it. */
  onOrder: (label: string, order: MutableOrder | null) => void = () => undefined;
  /** Told when an order of the desk has been handled and its answer is about to leave. */
  onArrival: () => void = () => undefined;
  private requests = 0;
  private readonly heardAtMs = new Map<string, number>();
  private readonly desksAccount: Account;

  constructor(
    private readonly clock: VirtualClock,
    random: SeededRandom,
    day: MarketDay,
  ) {
    this.flow = new SimulatedFlow(random.fork('flow'), clock.startMs, day);
    this.exchange = new Exchange({
      startMs: clock.startMs,
      flow: this.flow,
      accounts: [
        {
          clientId: KEYS.clientId,
          secret: KEYS.clientSecret,
          scope: 'account:read_write trade:read_write wallet:none',
          balances: { BTC: 10, ETH: 100 },
          credits: LARGE_ACCOUNT_CREDITS,
        },
      ],
      hasControl: true,
      hmacSha256Hex: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
      tokenSalt: 'simulation',
    });
    this.desksAccount = findAccount(this.exchange);
    if (day.expiring !== null) this.hold(day.expiring);
    for (const holding of day.options?.held ?? []) this.hold(holding);
    this.tick();
  }

  /** The desk's account. */
  get account(): Account {
    return this.desksAccount;
  }

  connect(sessionId: string): void {
    this.apply({ kind: 'connect', sessionId, transport: 'websocket' });
  }

  disconnect(sessionId: string): void {
    this.apply({ kind: 'disconnect', sessionId, reason: 'closed by the client' });
  }

  /** Handles a request that arrived; answers leave by `onMessage`. */
  receive(sessionId: string, message: WireMessage): void {
    this.heardAtMs.set(sessionId, this.clock.nowMs);
    const method = methodOf(message);
    const outputs = this.request(sessionId, message);
    if (method !== 'private/buy' && method !== 'private/sell') return this.emit(outputs);
    const label = textOf(message, 'params', 'label');
    const reply = outputs.find((output) => output.kind === 'reply');
    const orderId = reply?.kind === 'reply' ? textOf(reply.message, 'result', 'order', 'order_id') : '';
    // A silenced exchange handles requests and says nothing.
    const order = reply === undefined ? (this.account.ordersByLabel(label).at(-1) ?? null) : this.account.order(orderId);
    if (order !== null && !this.ordersByLabel.has(label)) this.ordersByLabel.set(label, order);
    this.onOrder(label, order);
    this.onArrival();
    this.emit(outputs);
  }

  /** Every session that a request ever came from. */
  get sessionsHeard(): readonly string[] {
    return [...this.heardAtMs.keys()];
  }

  /** When any of them last gave a sign of life: a request may arrive after its sender died. */
  lastHeardAtMs(sessionIds: readonly string[]): number {
    return Math.max(...sessionIds.map((id) => this.heardAtMs.get(id) ?? -Infinity));
  }

  /** A control method, or a request of the other tool; its result or error. */
  control(method: string, params: Readonly<Record<string, unknown>>, sessionId = OTHER_TOOL): WireMessage {
    const first = this.ask(sessionId, method, params);
    if (first !== null) return first;
    // Closed for inactivity, or never opened.
    this.openOtherTool();
    return this.ask(sessionId, method, params) ?? {};
  }

  /** Raw instruments, as `public/get_instruments` gives them; `null` while the exchange is silent. */
  instruments(currency: string): readonly unknown[] | null {
    const { result } = this.control('public/get_instruments', { currency, expired: false });
    return Array.isArray(result) ? result : null;
  }

  /** Raw executions of the account since an instant, newest first. */
  tradesSince(currency: string, sinceMs: number): readonly unknown[] {
    const found = this.account.trades().filter(({ print }) => print.spec.currency === currency && print.timestampMs >= sinceMs);
    return found.map((trade) => userTradeShape(trade)).reverse();
  }

  /** Orders of the desk that rest now. */
  openOwnOrders(): readonly MutableOrder[] {
    return [...this.account.openOrders.values()].filter((order) => order.label.startsWith('keel-'));
  }

  private ask(sessionId: string, method: string, params: Readonly<Record<string, unknown>>): WireMessage | null {
    this.requests += 1;
    const outputs = this.request(sessionId, { id: this.requests, method, params });
    this.emit(outputs.filter((output) => output.kind !== 'reply'));
    const reply = outputs.find((output) => output.kind === 'reply');
    return reply?.kind === 'reply' ? reply.message : null;
  }

  /** What the account held before the desk was started. */
  private hold({ name, lots }: Holding): void {
    const spec = this.exchange.inspect().contract(name);
    if (spec === null) throw new Error(`expected ${name} on the list, found no such contract`);
    const params = { instrument_name: name, amount: fromLots(spec, Math.abs(lots)), type: 'market' };
    const answer = this.control(lots > 0 ? 'private/buy' : 'private/sell', params);
    if ('code' in answer) throw new Error(`expected ${lots} lots of ${name} to be held, found ${JSON.stringify(answer)}`);
  }

  private openOtherTool(): void {
    this.apply({ kind: 'connect', sessionId: OTHER_TOOL, transport: 'websocket' });
    this.ask(OTHER_TOOL, 'public/auth', { grant_type: 'client_credentials', client_id: KEYS.clientId, client_secret: KEYS.clientSecret });
  }

  private request(sessionId: string, message: WireMessage): readonly ExchangeOutput[] {
    return this.exchange.apply(Math.floor(this.clock.nowMs), {
      kind: 'request',
      sessionId,
      id: message['id'],
      method: methodOf(message),
      parameters: message['params'],
      authorization: null,
    });
  }

  private apply(input: Parameters<Exchange['apply']>[1]): void {
    this.emit(this.exchange.apply(Math.floor(this.clock.nowMs), input));
  }

  private emit(outputs: readonly ExchangeOutput[]): void {
    for (const output of outputs) {
      if (output.kind === 'reply') this.onMessage(output.sessionId, output.message);
      else if (output.kind === 'notify') for (const sessionId of output.sessionIds) this.onMessage(sessionId, output.message);
      else if (output.kind === 'close') this.onClose(output.sessionId);
      else if (output.entry.kind === 'delivery') this.deliveries.push(readDelivery(output.entry));
    }
  }

  private tick(): void {
    this.apply({ kind: 'advance' });
    this.clock.schedule(TICK_MS, () => this.tick(), { isAsync: false });
  }
}

function findAccount(exchange: Exchange): Account {
  for (const account of exchange.inspect().allAccounts()) if (account.settings.clientId === KEYS.clientId) return account;
  throw new Error('expected the desk to have an account, found none');
}

function readDelivery(entry: LogEntry): Delivered {
  return {
    instrument: String(entry['instrument']),
    amount: Number(entry['amount']),
    price: Number(entry['delivery_price']),
    paid: Number(entry['paid']),
    fee: Number(entry['fee']),
  };
}

/** A text deep in a message; empty if it is not there. */
function textOf(value: unknown, ...path: readonly string[]): string {
  let found: unknown = value;
  for (const name of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  return typeof found === 'string' ? found : '';
}

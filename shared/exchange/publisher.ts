/** Subscriptions: who follows which channel, and what each channel says after an input. */
import type { Account } from './account';
import { BookFeed } from './book-feed';
import { indexName, matches, needsLogin, parseChannel, type Channel, type Interval } from './channels';
import { CURRENCIES, type ContractSpec } from './contract-spec';
import { toDecimals } from './decimals';
import { subscriptionMessage, type ExchangeOutput } from './exchange-output';
import type { Floor } from './floor';
import type { FloorEvents } from './floor-events';
import { groupedBook } from './grouped-book';
import { loginOf, type MutableSession } from './session';
import type { TradingStats } from './trading-stats';
import { orderShape, portfolioShape, positionShape, userTradeShape } from './wire/account-shapes';
import { quoteShape, tickerShape, tradeShape } from './wire/market-shapes';

/** Intervals and their length. */
const INTERVAL_MS = { raw: 0, '100ms': 100, agg2: 1000 } as const;
/** A quiet ticker or portfolio is told again after this long. */
const QUIET_MS = 1000;

interface MutableSubscription {
  readonly channel: Channel;
  readonly sessions: Map<string, MutableSession>;
  lastSentAtMs: number;
}

/** Kept events of channels slower than raw. */
interface MutablePending {
  trades: FloorEvents['trades'][number][];
  ownTrades: FloorEvents['ownTrades'][number][];
  orders: Set<FloorEvents['orders'][number]>;
}

/** Turns floor events into notifications. */
export class Publisher {
  private readonly subscriptions = new Map<string, MutableSubscription>();
  private readonly feeds = new Map<string, BookFeed>();
  private readonly pending = new Map<Interval, MutablePending>();
  private readonly lastFlushMs = new Map<Interval, number>();
  private readonly dirtyTickers = new Set<string>();
  private readonly frozen = new Set<string>();
  private readonly skipped = new Set<string>();
  private outputs: ExchangeOutput[] = [];

  public constructor(
    private readonly floor: Floor,
    private readonly stats: TradingStats,
  ) {}

  /** Follows channels. Returns those accepted; unknown ones and those that need a login are left out, as Deribit does. */
  public subscribe(session: MutableSession, names: readonly string[]): readonly Channel[] {
    const accepted: Channel[] = [];
    for (const name of names) {
      const channel = parseChannel(name, (instrument) => this.floor.contract(instrument) !== null);
      if (channel === null || (needsLogin(channel) && loginOf(session, this.floor.now()) === null)) continue;
      accepted.push(channel);
    }
    return accepted;
  }

  /** Starts the accepted channels: snapshots go out at once. */
  public start(session: MutableSession, channels: readonly Channel[]): void {
    for (const channel of channels) {
      const subscription = this.subscriptions.get(channel.name) ?? {
        channel,
        sessions: new Map<string, MutableSession>(),
        lastSentAtMs: this.floor.now(),
      };
      if (channel.kind === 'book') this.publishBook(subscription, channel);
      this.subscriptions.set(channel.name, subscription);
      subscription.sessions.set(session.id, session);
      session.channels.add(channel.name);
      this.sendFirst(session, channel);
    }
  }

  /** Stops following. Returns the channels that were followed. */
  public unsubscribe(session: MutableSession, names: readonly string[]): readonly string[] {
    const stopped = names.filter((name) => session.channels.delete(name));
    for (const name of stopped) {
      const subscription = this.subscriptions.get(name);
      subscription?.sessions.delete(session.id);
      if (subscription === undefined || subscription.sessions.size > 0) continue;
      this.subscriptions.delete(name);
      if (subscription.channel.kind === 'book') this.feed(subscription.channel.instrument)?.drop(subscription.channel.interval);
    }
    return stopped;
  }

  /** Test control: a frozen instrument publishes nothing until it thaws; then one change covers all that happened. */
  public setFrozen(instrument: string, isFrozen: boolean): void {
    if (isFrozen) this.frozen.add(instrument);
    else this.frozen.delete(instrument);
  }

  /** Test control: the next change of this instrument is lost, so that the chain breaks. */
  public skipNextChange(instrument: string): void {
    this.skipped.add(instrument);
  }

  /** Tells all who follow the state of the platform. */
  public tellPlatform(data: unknown): void {
    const subscription = this.subscriptions.get('platform_state');
    if (subscription !== undefined) this.send(subscription, data);
  }

  /** Id of a book's present state. */
  public changeId(spec: ContractSpec): number {
    return this.feed(spec.name)?.currentChangeId() ?? 0;
  }

  /** Takes an input's events, publishes what is due, returns it. */
  public publish(events: FloorEvents): readonly ExchangeOutput[] {
    for (const instrument of this.floor.engine.dirty) {
      this.feed(instrument)?.collect();
      this.dirtyTickers.add(instrument);
    }
    this.floor.engine.dirty.clear();
    this.keep(events);
    const due = this.dueIntervals();
    for (const subscription of this.subscriptions.values()) this.publishOne(subscription, due);
    for (const interval of due) this.pending.delete(interval);
    this.dirtyTickers.clear();
    return this.takeOutputs();
  }

  private takeOutputs(): readonly ExchangeOutput[] {
    const { outputs } = this;
    this.outputs = [];
    return outputs;
  }

  private keep(events: FloorEvents): void {
    if (events.trades.length === 0 && events.orders.length === 0) return;
    for (const interval of ['raw', '100ms', 'agg2'] as const) {
      const kept = this.pending.get(interval) ?? { trades: [], ownTrades: [], orders: new Set() };
      kept.trades.push(...events.trades);
      kept.ownTrades.push(...events.ownTrades);
      for (const order of events.orders) kept.orders.add(order);
      this.pending.set(interval, kept);
    }
  }

  private dueIntervals(): ReadonlySet<Interval> {
    const now = this.floor.now();
    const due = new Set<Interval>();
    for (const interval of ['raw', '100ms', 'agg2'] as const) {
      if (now - (this.lastFlushMs.get(interval) ?? 0) < INTERVAL_MS[interval]) continue;
      this.lastFlushMs.set(interval, now);
      due.add(interval);
    }
    return due;
  }

  private publishOne(subscription: MutableSubscription, due: ReadonlySet<Interval>): void {
    const { channel } = subscription;
    if ('instrument' in channel && this.frozen.has(channel.instrument)) return;
    if ('interval' in channel && !due.has(channel.interval)) return;
    switch (channel.kind) {
      case 'book':
        this.publishBook(subscription, channel);
        return;
      case 'trades':
        this.publishTrades(subscription, channel);
        return;
      case 'user':
        this.publishUser(subscription, channel);
        return;
      default:
        this.publishState(subscription, channel);
    }
  }

  private publishBook(subscription: MutableSubscription, channel: Channel & { kind: 'book' }): void {
    const message = this.feed(channel.instrument)?.take(channel.interval, this.floor.now()) ?? null;
    if (message === null || this.skipped.delete(channel.instrument)) return;
    this.send(subscription, message);
  }

  private publishTrades(subscription: MutableSubscription, channel: Channel & { kind: 'trades' }): void {
    const kept = this.pending.get(channel.interval)?.trades ?? [];
    const trades = kept.filter((trade) => matches(channel.filter, trade.spec) && !this.frozen.has(trade.spec.name));
    if (trades.length > 0) this.send(subscription, trades.map(tradeShape));
  }

  private publishUser(subscription: MutableSubscription, channel: Channel & { kind: 'user' }): void {
    const kept = this.pending.get(channel.interval);
    if (kept === undefined) return;
    const byAccount = new Map<Account, MutableSession[]>();
    for (const session of subscription.sessions.values()) {
      const account = loginOf(session, this.floor.now())?.account;
      if (account !== undefined) byAccount.set(account, [...(byAccount.get(account) ?? []), session]);
    }
    for (const [account, sessions] of byAccount) {
      for (const data of this.userData(account, channel, kept)) {
        this.outputs.push({
          kind: 'notify',
          sessionIds: sessions.map((session) => session.id),
          message: subscriptionMessage(channel.name, data),
        });
      }
    }
  }

  private userData(account: Account, channel: Channel & { kind: 'user' }, kept: MutablePending): readonly unknown[] {
    const trades = kept.ownTrades.filter((own) => own.account === account && matches(channel.filter, own.trade.print.spec));
    const orders = [...kept.orders].filter(
      (order) => order.accountId === account.id && matches(channel.filter, this.floor.contractOf(order)),
    );
    const shapedOrders = orders.map((order) => this.shapeOrder(order));
    if (channel.topic === 'trades') return trades.length === 0 ? [] : [trades.map((own) => userTradeShape(own.trade))];
    if (channel.topic === 'orders') {
      if (channel.interval === 'raw') return shapedOrders;
      return orders.length === 0 ? [] : [shapedOrders];
    }
    const instruments = new Set([...trades.map((own) => own.trade.print.spec.name), ...orders.map((order) => order.instrument)]);
    return [...instruments].map((instrument) => {
      const position = account.positions.get(instrument);
      return {
        instrument_name: instrument,
        trades: trades.filter((own) => own.trade.print.spec.name === instrument).map((own) => userTradeShape(own.trade)),
        orders: orders.filter((order) => order.instrument === instrument).map((order) => this.shapeOrder(order)),
        positions: position === undefined ? [] : [positionShape(this.floor, position)],
      };
    });
  }

  /** Channels that show a state, not events: told when something changed, and again after a quiet second. */
  private publishState(subscription: MutableSubscription, channel: Channel): void {
    const elapsed = this.floor.now() - subscription.lastSentAtMs;
    if (!this.isStateDue(channel, elapsed)) return;
    if (channel.kind === 'portfolio') {
      for (const session of subscription.sessions.values()) this.sendFirst(session, channel);
      subscription.lastSentAtMs = this.floor.now();
      return;
    }
    const data = this.stateData(channel);
    if (data !== null) this.send(subscription, data);
  }

  private isStateDue(channel: Channel, elapsedMs: number): boolean {
    if (channel.kind === 'index') return elapsedMs >= QUIET_MS;
    if (channel.kind === 'portfolio') return elapsedMs >= QUIET_MS || this.pending.get('raw') !== undefined;
    if (!('instrument' in channel)) return false;
    return elapsedMs >= QUIET_MS || this.dirtyTickers.has(channel.instrument) || ('interval' in channel && channel.interval !== 'raw');
  }

  private stateData(channel: Channel): unknown {
    if (channel.kind === 'index') {
      return {
        timestamp: this.floor.now(),
        price: toDecimals(this.floor.marks.index(channel), 2),
        index_name: indexName(channel.currency),
      };
    }
    const spec = 'instrument' in channel ? this.floor.contract(channel.instrument) : null;
    if (spec === null) return null;
    if (channel.kind === 'ticker') return tickerShape({ floor: this.floor, stats: this.stats }, spec);
    const book = this.floor.engine.book(spec.name);
    if (channel.kind === 'grouped-book')
      return groupedBook(spec, book, { changeId: this.changeId(spec), nowMs: this.floor.now(), ...channel });
    return quoteShape(this.floor, spec);
  }

  private sendFirst(session: MutableSession, channel: Channel): void {
    const to = (data: unknown): void => {
      this.outputs.push({ kind: 'notify', sessionIds: [session.id], message: subscriptionMessage(channel.name, data) });
    };
    if (channel.kind === 'book') to(this.feed(channel.instrument)?.snapshot(channel.interval, this.floor.now()) ?? null);
    else if (channel.kind === 'portfolio') {
      const account = loginOf(session, this.floor.now())?.account;
      if (account === undefined) return;
      for (const currency of channel.currency === 'any' ? CURRENCIES : [channel.currency])
        to(portfolioShape(this.floor, account, currency));
    } else if (channel.kind !== 'trades' && channel.kind !== 'user' && channel.kind !== 'platform') to(this.stateData(channel));
  }

  private send(subscription: MutableSubscription, data: unknown): void {
    subscription.lastSentAtMs = this.floor.now();
    this.outputs.push({
      kind: 'notify',
      sessionIds: [...subscription.sessions.keys()],
      message: subscriptionMessage(subscription.channel.name, data),
    });
  }

  private feed(instrument: string): BookFeed | null {
    const known = this.feeds.get(instrument);
    if (known !== undefined) return known;
    const spec = this.floor.contract(instrument);
    if (spec === null) return null;
    const opened = new BookFeed(spec, this.floor.engine.book(instrument));
    this.feeds.set(instrument, opened);
    return opened;
  }

  private shapeOrder(order: FloorEvents['orders'][number]): unknown {
    return orderShape(this.floor.contractOf(order), order);
  }
}

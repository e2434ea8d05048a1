/** One account of Deribit: three lanes (market data, private, cancel) around one decoder, and the port's verbs. */
import type { CancelScope } from '../../../shared/engine/effects';
import { hasExpired, type Instrument, type InstrumentId } from '../../../shared/domain/instrument';
import type { ClientOrderId, OrderIntent } from '../../../shared/domain/order';
import { ok } from '../../../shared/domain/result';
import type { Approved } from '../../../shared/risk/pre-trade-gate';
import type { VenueConnection, VenueRim } from '../venue-port';
import { Announcer } from './announcer';
import type { CancelTarget } from './cancel-lane';
import { CancelLane } from './cancel-lane';
import type { DecodeContext, FrameSignal } from './decode';
import type { OffStep } from './decode-fields';
import type { VenueAccess } from './doors';
import { InstrumentList, type ListChange } from './instrument-list';
import { DERIBIT, nameOfInstrument } from './instruments';
import type { LaneEnvironment } from './lane';
import { Lane } from './lane';
import { VenueCredits } from './limits';
import { MarginSimulations } from './margin-simulations';
import { MarketData } from './market-data';
import { OpenOrders } from './open-orders';
import { OrderEntry } from './order-entry';
import { queryOrder } from './order-query';
import { PrivateChannel } from './private-channel';

/** Longest silence believed. Each lane is asked for a sign of life every second, so this is several misses. */
const MARKET_DATA_STALE_MS = 3_000;
const PRIVATE_STALE_MS = 5_000;

const RATE_REFUSED = 'the venue refused for lack of rate credits: data requests wait 5 s, what refills is kept for cancels';

export class DeribitConnection implements VenueConnection {
  readonly venue = DERIBIT;
  private readonly instruments = new Map<string, Instrument>();
  private readonly context: DecodeContext = { instruments: this.instruments, books: new Map() };
  private readonly openOrders = new OpenOrders(() => this.rim.nowMs());
  private readonly announcer: Announcer;
  private readonly list: InstrumentList;
  private readonly hasKeys: boolean;
  private readonly marketLane: Lane;
  private readonly privateLane: Lane;
  private readonly cancelSocket: Lane;
  private readonly marketData: MarketData;
  private readonly margins: MarginSimulations;
  private readonly privateChannel: PrivateChannel;
  private readonly orderEntry: OrderEntry;
  private readonly cancels: CancelLane;
  private isStopped = false;
  private isAway = false;
  private areLanesOpen = false;
  private readonly wanted = new Set<InstrumentId>();
  /** Wanted and not listed, and said so. */
  private readonly unlisted = new Set<InstrumentId>();

  constructor(
    private readonly rim: VenueRim,
    { endpoint, credentials, doors }: VenueAccess,
  ) {
    this.announcer = new Announcer((event) => this.hear(event), credentials);
    const { instruments, openOrders, announcer } = this;
    const credits = new VenueCredits(rim.nowMs(), () => announcer.fault(RATE_REFUSED));
    this.hasKeys = credentials.clientId !== '' && credentials.clientSecret !== '';
    this.list = new InstrumentList({
      rim,
      announcer,
      rest: doors.rest,
      instruments,
      isGone: () => this.isGone(),
      onLoaded: (change, announce) => this.listLoaded(change, announce),
    });
    const shared: LaneEnvironment = {
      endpoint,
      credentials: this.hasKeys ? credentials : null,
      rim,
      announcer,
      credits,
      context: this.context,
      openSocket: () => doors.openSocket(),
    };
    this.marketLane = this.buildMarketLane(shared);
    this.privateLane = this.buildPrivateLane(shared);
    this.cancelSocket = this.buildCancelSocket(shared);
    this.marketData = new MarketData({
      rim,
      announcer,
      context: this.context,
      list: this.list,
      isSignedIn: this.hasKeys,
      onHopeless: (reason) => this.marketLane.fail(reason),
    });
    this.margins = this.buildMargins();
    const account = { rim, announcer, instruments, openOrders, list: this.list };
    this.privateChannel = new PrivateChannel({
      ...account,
      credits,
      rest: doors.rest,
      // A lane that comes up anew knows no clock until it signs in.
      clockOffsetMs: () => (this.privateLane.signedIn === null ? this.cancelSocket : this.privateLane).clockOffsetMs,
    });
    this.orderEntry = new OrderEntry({
      ...account,
      session: () => this.privateLane.live,
      clockOffsetMs: () => this.privateLane.clockOffsetMs,
      onMaintenance: () => this.closeForMaintenance(),
    });
    this.cancels = new CancelLane({
      ...account,
      sessions: () => [this.cancelSocket.signedIn, this.privateLane.signedIn].filter((session) => session !== null),
    });
  }

  start(): void {
    this.announcer.channel('market-data', 'connecting', 'loading instruments');
    void this.list.load();
  }

  subscribe(instrumentIds: readonly InstrumentId[]): void {
    for (const id of instrumentIds) this.wanted.add(id);
    if (this.areLanesOpen) this.subscribeWanted();
  }

  followTickers(instrumentIds: readonly InstrumentId[]): void {
    const found = instrumentIds.map((id) => this.instruments.get(nameOfInstrument(id)));
    this.marketData.followTickers(found.filter((instrument) => instrument !== undefined));
  }

  resynchroniseBook(instrumentId: InstrumentId, reason: string): void {
    this.marketData.resynchronise(nameOfInstrument(instrumentId), reason);
  }

  sendOrder(order: Approved<OrderIntent>): void {
    this.orderEntry.send(order.intent);
  }

  cancelOrder(order: CancelTarget): void {
    this.cancels.cancel(order);
  }

  cancelAll(scope: CancelScope): void {
    this.cancels.cancelAll(scope);
  }

  queryOrder(instrumentId: InstrumentId, clientOrderId: ClientOrderId): void {
    const session = this.privateLane.signedIn ?? this.cancelSocket.signedIn;
    if (!this.instruments.has(nameOfInstrument(instrumentId))) this.list.miss();
    const { announcer, instruments, list } = this;
    void queryOrder({ session, announcer, instruments, instrumentId, clientOrderId, list });
  }

  reconcile(): void {
    const session = this.privateLane.live ?? this.cancelSocket.live;
    if (session) void this.privateChannel.reconcile(session);
    else this.announcer.emit({ kind: 'reconciliation-failed', venue: DERIBIT, reason: 'no private lane is live' });
  }

  reconnect(): void {
    if (this.isAway) return this.comeBack();
    if (!this.areLanesOpen) return;
    for (const lane of this.lanes()) lane.reconnect('asked to reconnect');
  }

  disconnect(): void {
    if (this.isAway || this.isStopped) return;
    this.isAway = true;
    this.list.stop();
    this.cancels.forget();
    for (const lane of this.lanes()) lane.leave('disconnected by the trader; it stays so until reconnect');
  }

  private isGone(): boolean {
    return this.isStopped || this.isAway;
  }

  private comeBack(): void {
    this.isAway = false;
    if (!this.areLanesOpen) return this.start();
    void this.list.load();
    this.reconnect();
  }

  private lanes(): readonly Lane[] {
    return this.hasKeys ? [this.marketLane, this.privateLane, this.cancelSocket] : [this.marketLane];
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.announcer.silence();
    this.list.stop();
    this.cancels.stop();
    this.margins.stop();
    this.marketData.invalidateAll('stopped');
    await Promise.all([this.marketLane.stop(), this.privateLane.stop(), this.cancelSocket.stop()]);
  }

  /** Everything emitted passes here, so that what rests at the venue is known without asking. */
  private hear(event: Parameters<VenueRim['emit']>[0]): void {
    if (event.kind === 'order-reported') {
      this.openOrders.hear(event.report);
      this.cancels.hear(event.report);
    }
    if (event.kind === 'fill-reported' || event.kind === 'account-snapshot') this.margins.positionsChanged();
    this.rim.emit(event);
  }

  private listLoaded({ hasNew, rescaled }: ListChange, announce: () => void): void {
    for (const { name } of rescaled) this.marketData.resynchronise(name, 'the venue changed its tick or lot');
    announce();
    if (!this.areLanesOpen) return this.openLanes();
    this.subscribeWanted();
    // What was executed in an instrument before it was listed here was left out of every reading.
    if (hasNew) this.privateChannel.readFromStart();
    if (hasNew && this.privateLane.live !== null) this.reconcile();
  }

  private subscribeWanted(): void {
    const found = [...this.wanted].map((id) => this.instruments.get(nameOfInstrument(id)));
    this.marketData.subscribe(found.filter((instrument) => instrument !== undefined));
    const unknown = [...this.wanted].filter((_id, index) => found[index] === undefined);
    const news = unknown.filter((id) => !this.unlisted.has(id));
    for (const id of news) this.unlisted.add(id);
    if (news.length > 0) this.announcer.fault(`subscription: expected instruments that the venue lists, found ${news.join(', ')}`);
    // What was listed may come back, and its book with it. Listed and not open may last for days: the next list will tell.
    const isLost = (it: Instrument): boolean => it.isActive && !this.list.isListed(it.name) && !hasExpired(it, this.rim.nowMs());
    const isGone = found.some((instrument) => instrument && isLost(instrument));
    if (unknown.length > 0 || isGone) this.list.miss();
  }

  private openLanes(): void {
    this.areLanesOpen = true;
    this.subscribeWanted();
    this.marketLane.connect();
    if (this.hasKeys) {
      this.privateLane.connect();
      this.cancelSocket.connect();
      return;
    }
    for (const channel of ['private', 'cancel'] as const) this.announcer.channel(channel, 'blocked', 'no keys: market data only');
  }

  /** On the lane of data: a simulation too many costs the session, and with the private one the orders. */
  private buildMargins(): MarginSimulations {
    return new MarginSimulations({ rim: this.rim, announcer: this.announcer, session: () => (this.hasKeys ? this.marketLane.live : null) });
  }

  private buildMarketLane(shared: LaneEnvironment): Lane {
    return new Lane(shared, {
      channel: 'market-data',
      staleAfterMs: MARKET_DATA_STALE_MS,
      prepare: (session) => this.marketData.prepare(session),
      onSignal: (signal) => this.repairBook(signal),
      onDown: (reason) => this.marketData.invalidateAll(reason),
    });
  }

  private buildPrivateLane(shared: LaneEnvironment): Lane {
    return new Lane(shared, {
      channel: 'private',
      staleAfterMs: PRIVATE_STALE_MS,
      prepare: (session) => this.privateChannel.prepare(session),
      onSignal: (signal) => {
        if (signal.kind === 'quarantined') void this.recoverPrivateFrame(signal.offStep);
      },
      onDown: () => this.privateChannel.lost(),
    });
  }

  /** Quotes are pulled with the lanes; the way back is that of any lost connection, slower with each refusal. */
  private closeForMaintenance(): void {
    this.announcer.fault('the venue is closed for maintenance; quotes are pulled, connecting again until it is open');
    for (const lane of [this.marketLane, this.privateLane]) lane.fail('the venue is closed for maintenance');
  }

  /** A private frame that could not be read may have been a fill, perhaps of an instrument listed since: ask for everything. */
  private async recoverPrivateFrame(offStep: OffStep | null): Promise<void> {
    if (offStep !== null) this.list.refine(offStep);
    await this.list.load();
    if (!this.isStopped) this.reconcile();
  }

  private buildCancelSocket(shared: LaneEnvironment): Lane {
    return new Lane(shared, {
      channel: 'cancel',
      staleAfterMs: PRIVATE_STALE_MS,
      prepare: () => Promise.resolve(ok(null)),
      onSignal: () => undefined,
      onDown: () => undefined,
    });
  }

  private repairBook(signal: FrameSignal): void {
    if (signal.kind === 'book-gap') this.marketData.repair(signal.instrument, signal.reason);
    if (signal.kind !== 'quarantined') return;
    const { instrumentId, reason, offStep } = signal;
    if (offStep !== null) this.list.refine(offStep);
    if (instrumentId === null) return;
    // Its lots may have become smaller: by the list of before no snapshot could be read either.
    this.list.miss();
    this.marketData.resynchronise(nameOfInstrument(instrumentId), `a frame of it was unreadable: ${reason}`);
  }
}

/** Which books, trades, tickers and indices are wanted, and how a book that lost its thread gets a new one. */
import { hasExpired, type Instrument } from '../../../shared/domain/instrument';
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { BackOff } from './back-off';
import type { DecodeContext } from './decode';
import type { InstrumentList } from './instrument-list';
import { CURRENCIES } from './instruments';
import { OptionChains } from './option-chains';
import { PLATFORM_CHANNEL } from './decode-platform-state';
import { PlatformState } from './platform-state';
import { PriceHistory } from './price-history';
import type { RpcOutcome, RpcSession } from './rpc';

/** What market data needs of the connection. */
export interface MarketDataOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly context: DecodeContext;
  /** Whether a channel that is not acknowledged is of something that the venue took off its list. */
  readonly list: Pick<InstrumentList, 'isListed' | 'miss'>;
  /** Raw books need a signed-in session; without keys the venue gives them every 100 ms. */
  readonly isSignedIn: boolean;
  /** The lane is beyond repair by resubscribing. */
  readonly onHopeless: (reason: string) => void;
}

const ACKNOWLEDGE_WITHIN_MS = 3_000;
const SNAPSHOT_WITHIN_MS = 3_000;
const SNAPSHOT_MISSING = `expected a book snapshot within ${SNAPSHOT_WITHIN_MS} ms, found none`;
const CHANNELS_PER_CALL = 150;
const ATTEMPTS_BEFORE_RECONNECT = 6;

/** Every channel must be acknowledged by name: a wrong one fails silently. */
function findMissing(channels: readonly string[], outcome: RpcOutcome): Result<readonly string[], string> {
  if (!outcome.ok) return fail(`subscription failed: ${outcome.error.reason}`);
  const acknowledged = new Set(Array.isArray(outcome.value) ? outcome.value : []);
  return ok(channels.filter((channel) => !acknowledged.has(channel)));
}

function checkMissing(channels: readonly string[], missing: readonly string[]): Result<null, string> {
  if (missing.length === 0) return ok(null);
  return fail(
    `subscription: expected ${channels.length} channels acknowledged, found ${missing.length} missing, first ${missing[0] ?? ''}`,
  );
}

/** Subscribes in calls the venue accepts; the first refusal ends it. The channels that were not acknowledged, or the refusal. */
async function askChannels(session: RpcSession, method: string, channels: readonly string[]): Promise<Result<readonly string[], string>> {
  const missing: string[] = [];
  for (let start = 0; start < channels.length; start += CHANNELS_PER_CALL) {
    const part = channels.slice(start, start + CHANNELS_PER_CALL);
    const outcome = await session.call(method, { channels: part }, { requestClass: 'data', timeoutMs: ACKNOWLEDGE_WITHIN_MS });
    const found = findMissing(part, outcome);
    if (!found.ok) return found;
    missing.push(...found.value);
  }
  return ok(missing);
}

/** Subscribes to all of them: one that is not acknowledged is a failure. */
export async function subscribeChannels(session: RpcSession, method: string, channels: readonly string[]): Promise<Result<null, string>> {
  const missing = await askChannels(session, method, channels);
  return missing.ok ? checkMissing(channels, missing.value) : missing;
}

/** The venue's slowest ticker, about one a second. */
function slowTicker(name: string): string {
  return `ticker.${name}.agg2`;
}

/** A book being brought back. `isUnderWay`: a resubscription is scheduled or unanswered; `isOutdated`: what it brings will not do. */
interface Repair {
  readonly backOff: BackOff;
  isUnderWay: boolean;
  isOutdated: boolean;
  cancel: (() => void) | null;
}

export class MarketData {
  private readonly wanted = new Map<string, Instrument>();
  /** Names that the venue took off its list before their time: nothing is asked of them, so that they cost no other its book. */
  private readonly gone = new Set<string>();
  /** Names of instruments whose ticker alone is wanted. */
  private readonly followed = new Set<string>();
  /** The session being prepared or live: what is wanted from now on goes there too. */
  private session: RpcSession | null = null;
  private readonly repairs = new Map<string, Repair>();

  private readonly chains: OptionChains;
  private readonly history: PriceHistory;
  private readonly platform: PlatformState;

  constructor(private readonly options: MarketDataOptions) {
    const { rim, announcer, context } = options;
    this.chains = new OptionChains({ rim, announcer, instruments: context.instruments });
    this.history = new PriceHistory(rim, announcer);
    this.platform = new PlatformState(rim, announcer);
  }

  /** Adds to what is wanted; idempotent. */
  subscribe(instruments: readonly Instrument[]): void {
    const back = new Set([...this.gone].filter((name) => this.options.list.isListed(name)));
    for (const name of back) this.gone.delete(name);
    const isNew = ({ name }: Instrument): boolean => back.has(name) || !this.wanted.has(name);
    const added = instruments.filter((instrument) => isNew(instrument) && !this.isOver(instrument));
    for (const instrument of added) this.wanted.set(instrument.name, instrument);
    const { session } = this;
    if (session && added.length > 0) void this.subscribeOrSay(session, added);
  }

  /** Adds instruments whose ticker alone is wanted, every second or two; idempotent. */
  followTickers(instruments: readonly Instrument[]): void {
    const added = instruments.filter(({ name }) => !this.followed.has(name));
    for (const { name } of added) this.followed.add(name);
    const { session } = this;
    if (session) void this.followOrRetry(session, new Set(added.map(({ name }) => name)));
  }

  /** Nothing trades on these: what is missing stays without a venue's value, that is shown, and it is asked for again while the session lives. */
  private async followOrRetry(session: RpcSession, names: ReadonlySet<string>, backOff = new BackOff(this.options.rim)): Promise<void> {
    const current = [...names].filter((name) => !this.isOver(this.options.context.instruments.get(name)));
    const outcome = await subscribeChannels(session, 'public/subscribe', current.map(slowTicker));
    if (outcome.ok || this.session !== session) return;
    if (backOff.attempts === 0) this.options.announcer.fault(`tickers of what is held: ${outcome.error}; asked for again`);
    this.options.rim.schedule(backOff.next(), () => {
      if (this.session === session) void this.followOrRetry(session, names, backOff);
    });
  }

  /** Everything wanted, on a fresh session. */
  async prepare(session: RpcSession): Promise<Result<null, string>> {
    this.session = session;
    this.gone.clear();
    const indices = CURRENCIES.map((currency) => `deribit_price_index.${currency.toLowerCase()}_usd`);
    const instruments = [...this.wanted.values()].filter((instrument) => !this.isOver(instrument));
    for (const instrument of instruments) this.renew(instrument);
    const channels = [PLATFORM_CHANNEL, ...indices, ...instruments.flatMap((each) => this.channelsOf(each))];
    const outcome = await this.subscribeOpen(session, instruments, channels);
    this.expectSnapshots(session, instruments);
    if (!outcome.ok) return outcome;
    this.platform.follow(session);
    // Options wait until the books are subscribed: nothing trades on them.
    void this.followOrRetry(session, new Set(this.followed));
    this.chains.follow(session);
    this.history.follow(session);
    return outcome;
  }

  /** Subscribes to channels of these instruments; those that the venue does not trade any more cost the others nothing. */
  private async subscribeOpen(
    session: RpcSession,
    instruments: readonly Instrument[],
    channels: readonly string[],
  ): Promise<Result<null, string>> {
    const missing = await askChannels(session, 'public/subscribe', channels);
    if (!missing.ok) return missing;
    const needed = missing.value.filter((channel) => channel !== PLATFORM_CHANNEL);
    if (needed.length < missing.value.length)
      this.options.announcer.fault('the venue does not tell of locks and maintenance as they begin');
    return checkMissing(channels, this.session === session ? this.withoutGone(instruments, needed) : needed);
  }

  /** What is missing of instruments that the venue still lists; where the list may be too old to know, it is loaded again. */
  private withoutGone(instruments: readonly Instrument[], missing: readonly string[]): readonly string[] {
    const lacking = instruments.filter((instrument) => this.channelsOf(instrument).some((channel) => missing.includes(channel)));
    const gone = lacking.filter(({ name }) => !this.options.list.isListed(name));
    for (const { name } of gone) this.leave(name);
    if (gone.length < lacking.length) this.options.list.miss();
    const ofGone = new Set(gone.flatMap((instrument) => this.channelsOf(instrument)));
    return missing.filter((channel) => !ofGone.has(channel));
  }

  private leave(name: string): void {
    this.gone.add(name);
    this.options.announcer.fault(`${name} is not listed any more, or not open, and gives no book`);
  }

  /** Every book is invalid in the tick in which its lane was lost. */
  invalidateAll(reason: string): void {
    this.session = null;
    this.chains.stop();
    this.history.stop();
    this.platform.stop();
    for (const [name, continuity] of this.options.context.books) {
      continuity.changeId = null;
      const instrument = this.wanted.get(name);
      if (instrument) this.options.announcer.emit({ kind: 'book-invalidated', instrumentId: instrument.id, reason });
    }
    for (const repair of this.repairs.values()) repair.cancel?.();
    this.repairs.clear();
  }

  /** Asked for from outside or by a refused frame: says so, then takes a new snapshot. */
  resynchronise(name: string, reason: string): void {
    const instrument = this.wanted.get(name);
    const continuity = this.options.context.books.get(name);
    // While a snapshot is under way, saying it again would only make the engine ask again.
    if (!instrument || (this.repairs.get(name)?.isUnderWay && continuity?.changeId === null)) return;
    if (continuity) continuity.changeId = null;
    this.options.announcer.emit({ kind: 'book-invalidated', instrumentId: instrument.id, reason });
    this.repair(instrument, reason);
  }

  /** Nothing more comes of a contract that expired or is gone, and its channels, asked for, would cost all the others theirs. */
  private isOver(instrument: Instrument | undefined): boolean {
    if (instrument === undefined) return false;
    return this.gone.has(instrument.name) || hasExpired(instrument, this.options.rim.nowMs());
  }

  /** The decoder already said that the book is invalid. */
  repair(instrument: Instrument, reason: string): void {
    // Without a session there is nothing to mend: the next one begins with a snapshot of every book.
    if (this.session === null || this.isOver(instrument)) return;
    const repair = this.repairs.get(instrument.name) ?? this.newRepair();
    this.repairs.set(instrument.name, repair);
    if (repair.isUnderWay) {
      // Its snapshot came before the subscription was acknowledged, and is no good already.
      repair.isOutdated = true;
      return;
    }
    repair.cancel?.();
    if (repair.backOff.attempts >= ATTEMPTS_BEFORE_RECONNECT) {
      return this.options.onHopeless(`${instrument.name}: ${ATTEMPTS_BEFORE_RECONNECT} new subscriptions gave no lasting book (${reason})`);
    }
    // The first repair is immediate; only a book that keeps failing waits.
    const isFirst = repair.backOff.attempts === 0;
    const waitMs = repair.backOff.next();
    const delayMs = isFirst ? 0 : waitMs;
    repair.isUnderWay = true;
    repair.cancel = this.options.rim.schedule(delayMs, () => void this.resubscribe(instrument));
  }

  private newRepair(): Repair {
    return { backOff: new BackOff(this.options.rim), isUnderWay: false, isOutdated: false, cancel: null };
  }

  private async resubscribe(instrument: Instrument): Promise<void> {
    const { session } = this;
    const repair = this.repairs.get(instrument.name);
    if (!session || !repair) return;
    const channels = [this.bookChannelOf(instrument)];
    await session.call('public/unsubscribe', { channels }, { requestClass: 'data', timeoutMs: ACKNOWLEDGE_WITHIN_MS });
    this.renew(instrument);
    const outcome = await this.subscribeOpen(session, [instrument], channels);
    if (this.repairs.get(instrument.name) !== repair) return;
    repair.isUnderWay = false;
    repair.cancel = null;
    const { isOutdated } = repair;
    repair.isOutdated = false;
    if (this.gone.has(instrument.name)) this.repairs.delete(instrument.name);
    else if (!outcome.ok) this.repair(instrument, outcome.error);
    else if (isOutdated) this.repair(instrument, 'the snapshot was no good by the time it was acknowledged');
    else repair.cancel = this.options.rim.schedule(SNAPSHOT_WITHIN_MS, () => this.checkSnapshot(instrument));
  }

  private checkSnapshot(instrument: Instrument): void {
    const repair = this.repairs.get(instrument.name);
    if (!repair) return;
    repair.cancel = null;
    if (this.options.context.books.get(instrument.name)?.changeId !== null) this.repairs.delete(instrument.name);
    else this.resynchronise(instrument.name, SNAPSHOT_MISSING);
  }

  private async subscribeOrSay(session: RpcSession, instruments: readonly Instrument[]): Promise<void> {
    for (const instrument of instruments) this.renew(instrument);
    const channels = instruments.flatMap((each) => this.channelsOf(each));
    const outcome = await this.subscribeOpen(session, instruments, channels);
    if (!outcome.ok && this.session === session) this.options.onHopeless(outcome.error);
    this.expectSnapshots(session, instruments);
  }

  /** An acknowledged subscription that brings no snapshot is a book that will never come. */
  private expectSnapshots(session: RpcSession, instruments: readonly Instrument[]): void {
    this.options.rim.schedule(SNAPSHOT_WITHIN_MS, () => {
      if (this.session !== session) return;
      const missing = instruments.filter(({ name }) => this.options.context.books.get(name)?.changeId === null && !this.repairs.has(name));
      for (const { name } of missing) this.resynchronise(name, SNAPSHOT_MISSING);
    });
  }

  /** A new generation: nothing but a snapshot can start it. */
  private renew(instrument: Instrument): void {
    const continuity = this.options.context.books.get(instrument.name);
    this.options.context.books.set(instrument.name, { generation: (continuity?.generation ?? 0) + 1, changeId: null });
  }

  private bookChannelOf(instrument: Instrument): string {
    return `book.${instrument.name}.${this.options.isSignedIn ? 'raw' : '100ms'}`;
  }

  private channelsOf(instrument: Instrument): readonly string[] {
    const interval = this.options.isSignedIn ? 'raw' : '100ms';
    return [this.bookChannelOf(instrument), `trades.${instrument.name}.${interval}`, `ticker.${instrument.name}.100ms`];
  }
}

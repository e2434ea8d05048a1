/** Brings the private lane into step: dead-man switch, subscriptions, then everything the venue knows of the account. */
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { VenueRim } from '../venue-port';
import { decodeFills, oldestFirst, readAccount, readUntilMs } from './account-reader';
import type { Announcer } from './announcer';
import type { InstrumentsByName } from './decode-account';
import type { ListDoubts } from './instrument-list';
import { CURRENCIES, DERIBIT } from './instruments';
import { DEAD_MAN } from './dead-man';
import type { VenueCredits } from './limits';
import { subscribeChannels } from './market-data';
import type { OpenOrders } from './open-orders';
import type { RestDoor } from './doors';
import type { RpcSession } from './rpc';
import type { Fill } from '../../../shared/domain/fill';
import { FieldRefused, findField, PriceRefused } from './decode-fields';
import { latestUnread } from './trade-pages';

/** What the private channel needs of the connection. */
export interface PrivateChannelOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly credits: VenueCredits;
  readonly instruments: InstrumentsByName;
  readonly openOrders: OpenOrders;
  readonly rest: RestDoor;
  /** Venue clock minus ours, ms: its executions are asked for by its own time, or a clock that is wrong would leave some out. */
  readonly clockOffsetMs: () => number;
  /** Told when the account holds something in an instrument that is not loaded, or at a price that no listed step allows. */
  readonly list: ListDoubts;
}

/** Any settlement coin and kind; raw, because a merged update would hide a fill. */
const CHANNELS = ['user.orders.any.any.raw', 'user.trades.any.any.raw', 'user.portfolio.any'] as const;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Non-historical queries reach back one day; beyond it the first reading of a session asks the archive. */
const RECENT_MS = DAY_MS - 60_000;
const ARCHIVE_MS = 7 * DAY_MS;
const OVERLAP_MS = 60_000;
/** An archive that did not answer is asked again after this: a reading waits for it. */
const ARCHIVE_AGAIN_MS = 60_000;

/** Executions from the archive; `isWhole`: all of it was asked for and came. */
interface Archived {
  readonly fills: readonly Fill[];
  readonly isWhole: boolean;
}

export class PrivateChannel {
  /** Of the last reading, by the venue's clock, epoch ms. */
  private readAtMs: number | null = null;
  /** A silence of more than a day began here, and the archive has not filled it yet, epoch ms by the venue's clock. */
  private gapSinceMs: number | null = null;
  private archiveDueMs = 0;
  /** How often all was wanted again: a reading that began before does not count as one. */
  private starts = 0;
  /** The connection of the orders while its switch is refused: asked for again with every reading of the account, without repeating the complaint. */
  private unguarded: RpcSession | null = null;

  constructor(private readonly options: PrivateChannelOptions) {}

  /** In this order: an order sent before the subscription is acknowledged would give no update. */
  async prepare(session: RpcSession): Promise<Result<null, string>> {
    await this.armDeadMan(session);
    const subscribed = await subscribeChannels(session, 'private/subscribe', CHANNELS);
    return subscribed.ok ? this.readAll(session) : subscribed;
  }

  /** Emits `account-snapshot` or `reconciliation-failed`. Any lane may read; the switch is armed where the orders go, or it guards none. */
  async reconcile(session: RpcSession): Promise<Result<null, string>> {
    const { unguarded } = this;
    const [read] = await Promise.all([this.readAll(session), unguarded && this.armDeadMan(unguarded)]);
    return read;
  }

  /** The next reading asks for everything again that the venue still tells. */
  readFromStart(): void {
    this.readAtMs = null;
    this.starts += 1;
  }

  private async readAll(session: RpcSession): Promise<Result<null, string>> {
    const { rim, announcer, credits, instruments, openOrders, list, clockOffsetMs } = this.options;
    const nowMs = rim.nowMs();
    const venueNowMs = nowMs + clockOffsetMs();
    const { starts } = this;
    const heard = openOrders.expectList();
    const recentMs = venueNowMs - RECENT_MS;
    const fillsSinceMs = this.readAtMs === null ? recentMs : Math.max(recentMs, this.readAtMs - OVERLAP_MS);
    const [read, archived] = await Promise.all([
      readAccount({ session, instruments, nowMs, venueNowMs, fillsSinceMs, requestClass: 'account', list }),
      this.readArchive(venueNowMs),
    ]);
    // The archive may take longer than the connection lived: what was read then is not the account of the next one.
    const answer = session.isClosed ? fail('its connection was lost meanwhile') : read;
    if (!answer.ok) {
      openOrders.dismiss(heard);
      this.archiveDueMs = 0;
      announcer.emit({ kind: 'reconciliation-failed', venue: DERIBIT, reason: answer.error });
      return fail(`reconciliation failed: ${answer.error}`);
    }
    if (this.starts === starts) this.readAtMs = venueNowMs;
    if (archived.isWhole) this.gapSinceMs = null;
    const { snapshot, limits, unreadBeforeMs } = answer.value;
    this.sayUntold(unreadBeforeMs);
    credits.adopt(limits);
    openOrders.replace(answer.value.openOrders, heard);
    const known = new Set(snapshot.fills.map((fill) => fill.tradeId));
    const earlier = oldestFirst(archived.fills.filter((fill) => !known.has(fill.tradeId)));
    const fills = [...earlier, ...snapshot.fills].sort((left, right) => left.executedAtMs - right.executedAtMs);
    announcer.emit({ ...snapshot, fills });
    return ok(null);
  }

  /** With the lane the switch has fired: nothing is protected until the next one is armed. */
  lost(): void {
    this.unguarded = null;
    this.options.openOrders.forget();
    this.sayDeadMan(false);
  }

  private sayDeadMan(isProtected: boolean): void {
    const seconds = isProtected ? DEAD_MAN.firesAfterSeconds : null;
    this.options.announcer.emit({ kind: 'dead-man-reported', venue: DERIBIT, isProtected, seconds, capability: DEAD_MAN });
  }

  private async armDeadMan(session: RpcSession): Promise<void> {
    const scope = { scope: 'connection' };
    await session.call('private/enable_cancel_on_disconnect', scope, { requestClass: 'account' });
    // Asked back rather than believed: a key without account:read_write gets an error above and `false` here.
    const state = await session.call('private/get_cancel_on_disconnect', scope, { requestClass: 'account' });
    // `lost` has said what holds then.
    if (session.isClosed) return;
    const isProtected = state.ok && findField(state.value, 'enabled') === true;
    const isNews = isProtected || this.unguarded === null;
    this.unguarded = isProtected ? null : session;
    if (!isNews) return;
    this.sayDeadMan(isProtected);
    if (!isProtected) {
      const found = state.ok ? 'it off' : state.error.reason;
      this.options.announcer.fault(`cancel-on-disconnect: expected it on, found ${found}; orders would outlive this machine`);
    }
  }

  /** Older executions, once per session of the desk and after each silence of more than a day; their absence is said, not fatal. */
  private async readArchive(venueNowMs: number): Promise<Archived> {
    if (this.readAtMs !== null && venueNowMs - this.readAtMs > RECENT_MS) this.gapSinceMs ??= this.readAtMs - OVERLAP_MS;
    const fromMs = this.readAtMs === null ? 0 : this.gapSinceMs;
    if (fromMs === null || (this.readAtMs !== null && venueNowMs < this.archiveDueMs)) return { fills: [], isWhole: false };
    this.archiveDueMs = venueNowMs + ARCHIVE_AGAIN_MS;
    const sinceMs = Math.max(fromMs, venueNowMs - ARCHIVE_MS);
    const pages = await Promise.all(
      CURRENCIES.map((currency) => this.options.rest.historicalTrades(currency, sinceMs, readUntilMs(venueNowMs))),
    );
    this.sayUntold(latestUnread(pages.flatMap((page) => (page.ok ? [page.value] : []))));
    const fills = pages.flatMap((page) => (page.ok ? this.decodeArchive(page.value.trades) : this.sayUnread(page.error)));
    return { fills, isWhole: pages.every((page) => page.ok) };
  }

  private decodeArchive(values: readonly unknown[]): readonly Fill[] {
    try {
      return decodeFills(values, this.options.instruments);
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      if (error instanceof PriceRefused) this.options.list.refine(error.offStep);
      return this.sayUnread(error.message);
    }
  }

  /** What is not read is in no profit, and may be in no position of ours. */
  private sayUntold(unreadBeforeMs: number | null): void {
    if (unreadBeforeMs === null) return;
    const found = `executions from before ${new Date(unreadBeforeMs).toISOString()} were asked for and are too many to be read`;
    this.options.announcer.fault(`${found}; compare positions and profit with the venue's own`);
  }

  private sayUnread(reason: string): readonly Fill[] {
    this.options.announcer.fault(`executions older than a day could not be read: ${reason}`);
    return [];
  }
}

/** The venue's list of instruments: loaded at the start, every quarter of an hour, and soon once something names one that it lacks. */
import type { Instrument } from '../../../shared/domain/instrument';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { BackOff } from './back-off';
import type { RestDoor } from './doors';
import { CURRENCIES, DERIBIT, decodeInstruments } from './instruments';

/** Listings, expiries and tick changes of a running day. */
const RELOAD_MS = 15 * 60 * 1000;

/** What a load changed. */
export interface ListChange {
  /** Whether anything is listed now that was not known. */
  readonly hasNew: boolean;
  /** Whose tick or lot is another one now. */
  readonly rescaled: readonly Instrument[];
}

/** What the list needs of the connection. */
export interface InstrumentListOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly rest: RestDoor;
  /** Filled here and read by everyone. */
  readonly instruments: Map<string, Instrument>;
  readonly isGone: () => boolean;
  /** The list is loaded; `announce` tells the engine. */
  readonly onLoaded: (change: ListChange, announce: () => void) => void;
}

export class InstrumentList {
  private readonly backOff: BackOff;
  private readonly rarer: BackOff;
  private cancelNext: (() => void) | null = null;
  /** Something names an instrument that is not listed, and a load for it is to come. */
  private isMissed = false;

  constructor(private readonly options: InstrumentListOptions) {
    this.backOff = new BackOff(options.rim);
    this.rarer = new BackOff(options.rim);
  }

  /** Loads now, and again until it succeeds. */
  async load(): Promise<void> {
    const { rest, announcer, instruments, isGone } = this.options;
    const lists = await Promise.all(CURRENCIES.map((currency) => rest.instruments(currency)));
    if (isGone()) return;
    const failure = lists.find((list) => !list.ok);
    if (failure && !failure.ok) return this.retry(failure.error);
    const listed = decodeInstruments(lists.flatMap((list) => (list.ok ? list.value : [])));
    if (listed.instruments.length === 0) return this.retry('expected a list of instruments, found an empty one');
    this.backOff.reset();
    if (listed.refused.length > 0)
      announcer.fault(`${listed.refused.length} instruments were unreadable and are left out, first: ${listed.refused[0] ?? ''}`);
    const hasNew = listed.instruments.some(({ name }) => !instruments.has(name));
    const rescaled = listed.instruments.filter((instrument) => this.isRescaled(instrument));
    // Expired instruments stay known, so that their late executions can still be read.
    for (const instrument of listed.instruments) instruments.set(instrument.name, instrument);
    // A list that was asked for because it lacked something, and still does, is no news.
    const isNews = hasNew || rescaled.length > 0 || !this.isMissed;
    if (hasNew) this.rarer.reset();
    this.isMissed = false;
    this.loadAfter(RELOAD_MS);
    this.options.onLoaded({ hasNew, rescaled }, () => {
      if (isNews) announcer.emit({ kind: 'instruments-loaded', venue: DERIBIT, instruments: listed.instruments });
    });
  }

  /** Something names an instrument that is not listed: the list is loaded again before long, ever more rarely while it stays away. */
  miss(): void {
    if (this.isMissed || this.options.isGone()) return;
    this.isMissed = true;
    this.loadAfter(this.rarer.next());
  }

  /** Nothing is loaded any more until `load`. */
  stop(): void {
    this.isMissed = false;
    this.cancelNext?.();
  }

  private retry(reason: string): void {
    const delayMs = this.backOff.next();
    this.options.announcer.fault(`instruments could not be loaded: ${reason}; trying again in ${delayMs} ms`);
    this.loadAfter(delayMs);
  }

  private loadAfter(delayMs: number): void {
    this.cancelNext?.();
    this.cancelNext = this.options.rim.schedule(delayMs, () => void this.load());
  }

  private isRescaled({ name, tickSize, lotSize }: Instrument): boolean {
    const known = this.options.instruments.get(name);
    return known !== undefined && (known.tickSize !== tickSize || known.lotSize !== lotSize);
  }
}

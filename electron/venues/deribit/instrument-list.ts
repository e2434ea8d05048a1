/** The venue's list of instruments: loaded at the start, every quarter of an hour, and soon once something shows that it is out of date. */
import type { Instrument } from '../../../shared/domain/instrument';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { BackOff } from './back-off';
import type { OffStep } from './decode-fields';
import type { RestDoor } from './doors';
import { CURRENCIES, DERIBIT, decodeInstruments } from './instruments';
import { keepUnit, refineUnit } from './price-unit';

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

/** To whom it is said that the list is out of date. */
export type ListDoubts = Pick<InstrumentList, 'miss' | 'refine'>;

export class InstrumentList {
  private readonly backOff: BackOff;
  private readonly rarer: BackOff;
  private cancelNext: (() => void) | null = null;
  /** Something does not fit the list, and a load for it is to come. */
  private isMissed = false;
  /** Loads are numbered as they begin: one that was under way at the miss is no answer to it, one overtaken by a later is no list of now. */
  private lastBegun = 0;
  private lastTaken = 0;
  private lastBegunAtMiss = 0;
  /** Names that are open in the last list; what was listed once stays known, but not here. */
  private listed: ReadonlySet<string> = new Set();

  constructor(private readonly options: InstrumentListOptions) {
    this.backOff = new BackOff(options.rim);
    this.rarer = new BackOff(options.rim);
  }

  /** Loads now, and again until it succeeds. */
  async load(): Promise<void> {
    const { rest, announcer, instruments, isGone } = this.options;
    this.lastBegun += 1;
    const number = this.lastBegun;
    const lists = await Promise.all(CURRENCIES.map((currency) => rest.instruments(currency)));
    if (isGone() || number < this.lastTaken) return;
    const failure = lists.find((list) => !list.ok);
    if (failure && !failure.ok) return this.retry(failure.error);
    const { refused, ...read } = decodeInstruments(lists.flatMap((list) => (list.ok ? list.value : [])));
    const listed = read.instruments.map((instrument) => keepUnit(instruments.get(instrument.name), instrument));
    if (listed.length === 0) return this.retry('expected a list of instruments, found an empty one');
    this.backOff.reset();
    if (refused.length > 0) announcer.fault(`${refused.length} instruments were unreadable and are left out, first: ${refused[0] ?? ''}`);
    this.take(listed, number);
  }

  private take(listed: readonly Instrument[], number: number): void {
    const { announcer, instruments, onLoaded } = this.options;
    this.lastTaken = number;
    this.listed = new Set(listed.filter(({ isActive }) => isActive).map(({ name }) => name));
    const hasNew = listed.some(({ name }) => !instruments.has(name));
    const rescaled = listed.filter((instrument) => this.isRescaled(instrument));
    const isAltered = listed.some((instrument) => this.isAltered(instrument));
    // Expired instruments stay known, so that their late executions can still be read.
    for (const instrument of listed) instruments.set(instrument.name, instrument);
    // A list that was asked for because it did not fit, and still does not, is no news.
    const isFitting = hasNew || rescaled.length > 0 || isAltered;
    const isStillMissed = this.isMissed && number <= this.lastBegunAtMiss;
    const isNews = isFitting || isStillMissed || !this.isMissed;
    if (isFitting) this.rarer.reset();
    this.isMissed = isStillMissed;
    if (!isStillMissed) this.loadAfter(RELOAD_MS);
    onLoaded({ hasNew, rescaled }, () => {
      if (isNews) announcer.emit({ kind: 'instruments-loaded', venue: DERIBIT, instruments: listed });
    });
  }

  /** Whether the venue lists it still, and as open, as of the last load: nothing comes of a book that is not. */
  isListed(name: string): boolean {
    return this.listed.has(name);
  }

  /** Something names an instrument that is not listed, or goes by other steps: the list is loaded again before long, ever more rarely while that goes on. */
  miss(): void {
    if (this.isMissed || this.options.isGone()) return;
    this.isMissed = true;
    this.lastBegunAtMiss = this.lastBegun;
    this.loadAfter(this.rarer.next());
  }

  /** A price off the steps that are listed, of before or after they changed: it can be read from here on, and the list is loaded again. */
  refine({ instrumentName: name, price }: OffStep): void {
    const { instruments, announcer, isGone, onLoaded } = this.options;
    const known = instruments.get(name);
    if (known === undefined || isGone()) return;
    this.miss();
    const refined = refineUnit(known, price);
    if (refined === null || refined.tickSize === known.tickSize) return;
    instruments.set(name, refined);
    onLoaded({ hasNew: false, rescaled: [refined] }, () => {
      announcer.emit({ kind: 'instruments-loaded', venue: DERIBIT, instruments: [refined] });
    });
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

  /** Other steps, opened or closed. */
  private isAltered({ name, tickSteps = [], isActive }: Instrument): boolean {
    const known = this.options.instruments.get(name);
    if (known === undefined) return false;
    return known.isActive !== isActive || JSON.stringify(known.tickSteps ?? []) !== JSON.stringify(tickSteps);
  }

  private isRescaled({ name, tickSize, lotSize }: Instrument): boolean {
    const known = this.options.instruments.get(name);
    return known !== undefined && (known.tickSize !== tickSize || known.lotSize !== lotSize);
  }
}

/** What each change of the quoted books really looked like, so that the desk's book can be compared at the same change. */
import type { MarketState } from '../../shared/engine/market-state';
import type { SimulatedVenue } from './simulated-venue';
import { channelOf, type WireMessage } from './wire';

const LEVELS = 12;
const KEPT = 4_000;

/** Filled from what the exchange writes, before any fault touches it. */
export class BookTruth {
  /** By change: the venue counts those of each book in a range of its own. */
  private readonly texts = new Map<number, string>();
  private readonly channels: readonly string[];

  constructor(
    private readonly venue: SimulatedVenue,
    quoted: readonly string[],
  ) {
    this.channels = quoted.map((id) => `book.${id.slice(id.indexOf(':') + 1)}.`);
  }

  /** Notes the exchange's book if this frame is about it. */
  note(message: WireMessage): void {
    const channel = channelOf(message);
    const prefix = this.channels.find((each) => channel.startsWith(each));
    if (prefix === undefined) return;
    const changeId: unknown = Reflect.get(Object(Reflect.get(Object(message['params']), 'data')), 'change_id');
    if (typeof changeId !== 'number') return;
    const book = this.venue.exchange.inspect().engine.book(prefix.slice('book.'.length, -1));
    const side = (which: 'buy' | 'sell'): string =>
      book
        .own(which)
        .top(LEVELS)
        .map((level) => `${level.ticks}x${level.totalLots}`)
        .join(' ');
    this.texts.set(changeId, `${side('buy')} | ${side('sell')}`);
    if (this.texts.size > KEPT) this.texts.delete(this.texts.keys().next().value ?? 0);
  }

  /** One sentence if a book differs from what it was at its change; empty otherwise. */
  compare(market: MarketState): string {
    const truth = this.texts.get(market.changeId);
    if (truth === undefined) return '';
    const { name, tickSize } = market.instrument;
    // The desk may count prices in another unit than the exchange does inside.
    const units = tickSize / this.venue.exchange.inspect().contractOf({ instrument: name }).tickSize;
    const levels = (side: 'buy' | 'sell'): string =>
      market.book
        .levels(side, LEVELS)
        .map(([ticks, lots]) => `${Math.round(ticks * units)}x${lots}`)
        .join(' ');
    const ours = `${levels('buy')} | ${levels('sell')}`;
    return ours === truth ? '' : `the book at change ${market.changeId} is believed to be ${ours}; it is ${truth}`;
  }
}

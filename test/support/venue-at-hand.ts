/** A venue that does what a test says; stands in for `venues/registry` where a whole session is tried. */
import type { OrderIntent } from '../../shared/domain/order';
import { timestampMs } from '../../shared/domain/time';
import type { EngineEventBody } from '../../shared/engine/events';
import type { VenueConnection, VenueDefinition, VenueRim } from '../../electron/venues/venue-port';
import { balanceOf, BTC, levelsAround, perpetual, VENUE } from './engine-parts';

/** Reconciles at once, confirms a pull after 40 ms, and tells a price when it is asked to. */
export class HandVenue implements VenueConnection {
  readonly venue = VENUE;
  readonly sent: OrderIntent[] = [];
  readonly #rim: VenueRim;
  #books = 0;

  constructor(rim: VenueRim) {
    this.#rim = rim;
  }

  start(): void {
    this.tell({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const)
      this.tell({ kind: 'channel-changed', venue: VENUE, channel, state: 'live', reason: '' });
    this.reconcile();
  }

  tell(event: EngineEventBody): void {
    this.#rim.emit(event);
  }

  /** Ticker, index and a fresh book: from here on there is a fair value. */
  price(): void {
    this.#books += 1;
    const venueTimeMs = timestampMs(this.#rim.nowMs());
    const unknown = { bestBid: null, bestAsk: null, lastPrice: null, markVolatility: null, greeks: null };
    const prices = { markPrice: 60_000, indexPrice: 60_000, funding8h: 0 };
    this.tell({ kind: 'ticker-updated', ticker: { instrumentId: BTC, ...prices, ...unknown, venueTimeMs } });
    this.tell({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: 60_000 });
    const book = { generation: this.#books, changeId: this.#books, ...levelsAround(120_000) };
    this.tell({ kind: 'book-snapshot', instrumentId: BTC, ...book, venueTimeMs });
  }

  reconcile(): void {
    const flat = { openOrders: [], fills: [], positions: [], balances: [balanceOf('BTC')] };
    this.tell({ kind: 'account-snapshot', venue: VENUE, requestedAtMs: timestampMs(this.#rim.nowMs()), ...flat });
  }

  cancelAll(): void {
    this.#rim.schedule(40, () => this.tell({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 }));
  }

  sendOrder(order: { readonly intent: OrderIntent }): void {
    this.sent.push(order.intent);
  }

  subscribe(): void {}
  resynchroniseBook(): void {}
  cancelOrder(): void {}
  queryOrder(): void {}
  reconnect(): void {}
  disconnect(): void {}
  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const begun: HandVenue[] = [];

/** The venue of the session that was begun last. */
export function lastVenue(): HandVenue {
  const venue = begun.at(-1);
  if (venue === undefined) throw new Error('expected a session with the registry of this file, found none');
  return venue;
}

/** All of it, in place of the real one. */
export const venueRegistry: readonly Pick<VenueDefinition, 'venue' | 'connect'>[] = [
  {
    venue: VENUE,
    connect: (_endpoint, _credentials, rim) => {
      const venue = new HandVenue(rim);
      begun.push(venue);
      return venue;
    },
  },
];

/** The profit of the day as the exchange's executions, deliveries and marks make it, beside the one that the desk shows. */
import { instrumentId } from '../../shared/domain/instrument';
import { fundingUsd } from '../../shared/engine/day-profit';
import type { EngineEvent } from '../../shared/engine/events';
import type { EngineState } from '../../shared/engine/state';
import { projectDesk } from '../../shared/projection/project-desk';
import { projectPositions } from '../../shared/projection/project-positions';
import type { UserTrade } from '../../shared/exchange/trade-record';
import type { DeskLife } from './desk-seam';
import { FundingTruth } from './funding-truth';
import { ProfitBook } from './profit-book';
import type { SimulatedVenue } from './simulated-venue';
import { VENUE } from './simulation-settings';
import { channelOf, type WireMessage } from './wire';

/** USD; sums of some hundred parts of a few thousand. */
const TOLERANCE_USD = 1e-6;
const INDEX_CHANNEL = 'deribit_price_index.';

/** Follows every life of the desk. The order in which executions came is the desk's own: what they are is the exchange's word. */
export class ProfitTruth {
  /** Positions with which the present life goes on, or that it found. */
  private base = new ProfitBook();
  /** Executions that the base holds already, and those that nobody was there for: booked before all others of this life. */
  private before = new Set<string>();
  private missed: readonly UserTrade[] = [];
  /** Executions of this life that came before a first reading of the account: the base holds them. */
  private settled: ReadonlySet<string> = new Set();
  /** Of the lives before on this day: realised less fees, and funding. USD. */
  private earlierUsd = 0;
  /** By how much the rounding of the wire may have moved that. USD. */
  private earlierRoundingUsd = 0;
  /** What the day began with. USD. */
  private atBeginUsd = 0;
  private isOpened = false;
  /** Why the day's profit cannot be told exactly; empty if it can. */
  private doubt = '';
  private lastDay: EngineState['day'] = null;
  private lastAlerts: EngineState['alerts'] = [];
  /** As last published, USD, by currency. */
  private readonly indexPrices = new Map<string, number>();

  private readonly funding: FundingTruth;

  constructor(private readonly venue: SimulatedVenue) {
    this.funding = new FundingTruth(venue);
  }

  /** A life begins with what the one before is known to have ended with; `null`: with nothing. */
  begin(recovered: EngineState | null): void {
    if (recovered === null) this.forget();
    // What it read and did not leave in the journal, the next one reads again.
    else {
      this.funding.rewind(recovered);
      if (recovered.openedVenues.length === 0) this.missed = [];
      const book = this.book(recovered);
      this.earlierUsd += book.closedUsd + this.fundingOf(recovered);
      this.earlierRoundingUsd += this.funding.roundingUsd;
      const booked = [...this.missed.map(({ print }) => print.tradeId), ...recovered.fills.map(({ fill }) => fill.tradeId)];
      this.before = new Set([...this.before, ...booked]);
      this.base = book.goOn();
      this.funding.goOn();
    }
    if (recovered !== null && recovered.fillCount !== recovered.fills.length) this.doubt = 'a life had more fills than it kept';
    this.missed = [];
    this.settled = new Set();
    this.isOpened = false;
    this.lastDay = null;
  }

  /** Notes the index that the exchange publishes, and what it charged until it writes this. */
  note(message: WireMessage): void {
    this.funding.note();
    const channel = channelOf(message);
    if (!channel.startsWith(INDEX_CHANNEL)) return;
    const data = Object(Reflect.get(Object(message['params']) as object, 'data')) as object;
    const currency = channel.slice(INDEX_CHANNEL.length, channel.indexOf('_', INDEX_CHANNEL.length)).toUpperCase();
    this.indexPrices.set(currency, Number(Reflect.get(data, 'price')));
  }

  /** After every step. */
  stepped({ state }: DeskLife, event: EngineEvent): void {
    if (event.kind === 'account-snapshot' && state.openedVenues.length > 0) {
      if (!this.isOpened) this.open(state, event);
      this.funding.read(event, state);
    }
    if (state.alerts !== this.lastAlerts) this.noteAlerts(state);
    const { day } = state;
    if (day !== this.lastDay && day !== null && day.carried === null && day.sinceMs !== this.lastDay?.sinceMs && this.isOpened)
      this.beginDay(state, this.lastDay === null);
    this.lastDay = day;
  }

  /** Every difference in words; empty where there is none, or nothing that can be compared. */
  compare(state: EngineState): readonly string[] {
    const wrong = [...this.comparePrices(state), ...(this.isOpened ? this.funding.compare(state) : [])];
    if (wrong.length > 0 || this.doubtOf(state) !== '') return wrong;
    const shown = projectDesk(state);
    const book = this.book(state);
    const openUsd = this.openUsd(book, state) ?? Number.NaN;
    const closedUsd = book.closedUsd + this.fundingOf(state);
    const dayUsd = this.earlierUsd + closedUsd + openUsd - this.atBeginUsd;
    // Funding is in these, and the wire rounds it.
    const tolerance = TOLERANCE_USD + this.funding.roundingUsd;
    return [
      ...this.compareRows(state, book),
      ...differBy(tolerance, 'realised profit', [shown.realisedPnlUsd, closedUsd]),
      ...differ('unrealised profit', shown.unrealisedPnlUsd, openUsd),
      ...differBy(tolerance + this.earlierRoundingUsd, 'profit of the day', [shown.dayProfit?.profitUsd ?? null, dayUsd]),
    ];
  }

  /** Each position by itself. */
  private compareRows(state: EngineState, book: ProfitBook): readonly string[] {
    const { rows } = projectPositions(state);
    return Object.values(rows).flatMap(({ name, realisedUsd, feesUsd }) => {
      const holding = book.holdings.get(name);
      return [
        ...differ(`realised profit of ${name}`, realisedUsd, holding?.realisedUsd ?? 0),
        ...differ(`fees of ${name}`, feesUsd, holding?.feesUsd ?? 0),
      ];
    });
  }

  /** Why nothing is said of its profit; empty if it is. */
  doubtOf(state: EngineState): string {
    if (state.day === null) return 'no day has begun';
    return state.fillCount === state.fills.length ? this.doubt : 'there were more fills than are kept';
  }

  /** What there is to say of funding. */
  get fundingVerdict(): string {
    if (this.funding.usd === null) return 'funding not compared: it was charged between the last reading before a settlement and that';
    return this.funding.isCharged ? 'funding compared' : 'funding compared: none was charged';
  }

  /** Where it was cut off by a settlement the desk's word has to do. */
  private fundingOf(state: EngineState): number {
    return this.funding.usd ?? fundingUsd(state);
  }

  private forget(): void {
    this.base = new ProfitBook();
    this.funding.forget();
    this.before = new Set();
    this.earlierUsd = 0;
    this.earlierRoundingUsd = 0;
    this.doubt = '';
  }

  private noteAlerts(state: EngineState): void {
    this.lastAlerts = state.alerts;
    if (state.alerts.some(({ key }) => key.startsWith('day|'))) this.doubt = 'a part was counted at what it was last worth';
  }

  /** The first reading of the account in a life: either it goes on, or it takes over what it finds. */
  private open(state: EngineState, snapshot: EngineEvent & { kind: 'account-snapshot' }): void {
    this.isOpened = true;
    const own = new Set<string>(state.fills.map(({ fill }) => fill.tradeId));
    const unknown = this.venue.account.trades().filter(({ print: { tradeId } }) => !own.has(tradeId) && !this.before.has(tradeId));
    if (this.lastDay?.carried != null) {
      const { startedAtMs } = state.session;
      this.missed = unknown.filter(({ print }) => print.timestampMs < startedAtMs);
      return;
    }
    const known = [...this.before, ...unknown.map(({ print }) => print.tradeId), ...own];
    this.forget();
    // What came before the first reading is realised and paid, and its position is what the exchange says.
    for (const trade of this.tradesOf(state.fills)) this.base.execute(trade);
    this.settled = own;
    this.before = new Set(known);
    for (const { instrumentId, quantity, averagePrice } of snapshot.positions) {
      const instrument = instrumentId.slice(instrumentId.indexOf(':') + 1);
      const spec = this.venue.exchange.inspect().contractOf({ instrument });
      this.base.open(spec, Math.round(quantity / spec.lotSize), averagePrice);
    }
  }

  /** What was unrealised is of another day, and so is what was realised, unless there was no day before. */
  private beginDay(state: EngineState, isFirst: boolean): void {
    const book = this.book(state);
    const openUsd = this.openUsd(book, state);
    if (!isFirst) this.doubt = '';
    this.earlierUsd = 0;
    this.earlierRoundingUsd = 0;
    this.atBeginUsd = (openUsd ?? 0) + (isFirst ? 0 : book.closedUsd + this.fundingOf(state));
    if (openUsd === null) this.doubt = 'it began without a price';
  }

  /** All of this life so far. */
  private book(state: EngineState): ProfitBook {
    const book = this.base.copy();
    const later = state.fills.filter(({ fill }) => !this.settled.has(fill.tradeId));
    for (const trade of [...this.missed, ...this.tradesOf(later)]) book.execute(trade);
    // The desk books a delivery once it reads of it.
    const isSettled = (name: string): boolean =>
      state.openedVenues.length > 0 && (state.positions[instrumentId(VENUE, name)]?.position.lots ?? 0) === 0;
    for (const { instrument, price } of this.venue.deliveries) if (isSettled(instrument)) book.deliver(instrument, price);
    return book;
  }

  /** As the exchange executed them; of what it did not, the fills themselves are judged. */
  private tradesOf(fills: EngineState['fills']): readonly UserTrade[] {
    const trades = new Map<string, UserTrade>(this.venue.account.trades().map((trade) => [trade.print.tradeId, trade]));
    return fills.map(({ fill }) => trades.get(fill.tradeId)).filter((trade) => trade !== undefined);
  }

  private openUsd(book: ProfitBook, { markets, indexes }: EngineState): number | null {
    const markOf = (name: string): number | null => markets.get(instrumentId(VENUE, name))?.ticker?.markPrice ?? null;
    return book.openUsd(markOf, (currency) => indexes[currency]?.price ?? null);
  }

  /** The marks of what is held and the index are those of the exchange. */
  private comparePrices({ positions, markets, indexes }: EngineState): readonly string[] {
    const floor = this.venue.exchange.inspect();
    const held = Object.values(positions).filter(({ position }) => position.lots !== 0);
    const wrong = held.flatMap(({ position: { instrumentId } }) => {
      const market = markets.get(instrumentId);
      const spec = market === undefined ? null : floor.contract(market.instrument.name);
      return spec === null ? [] : differ(`mark of ${spec.name}`, market?.ticker?.markPrice ?? null, floor.marks.mark(spec));
    });
    const told = [...this.indexPrices].flatMap(([currency, price]) =>
      differ(`index of ${currency}`, indexes[currency]?.price ?? null, price),
    );
    return [...wrong, ...told];
  }
}

function differ(what: string, here: number | null, there: number): readonly string[] {
  return differBy(TOLERANCE_USD, what, [here, there]);
}

function differBy(tolerance: number, what: string, [here, there]: readonly [number | null, number]): readonly string[] {
  return here !== null && Math.abs(here - there) <= tolerance ? [] : [`${what} is ${here ?? 'unknown'} here and ${there} there`];
}

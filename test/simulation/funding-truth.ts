/** What the exchange charged for holding perpetuals, as far as its readings of the account can have told the desk, beside what the desk booked. */
import { instrumentId } from '../../shared/domain/instrument';
import type { AccountSnapshot } from '../../shared/engine/events';
import type { EngineState } from '../../shared/engine/state';
import { toDecimals } from '../../shared/exchange/decimals';
import type { SimulatedVenue } from './simulated-venue';
import { VENUE } from './simulation-settings';

/** The wire names a figure in twelve decimals, coin: it is off by half a unit of the last one at most. */
const WIRE_DECIMALS = 12;
const WIRE_ROUNDING = 0.5 * 10 ** -WIRE_DECIMALS;
/** Of adding a few hundred doubles of this size, relative. */
const BINARY_NOISE = 1e-13;

/** What the desk reads now the exchange said no longer ago than this, ms. */
const READING_MS = 15_000;

/** Received for one perpetual at a moment, coin; negative was paid. */
interface Charged {
  /** By the clock of the exchange, epoch ms; so it was until the next. */
  readonly sinceMs: number;
  /** Since the exchange began, and what of that was settled. */
  readonly totalCoin: number;
  readonly settledCoin: number;
  /** At which the exchange settled last, 0 before the first. */
  readonly settlementPrice: number;
  readonly isHeld: boolean;
}

/** What one life of the desk could book of one perpetual. Replaced, never mutated. */
interface Counted {
  /** At the reading before; `null`: the next one is where counting begins. */
  readonly from: Charged | null;
  /** Place of the reading before in the history. */
  readonly place: number;
  readonly coin: number;
  /** At the index that the desk knew when it read. USD. */
  readonly usd: number;
  /** By how much the rounding of the wire may move both. */
  readonly coinRounding: number;
  readonly usdRounding: number;
  readonly lastIndex: number | null;
  /** Part of the present session of the exchange was lost with its settlement. */
  readonly isCut: boolean;
}

type Tally = Readonly<Record<string, Counted>>;

const UNCOUNTED = { coin: 0, usd: 0, coinRounding: 0, usdRounding: 0, lastIndex: null, isCut: false } as const;

/** Counts from reading to reading: what was charged since the last one nobody can have told the desk. */
export class FundingTruth {
  private readonly history = new Map<string, Charged[]>();
  private tally: Tally = {};
  /** After each reading of this life, by the number of the step. */
  private kept: { readonly sequence: number; readonly tally: Tally }[] = [];
  /** When the newest reading of this life was asked for; one that it overtook says nothing new. */
  private readAtMs = -Infinity;

  constructor(private readonly venue: Pick<SimulatedVenue, 'account' | 'exchange'>) {}

  /** Before every frame that the exchange writes: what it holds now is what it says. */
  note(): void {
    for (const { spec, sessionFunding, settledFunding, sizeLots } of this.venue.account.positions.values()) {
      if (spec.kind !== 'perpetual') continue;
      const known = this.history.get(spec.name) ?? [
        { sinceMs: -Infinity, totalCoin: 0, settledCoin: 0, settlementPrice: 0, isHeld: false },
      ];
      this.history.set(spec.name, known);
      const now: Charged = {
        sinceMs: this.venue.exchange.now(),
        totalCoin: settledFunding + sessionFunding,
        settledCoin: settledFunding,
        settlementPrice: this.venue.exchange.inspect().settlementPrices.get(spec.name) ?? 0,
        isHeld: sizeLots !== 0,
      };
      if (!saysTheSame(known.at(-1), now)) known.push(now);
    }
  }

  /** Nothing was counted and nothing goes on. */
  forget(): void {
    this.tally = {};
    this.kept = [];
    this.readAtMs = -Infinity;
  }

  /** Back to the last reading that a life left in its journal. */
  rewind({ session: { sequence } }: EngineState): void {
    this.tally = this.kept.filter((each) => each.sequence <= sequence).at(-1)?.tally ?? this.tally;
  }

  /** A life begins: counting goes on from the last reading, with nothing booked yet. */
  goOn(): void {
    this.tally = Object.fromEntries(Object.entries(this.tally).map(([name, { from, place }]) => [name, { ...UNCOUNTED, from, place }]));
    this.kept = [{ sequence: 0, tally: this.tally }];
    this.readAtMs = -Infinity;
  }

  /** The desk took a reading of the account in with this step. */
  read({ positions, requestedAtMs }: AccountSnapshot, { session, indexes }: EngineState): void {
    if (requestedAtMs < this.readAtMs) return;
    this.readAtMs = requestedAtMs;
    for (const [name, history] of this.history) {
      const known = this.tally[name] ?? { ...UNCOUNTED, from: null, place: 0 };
      const told = positions.find((position) => position.instrumentId === instrumentId(VENUE, name));
      const index = indexes[name.slice(0, name.indexOf('-'))]?.price;
      const place = findPlace(history, known.place, told);
      const now = history[place];
      if (now === undefined) continue;
      // What is not held may be left out, and counts from its next figure on.
      const isLeftOut = told?.fundingCoin === undefined && this.wasFlat(history);
      this.tally = { ...this.tally, [name]: isLeftOut ? leaveOut(known) : count(known, { now, place, index }) };
    }
    this.kept.push({ sequence: session.sequence, tally: this.tally });
  }

  private wasFlat(history: readonly Charged[]): boolean {
    const fromMs = this.venue.exchange.now() - READING_MS;
    return history.some(({ isHeld }, place) => !isHeld && (history[place + 1]?.sinceMs ?? Infinity) >= fromMs);
  }

  /** Of this life so far, USD; `null` if that cannot be told. */
  get usd(): number | null {
    const all = Object.values(this.tally);
    return all.some(({ isCut }) => isCut) ? null : all.reduce((sum, { usd }) => sum + usd, 0);
  }

  /** By how much the rounding of the wire may move `usd`. */
  get roundingUsd(): number {
    return Object.values(this.tally).reduce((sum, each) => sum + usdTolerance(each), 0);
  }

  /** Whether there was anything to compare. */
  get isCharged(): boolean {
    return Object.values(this.tally).some(({ coin }) => coin !== 0);
  }

  /** Each perpetual by itself, in words where it differs. */
  compare({ funding }: EngineState): readonly string[] {
    return Object.entries(this.tally).flatMap(([name, counted]) => {
      if (counted.isCut) return [];
      const { bookedCoin, bookedUsd } = funding[instrumentId(VENUE, name)] ?? { bookedCoin: 0, bookedUsd: 0 };
      const coinTolerance = counted.coinRounding + BINARY_NOISE * Math.abs(counted.coin);
      return [
        ...differ(`funding of ${name}, coin,`, [bookedCoin, counted.coin], coinTolerance),
        ...differ(`funding of ${name}, USD,`, [bookedUsd, counted.usd], usdTolerance(counted)),
      ];
    });
  }
}

/** But for the moment. */
function saysTheSame(last: Charged | undefined, now: Charged): boolean {
  return (
    last?.totalCoin === now.totalCoin &&
    last.settledCoin === now.settledCoin &&
    last.settlementPrice === now.settlementPrice &&
    last.isHeld === now.isHeld
  );
}

/** What the desk decoded of a reading. */
type Told = Pick<AccountSnapshot['positions'][number], 'fundingCoin' | 'settlementPrice'>;

/**
 * The first moment since the last reading at which the exchange said this; the present one if it never did, so that the sums tell. The
 * figure may come to the same once more after a settlement: the price of that tells them apart.
 */
function findPlace(history: readonly Charged[], from: number, told: Told | undefined): number {
  const found = history.findIndex(
    ({ totalCoin, settledCoin, settlementPrice }, place) =>
      place >= from &&
      told?.fundingCoin !== undefined &&
      told.settlementPrice === settlementPrice &&
      Math.abs(toDecimals(totalCoin - settledCoin, WIRE_DECIMALS) - told.fundingCoin) < WIRE_ROUNDING,
  );
  return found < 0 ? history.length - 1 : found;
}

interface Reading {
  readonly now: Charged;
  readonly place: number;
  readonly index: number | undefined;
}

function count(known: Counted, { now, place, index }: Reading): Counted {
  const { from, lastIndex } = known;
  if (from === null) return { ...known, from: now, place };
  // The desk waits for an index, and so does this.
  if (index === undefined) return known;
  // The figure began again, and with it went what was charged between the last reading and that.
  const isCut = known.isCut || (now.settledCoin !== from.settledCoin && now.settledCoin !== from.totalCoin);
  const coin = now.totalCoin - from.totalCoin;
  const isFirst = lastIndex === null;
  return {
    ...{ from: now, place, isCut },
    coin: known.coin + coin,
    usd: known.usd + coin * index,
    // Each figure is added once and taken off once: only the first and the last one count in full.
    coinRounding: known.coinRounding + (isFirst ? 2 * WIRE_ROUNDING : 0),
    usdRounding: known.usdRounding + WIRE_ROUNDING * Math.abs(index - (lastIndex ?? 0)),
    lastIndex: index,
  };
}

function leaveOut(known: Counted): Counted {
  return { ...known, from: null, usdRounding: known.usdRounding + WIRE_ROUNDING * (known.lastIndex ?? 0), lastIndex: null };
}

function usdTolerance({ usd, usdRounding, lastIndex }: Counted): number {
  return usdRounding + WIRE_ROUNDING * (lastIndex ?? 0) + BINARY_NOISE * Math.abs(usd);
}

function differ(what: string, [here, there]: readonly [number, number], tolerance: number): readonly string[] {
  return Math.abs(here - there) <= tolerance ? [] : [`${what} is ${here} here and ${there} there`];
}

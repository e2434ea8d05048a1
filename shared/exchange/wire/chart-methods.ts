/** Daily charts of the perpetuals and of the volatility index: a made-up past, the same for every run on the same day. Prices end at the present index. */
import { fail, ok } from '../../domain/result';
import { SeededRandom, seedFromText } from '../../domain/random';
import { CURRENCIES, type Currency } from '../contract-spec';
import { integer, oneOf, readParameters, text } from './decode-parameters';
import { publicMethod, type Call, type Handler, type MethodTable } from './method';
import { invalidParameter } from './wire-error';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 2_000;
/** Daily deviations of the ordinary day; every day's is scaled by a slow wave, so that calm and stormy months follow each other. */
const DAILY: Readonly<Record<Currency, number>> = { BTC: 0.032, ETH: 0.041 };
const CORRELATION = 0.82;
/** Of this share of days the move is three times as large. */
const STORM_SHARE = 0.02;

/** Returns that were worked out before: every desk that connects asks for the same years. */
const knownReturns: Readonly<Record<Currency, Map<number, number>>> = { BTC: new Map(), ETH: new Map() };
const RETURNS_KEPT = 10_000;

/** Log return of a day number; it depends on nothing else. */
function dailyReturn(currency: Currency, day: number): number {
  const known = knownReturns[currency];
  const found = known.get(day) ?? drawReturn(currency, day);
  if (known.size >= RETURNS_KEPT) known.clear();
  known.set(day, found);
  return found;
}

function drawReturn(currency: Currency, day: number): number {
  const [common, own] = ['market', currency].map((name) => new SeededRandom(seedFromText(`${name}:${day}`)).gaussian());
  const wave = 1 + 0.45 * Math.sin(day / 37);
  const storm = new SeededRandom(seedFromText(`storm:${day}`)).next() < STORM_SHARE ? 3 : 1;
  const shock = currency === 'BTC' ? (common ?? 0) : CORRELATION * (common ?? 0) + Math.sqrt(1 - CORRELATION ** 2) * (own ?? 0);
  return DAILY[currency] * wave * storm * shock;
}

const chart: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { instrument_name: text, start_timestamp: integer, end_timestamp: integer, resolution: oneOf('1D') });
  if (!read.ok) return read;
  const { instrument_name: name, start_timestamp: start, end_timestamp: end } = read.value;
  const currency = CURRENCIES.find((candidate) => name === `${candidate}-PERPETUAL`);
  const spec = call.services.floor.contract(name);
  if (currency === undefined || spec === null) return fail(invalidParameter('instrument_name', 'must be a perpetual'));
  const last = Math.floor(Math.min(end, call.nowMs) / DAY_MS);
  const first = Math.max(Math.ceil(start / DAY_MS), last - LONGEST_DAYS + 1);
  const ticks: number[] = [];
  const close: number[] = [];
  let price = call.services.floor.marks.index(spec);
  for (let day = last; day >= first; day -= 1) {
    ticks.unshift(day * DAY_MS);
    close.unshift(Number(price.toFixed(2)));
    price /= Math.exp(dailyReturn(currency, day));
  }
  return ok({
    status: ticks.length === 0 ? 'no_data' : 'ok',
    ticks,
    open: close,
    high: close,
    low: close,
    close,
    volume: ticks.map(() => 0),
  });
};

/** Level about which the volatility index swings, per cent, and its daily moves in logs. */
const LEVELS: Readonly<Record<Currency, number>> = { BTC: 55, ETH: 68 };
const VOLATILITY_MOVE = 0.045;
/** Share of a move that comes with the price, against it; of a distance from the level that is kept overnight. */
const WITH_PRICE = -0.35;
const PERSISTENCE = 0.97;
/** The index begins here; by the days that are asked for nothing is left of how it began. */
const FIRST_DAY = 18_000;
/** Candles in one answer. */
const MOST_CANDLES = 1_000;

/** The index from a day on, per cent, and how far in logs the last close lies from its level. */
interface MutableWalk {
  readonly firstDay: number;
  readonly closes: number[];
  distance: number;
}

/** As far as it was ever asked for: every page of every desk's history is of the same walk. */
const knownWalks: Readonly<Record<Currency, MutableWalk>> = { BTC: walkFrom(FIRST_DAY), ETH: walkFrom(FIRST_DAY) };

function walkFrom(firstDay: number): MutableWalk {
  return { firstDay, closes: [], distance: 0 };
}

/** Closes of the index for the day numbers, oldest first, per cent. */
function volatilityIndex(currency: Currency, first: number, last: number): readonly number[] {
  const walk = first < FIRST_DAY ? walkFrom(first) : knownWalks[currency];
  const { firstDay, closes } = walk;
  for (let day = firstDay + closes.length; day <= last; day += 1) {
    const own = new SeededRandom(seedFromText(`volatility:${currency}:${day}`)).gaussian();
    const shock = (WITH_PRICE * dailyReturn(currency, day)) / DAILY[currency] + Math.sqrt(1 - WITH_PRICE ** 2) * own;
    walk.distance = PERSISTENCE * walk.distance + VOLATILITY_MOVE * shock;
    closes.push(Number((LEVELS[currency] * Math.exp(walk.distance)).toFixed(2)));
  }
  return closes.slice(first - firstDay, Math.max(0, last - firstDay + 1));
}

const volatilityChart: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, {
    currency: oneOf(...CURRENCIES),
    start_timestamp: integer,
    end_timestamp: integer,
    resolution: oneOf('1D'),
  });
  if (!read.ok) return read;
  const { currency, start_timestamp: start, end_timestamp: end } = read.value;
  const last = Math.floor(Math.min(end, call.nowMs) / DAY_MS);
  const earliest = Math.max(Math.ceil(start / DAY_MS), last - LONGEST_DAYS + 1);
  const first = Math.max(earliest, last - MOST_CANDLES + 1);
  const data = volatilityIndex(currency, first, last).map((close, index) => [(first + index) * DAY_MS, close, close, close, close]);
  return ok({ data, continuation: first > earliest ? (first - 1) * DAY_MS : null });
};

/** Charts, by the day only. */
export const CHART_METHODS: MethodTable = {
  'public/get_tradingview_chart_data': publicMethod(chart),
  'public/get_volatility_index_data': publicMethod(volatilityChart),
};

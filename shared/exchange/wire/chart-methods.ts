/** Daily charts of the perpetuals: a made-up past, the same for every run on the same day, that ends at the present index. */
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

/** Log returns of the day numbers, oldest first; a day's return depends on nothing but its number. */
function dailyReturn(currency: Currency, day: number): number {
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

/** Charts, by the day only. */
export const CHART_METHODS: MethodTable = { 'public/get_tradingview_chart_data': publicMethod(chart) };

/** Daily closes of each perpetual and of the venue's volatility index, renewed a few times a day: what tail measures look back on. */
import type { DailyClose } from '../../../shared/domain/daily-close';
import type { DailyVolatility } from '../../../shared/domain/daily-volatility';
import type { EngineEventBody } from '../../../shared/engine/events';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { FieldRefused, readList, readPositive, readRecord, readWhole, refuse } from './decode-fields';
import { CURRENCIES, DERIBIT } from './instruments';
import type { RpcSession } from './rpc';

const DAY_MS = 24 * 60 * 60 * 1000;
/** More than the longest window that a tail measure takes by default, and what the venue gives of its volatility index at once. */
const DAYS = 1_000;
const RENEW_MS = 6 * 60 * 60 * 1000;
const ANSWER_WITHIN_MS = 10_000;

function checkRising(days: readonly { readonly atMs: number }[], name: string): void {
  if (days.some(({ atMs }, index) => index > 0 && atMs <= (days[index - 1]?.atMs ?? 0))) refuse(name, 'rising times', 'others');
}

/** Ascending in time; two lists of equal length, as the venue sends charts. */
function decodeCloses(value: unknown): readonly DailyClose[] {
  const raw = readRecord(value, 'chart');
  const ticks = readList(raw['ticks'], 'ticks');
  const closes = readList(raw['close'], 'close');
  if (ticks.length !== closes.length) return refuse('close', `${ticks.length} entries, one per tick`, closes.length);
  const found = ticks.map((tick, index) => ({ atMs: readWhole(tick, 'ticks'), price: readPositive(closes[index], 'close') }));
  checkRising(found, 'ticks');
  return found;
}

/** Ascending in time; a list of [start of the day, open, high, low, close] in per cent per √year. */
function decodeVolatilities(value: unknown): readonly DailyVolatility[] {
  const raw = readRecord(value, 'volatility index');
  const found = readList(raw['data'], 'data').map((candle) => {
    const values = readList(candle, 'data');
    return { atMs: readWhole(values[0], 'data'), volatility: readPositive(values[4], 'data') / 100 };
  });
  checkRising(found, 'data');
  return found;
}

/** One kind of history. */
interface Chart {
  readonly words: string;
  readonly method: string;
  subjectOf(currency: string): Readonly<Record<string, string>>;
  eventOf(currency: string, value: unknown): EngineEventBody;
}

const CHARTS: readonly Chart[] = [
  {
    words: 'daily closes',
    method: 'public/get_tradingview_chart_data',
    subjectOf: (currency) => ({ instrument_name: `${currency}-PERPETUAL` }),
    eventOf: (underlying, value) => ({ kind: 'closes-loaded', venue: DERIBIT, underlying, closes: decodeCloses(value) }),
  },
  {
    words: 'the volatility index',
    method: 'public/get_volatility_index_data',
    subjectOf: (currency) => ({ currency }),
    eventOf: (underlying, value) => ({ kind: 'volatilities-loaded', venue: DERIBIT, underlying, values: decodeVolatilities(value) }),
  },
];

/** Asks on each fresh session, unless it was answered lately. */
export class PriceHistory {
  private readonly answeredAtMs = new Map<string, number>();

  constructor(
    private readonly rim: VenueRim,
    private readonly announcer: Announcer,
  ) {}

  /** Resolves when every currency was answered or said why not; nothing waits for it. */
  async renew(session: RpcSession): Promise<void> {
    for (const currency of CURRENCIES) for (const chart of CHARTS) await this.ask(session, chart, currency);
  }

  private async ask(session: RpcSession, chart: Chart, currency: string): Promise<void> {
    const nowMs = this.rim.nowMs();
    const key = `${chart.method}|${currency}`;
    if (nowMs - (this.answeredAtMs.get(key) ?? -Infinity) < RENEW_MS) return;
    const span = { start_timestamp: nowMs - DAYS * DAY_MS, end_timestamp: nowMs, resolution: '1D' };
    const request = { requestClass: 'data', timeoutMs: ANSWER_WITHIN_MS } as const;
    const outcome = await session.call(chart.method, { ...chart.subjectOf(currency), ...span }, request);
    if (!outcome.ok) return this.announcer.fault(`${chart.words} of ${currency} did not come: ${outcome.error.reason}`);
    try {
      const event = chart.eventOf(currency, outcome.value);
      this.answeredAtMs.set(key, this.rim.nowMs());
      this.announcer.emit(event);
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      this.announcer.fault(`${chart.words} of ${currency} were unreadable: ${error.message}`);
    }
  }
}

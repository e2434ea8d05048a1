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
/** More than the longest window that a tail measure takes by default. */
const DAYS = 1_000;
/** Of the volatility index the venue gives a thousand candles or less at once and says where to go on: this many times at most. */
const MAXIMUM_PARTS = 5;
const RENEW_MS = 6 * 60 * 60 * 1000;
/** While a session lives it is looked so often whether anything is old, or was refused. */
const LOOK_MS = 15 * 60 * 1000;
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
function decodeVolatilities(data: unknown): readonly DailyVolatility[] {
  const found = readList(data, 'data').map((candle) => {
    const values = readList(candle, 'data');
    return { atMs: readWhole(values[0], 'data'), volatility: readPositive(values[4], 'data') / 100 };
  });
  checkRising(found, 'data');
  return found;
}

/** Part of a history. */
interface Page<Day> {
  readonly days: readonly Day[];
  /** Where the part before it ends; `null` if there is none. */
  readonly olderEndMs: number | null;
}

/** One kind of history. */
interface Chart<Day> {
  readonly words: string;
  readonly method: string;
  subjectOf(currency: string): Readonly<Record<string, string>>;
  pageOf(value: unknown): Page<Day>;
  eventOf(currency: string, days: readonly Day[]): EngineEventBody;
}

const CLOSES: Chart<DailyClose> = {
  words: 'daily closes',
  method: 'public/get_tradingview_chart_data',
  subjectOf: (currency) => ({ instrument_name: `${currency}-PERPETUAL` }),
  pageOf: (value) => ({ days: decodeCloses(value), olderEndMs: null }),
  eventOf: (underlying, closes) => ({ kind: 'closes-loaded', venue: DERIBIT, underlying, closes }),
};

const VOLATILITIES: Chart<DailyVolatility> = {
  words: 'the volatility index',
  method: 'public/get_volatility_index_data',
  subjectOf: (currency) => ({ currency }),
  pageOf: (value) => {
    const { data, continuation } = readRecord(value, 'volatility index');
    return { days: decodeVolatilities(data), olderEndMs: continuation == null ? null : readWhole(continuation, 'continuation') };
  },
  eventOf: (underlying, values) => ({ kind: 'volatilities-loaded', venue: DERIBIT, underlying, values }),
};

/** One that does not lead further back would be asked for again and again. */
function nextEnd({ olderEndMs }: Page<unknown>, endMs: number): number | null {
  return olderEndMs !== null && olderEndMs < endMs ? olderEndMs : null;
}

function olderThan<Day extends { readonly atMs: number }>(days: readonly Day[], first: Day | undefined): readonly Day[] {
  return first === undefined ? days : days.filter(({ atMs }) => atMs < first.atMs);
}

/** A part, or why there is none. */
type Answer<Day> = { readonly page: Page<Day> } | { readonly reason: string };

/** Asks on each fresh session and now and then while it lives, unless it was answered lately. */
export class PriceHistory {
  private readonly answeredAtMs = new Map<string, number>();
  private session: RpcSession | null = null;
  private cancelNext: () => void = () => undefined;

  constructor(
    private readonly rim: VenueRim,
    private readonly announcer: Announcer,
  ) {}

  /** Renews on this session, at once and from time to time. */
  follow(session: RpcSession): void {
    this.stop();
    this.session = session;
    void this.keep(session);
  }

  /** The session is lost. */
  stop(): void {
    this.session = null;
    this.cancelNext();
  }

  private async keep(session: RpcSession): Promise<void> {
    await this.renew(session);
    if (this.session !== session) return;
    this.cancelNext = this.rim.schedule(LOOK_MS, () => void this.keep(session));
  }

  /** Resolves when every currency was answered or said why not; nothing waits for it. */
  async renew(session: RpcSession): Promise<void> {
    for (const currency of CURRENCIES) {
      await this.ask(session, CLOSES, currency);
      await this.ask(session, VOLATILITIES, currency);
    }
  }

  /** Part by part into the past. Without an older part the newer ones are told all the same, and all is asked for again. */
  private async ask<Day extends { readonly atMs: number }>(session: RpcSession, chart: Chart<Day>, currency: string): Promise<void> {
    const nowMs = this.rim.nowMs();
    const startMs = nowMs - DAYS * DAY_MS;
    const key = `${chart.method}|${currency}`;
    if (nowMs - (this.answeredAtMs.get(key) ?? -Infinity) < RENEW_MS) return;
    let days: readonly Day[] = [];
    let endMs: number | null = nowMs;
    for (let part = 0; part < MAXIMUM_PARTS && endMs !== null && endMs > startMs; part += 1) {
      const answer: Answer<Day> = await this.askPart(session, chart, {
        ...chart.subjectOf(currency),
        start_timestamp: startMs,
        end_timestamp: endMs,
      });
      if ('reason' in answer) {
        this.announcer.fault(`${part === 0 ? chart.words : `an older part of ${chart.words}`} of ${currency} ${answer.reason}`);
        if (days.length > 0) this.announcer.emit(chart.eventOf(currency, days));
        return;
      }
      days = [...olderThan(answer.page.days, days[0]), ...days];
      endMs = nextEnd(answer.page, endMs);
    }
    this.answeredAtMs.set(key, this.rim.nowMs());
    this.announcer.emit(chart.eventOf(currency, days));
  }

  private async askPart<Day>(session: RpcSession, { method, pageOf }: Chart<Day>, span: object): Promise<Answer<Day>> {
    const request = { requestClass: 'data', timeoutMs: ANSWER_WITHIN_MS } as const;
    const outcome = await session.call(method, { ...span, resolution: '1D' }, request);
    if (!outcome.ok) return { reason: `did not come: ${outcome.error.reason}` };
    try {
      return { page: pageOf(outcome.value) };
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      return { reason: `were unreadable: ${error.message}` };
    }
  }
}

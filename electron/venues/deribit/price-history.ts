/** Daily closes of each perpetual, asked for once a session and renewed a few times a day: what tail measures look back on. */
import type { DailyClose } from '../../../shared/domain/daily-close';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { FieldRefused, readList, readPositive, readRecord, readWhole, refuse } from './decode-fields';
import { CURRENCIES, DERIBIT } from './instruments';
import type { RpcSession } from './rpc';

const DAY_MS = 24 * 60 * 60 * 1000;
/** More than the longest window that a tail measure takes by default. */
const DAYS = 1_000;
const RENEW_MS = 6 * 60 * 60 * 1000;
const ANSWER_WITHIN_MS = 10_000;

/** Ascending in time; two lists of equal length, as the venue sends charts. */
function decodeCloses(value: unknown): readonly DailyClose[] {
  const raw = readRecord(value, 'chart');
  const ticks = readList(raw['ticks'], 'ticks');
  const closes = readList(raw['close'], 'close');
  if (ticks.length !== closes.length) return refuse('close', `${ticks.length} entries, one per tick`, closes.length);
  const found = ticks.map((tick, index) => ({ atMs: readWhole(tick, 'ticks'), price: readPositive(closes[index], 'close') }));
  if (found.some(({ atMs }, index) => index > 0 && atMs <= (found[index - 1]?.atMs ?? 0))) return refuse('ticks', 'rising times', 'others');
  return found;
}

/** Asks on each fresh session, unless it was answered lately. */
export class PriceHistory {
  private readonly answeredAtMs = new Map<string, number>();

  constructor(
    private readonly rim: VenueRim,
    private readonly announcer: Announcer,
  ) {}

  /** Resolves when every currency was answered or said why not; nothing waits for it. */
  async renew(session: RpcSession): Promise<void> {
    const nowMs = this.rim.nowMs();
    for (const currency of CURRENCIES) {
      if (nowMs - (this.answeredAtMs.get(currency) ?? -Infinity) < RENEW_MS) continue;
      const params = {
        instrument_name: `${currency}-PERPETUAL`,
        start_timestamp: nowMs - DAYS * DAY_MS,
        end_timestamp: nowMs,
        resolution: '1D',
      };
      const request = { requestClass: 'data', timeoutMs: ANSWER_WITHIN_MS } as const;
      const outcome = await session.call('public/get_tradingview_chart_data', params, request);
      if (outcome.ok) this.take(currency, outcome.value);
      else this.announcer.fault(`daily closes of ${currency} did not come: ${outcome.error.reason}`);
    }
  }

  private take(currency: string, value: unknown): void {
    try {
      const closes = decodeCloses(value);
      this.answeredAtMs.set(currency, this.rim.nowMs());
      this.announcer.emit({ kind: 'closes-loaded', venue: DERIBIT, underlying: currency, closes });
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      this.announcer.fault(`daily closes of ${currency} were unreadable: ${error.message}`);
    }
  }
}

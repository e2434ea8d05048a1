/** Which coins the venue takes no orders in, as it tells it. Pure. */
import type { EngineEventBody } from '../../../shared/engine/events';
import type { TradingLock } from '../../../shared/engine/trading-lock';
import type { JsonRecord } from './decode-fields';
import { readBoolean, readRecord, refuse } from './decode-fields';
import { CURRENCIES, DERIBIT } from './instruments';

/** Its channel. */
export const PLATFORM_CHANNEL = 'platform_state';

/** One word of the venue about one coin. */
export function lockReport(underlying: string, cause: TradingLock['cause'], isLocked: boolean): EngineEventBody {
  return { kind: 'trading-lock-reported', venue: DERIBIT, underlying, cause, isLocked };
}

/** `btc_usd`, or `BTC` as an older form of the list has it; `null` for indices of other products. */
function coinOf(index: unknown): string | null {
  const name = typeof index === 'string' ? index.toUpperCase().replace(/_USD$/, '') : '';
  return CURRENCIES.find((currency) => currency === name) ?? null;
}

/** One notification: a maintenance of the whole platform that begins or is over, an index locked or unlocked, or both. */
export function decodePlatformState({ maintenance, price_index: index, locked }: JsonRecord): readonly EngineEventBody[] {
  const isInMaintenance = maintenance === undefined ? null : readBoolean(maintenance, 'maintenance');
  const ofAll = isInMaintenance === null ? [] : CURRENCIES.map((currency) => lockReport(currency, 'maintenance', isInMaintenance));
  if (isInMaintenance !== null && index === undefined) return ofAll;
  const isLocked = readBoolean(locked, 'locked');
  const coin = coinOf(index);
  return coin === null ? ofAll : [...ofAll, lockReport(coin, 'index', isLocked)];
}

/** The answer to `public/status`: which indices are locked. `partial` without a list may mean any coin. */
export function decodeStatus(value: unknown): readonly EngineEventBody[] {
  const raw = readRecord(value, 'status');
  const state = String(raw['locked']);
  if (!['true', 'partial', 'false'].includes(state)) return refuse('locked', 'true, partial or false', raw['locked']);
  const list = raw['locked_indices'] ?? raw['locked_currencies'];
  const listed = Array.isArray(list) ? list.map(coinOf) : null;
  const isLocked = (currency: string): boolean => state === 'true' || (state === 'partial' && (listed?.includes(currency) ?? true));
  return CURRENCIES.map((currency) => lockReport(currency, 'index', isLocked(currency)));
}

/** The day on which a run takes place: an ordinary one, or one on which a future that is held expires amid the faults. */
import { SeededRandom } from '../../shared/domain/random';

/** What a world starts with. */
export interface MarketDay {
  readonly name: 'ordinary' | 'expiry';
  readonly startMs: number;
  /** The venue listed its contracts then. */
  readonly listedAtMs: number;
  /** Contract that expires during the run, and what the account holds of it at the start, lots. */
  readonly expiring: { readonly name: string; readonly lots: number } | null;
}

/** 2026-06-15T10:00:00Z: an hour without expiry or settlement ahead. */
const ORDINARY_MS = Date.UTC(2026, 5, 15, 10);
/** 2026-06-26T08:00:00Z: the last Friday of a quarter. */
const EXPIRY_MS = Date.UTC(2026, 5, 26, 8);
const DAY_MS = 86_400_000;
const SHARE_OF_EXPIRY_DAYS = 1 / 8;

/** Nothing special. */
export const ordinaryDay: MarketDay = { name: 'ordinary', startMs: ORDINARY_MS, listedAtMs: ORDINARY_MS, expiring: null };

/** The day of a seed. */
export function planDay(seed: number): MarketDay {
  const random = new SeededRandom(seed).fork('day');
  return random.next() < SHARE_OF_EXPIRY_DAYS ? expiryDay(random) : ordinaryDay;
}

/** The expiry comes while faults strike. */
export function expiryDay(random: SeededRandom): MarketDay {
  const lots = Math.round(random.between(-300, 300));
  const startMs = EXPIRY_MS - Math.round(random.between(5_000, 28_000));
  // Futures are listed while they have three weeks to live.
  return { name: 'expiry', startMs, listedAtMs: EXPIRY_MS - 21 * DAY_MS, expiring: { name: 'BTC-26JUN26', lots } };
}

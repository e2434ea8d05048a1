/** What a schedule that once broke a promise consists of. */
import { SeededRandom } from '../../shared/domain/random';
import { expiryDay, type MarketDay } from './market-day';
import type { PlannedFault } from './run-schedule';

/** One schedule and what it showed. */
export interface Regression {
  readonly title: string;
  readonly seed: number;
  readonly schedule: readonly PlannedFault[];
  /** An ordinary one if absent. */
  readonly day?: MarketDay;
}

/** A fault that strikes so long after the start, for so long, with a seed of its own. */
export const fault = (name: string, [atMs, forMs, seed]: readonly [number, number, number]): PlannedFault => ({ name, atMs, forMs, seed });

/** The day with an expiry that a seed draws. */
export function expiryOf(seed: number): MarketDay {
  return expiryDay(new SeededRandom(seed));
}

/** A day with an expiry in words of its own: what is planned for a seed changes with every new kind of day. */
export function expiryAt(startMs: number, lots: number, change: Partial<MarketDay> = {}): MarketDay {
  return { ...expiryOf(1), startMs, expiring: { name: 'BTC-26JUN26', lots }, ...change };
}

/** Options of a day: a few strikes, one of them quoted, some held from the start, and on some days one that expires amid the faults. */
import { expiryCode } from '../../shared/exchange/expiry-calendar';
import type { ListedStrike } from '../../shared/exchange/listing';
import type { SeededRandom } from '../../shared/domain/random';

/** What the account holds of a contract before the desk is started. */
export interface Holding {
  readonly name: string;
  /** Signed. */
  readonly lots: number;
}

/** The options of a run. */
export interface DayOptions {
  /** Calls and puts of them are listed. */
  readonly chain: readonly ListedStrike[];
  /** The option that the desk quotes beside the perpetual. */
  readonly quoted: string;
  readonly held: readonly Holding[];
}

/** 2026-09-25T08:00:00Z: far from every run. */
const LATER_MS = Date.UTC(2026, 8, 25, 8);
/** USD. In the money, at it, and so far out that the price crosses the border between two steps. */
const LATER_STRIKES = [45_000, 60_000, 75_000, 105_000, 115_000] as const;
/** USD. Close enough to the index that nobody knows which of them will be worth something. */
const EXPIRING_STRIKES = [58_000, 59_950, 60_000, 60_050, 62_000] as const;
/** More would keep the desk from quoting: its limits are those of a small desk. */
const MOST_HELD_LOTS = 2;

/** Whether a contract, or the instrument of it, is an option. */
export function isOptionName(name: string): boolean {
  return /-[CP]$/.test(name);
}

function pick<Value>(random: SeededRandom, values: readonly [Value, ...Value[]]): Value {
  return values[random.index(values.length)] ?? values[0];
}

function optionName(random: SeededRandom, { expiry, strike }: ListedStrike): string {
  return `BTC-${expiryCode(expiry.expiresAtMs)}-${strike}-${random.next() < 0.5 ? 'C' : 'P'}`;
}

/** Never none. */
function someLots(random: SeededRandom): number {
  return (1 + random.index(MOST_HELD_LOTS)) * (random.next() < 0.5 ? 1 : -1);
}

/** Options by chance; `expiresAtMs`: one that is held ends then, `null`: none does. */
export function planOptions(random: SeededRandom, expiresAtMs: number | null): DayOptions {
  const later: ListedStrike = { expiry: { expiresAtMs: LATER_MS, period: 'month' }, strike: pick(random, LATER_STRIKES) };
  const quoted = optionName(random, later);
  const held = [{ name: quoted, lots: someLots(random) }];
  if (expiresAtMs === null) return { chain: [later], quoted, held };
  const ending: ListedStrike = { expiry: { expiresAtMs, period: 'month' }, strike: pick(random, EXPIRING_STRIKES) };
  return { chain: [ending, later], quoted, held: [...held, { name: optionName(random, ending), lots: someLots(random) }] };
}

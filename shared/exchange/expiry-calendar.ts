/** Deribit's calendar: contracts expire at 08:00 UTC; weeklies on Fridays, monthlies and quarterlies on the month's last Friday. */

const DAY_MS = 24 * 60 * 60 * 1000;
const EXPIRY_HOUR_MS = 8 * 60 * 60 * 1000;
const FRIDAY = 5;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `27DEC26` for an instant (epoch ms, UTC). */
export function expiryCode(instantMs: number): string {
  const date = new Date(instantMs);
  return `${date.getUTCDate()}${MONTHS[date.getUTCMonth()] ?? ''}${String(date.getUTCFullYear() % 100).padStart(2, '0')}`;
}

/** The next 08:00 UTC strictly after an instant (epoch ms). */
export function nextDailyExpiry(afterMs: number): number {
  const midnight = Math.floor(afterMs / DAY_MS) * DAY_MS;
  return midnight + EXPIRY_HOUR_MS > afterMs ? midnight + EXPIRY_HOUR_MS : midnight + DAY_MS + EXPIRY_HOUR_MS;
}

/** The first Friday expiry strictly after an instant (epoch ms). */
export function nextFridayExpiry(afterMs: number): number {
  let candidate = nextDailyExpiry(afterMs);
  while (new Date(candidate).getUTCDay() !== FRIDAY) candidate += DAY_MS;
  return candidate;
}

/** Last-Friday expiries strictly after an instant: of every month, or of March, June, September and December only. */
export function lastFridays(afterMs: number, count: number, isQuarterly: boolean): readonly number[] {
  const found: number[] = [];
  const start = new Date(afterMs);
  for (let offset = 0; found.length < count; offset += 1) {
    const month = start.getUTCMonth() + offset;
    if (isQuarterly && month % 3 !== 2) continue;
    const candidate = lastFridayOf(start.getUTCFullYear(), month);
    if (candidate > afterMs) found.push(candidate);
  }
  return found;
}

function lastFridayOf(year: number, month: number): number {
  let day = Date.UTC(year, month + 1, 0) + EXPIRY_HOUR_MS;
  while (new Date(day).getUTCDay() !== FRIDAY) day -= DAY_MS;
  return day;
}

/** What an option expiry is called in `settlement_period`. */
export type ExpiryPeriod = 'day' | 'week' | 'month';

/** One expiry of the option list. */
export interface OptionExpiry {
  readonly expiresAtMs: number;
  readonly period: ExpiryPeriod;
}

/** The option expiries listed at an instant: the next day, two weeklies, a monthly, two quarterlies; distinct, soonest first. */
export function optionExpiries(nowMs: number): readonly OptionExpiry[] {
  const friday = nextFridayExpiry(nowMs);
  const monthly = lastFridays(nowMs + 12 * DAY_MS, 1, false);
  const quarterly = lastFridays(nowMs + 25 * DAY_MS, 2, true);
  const byInstant = new Map<number, ExpiryPeriod>([
    [nextDailyExpiry(nowMs), 'day'],
    [friday, 'week'],
    [friday + 7 * DAY_MS, 'week'],
  ]);
  for (const instant of [...monthly, ...quarterly]) byInstant.set(instant, 'month');
  return [...byInstant].map(([expiresAtMs, period]) => ({ expiresAtMs, period })).sort((a, b) => a.expiresAtMs - b.expiresAtMs);
}

/** The two dated futures listed at an instant: the next two quarterlies at least 20 days away. */
export function futureExpiries(nowMs: number): readonly number[] {
  return lastFridays(nowMs + 20 * DAY_MS, 2, true);
}

/** The day on which a run takes place: an ordinary one, or one on which what is held expires amid the faults; on some, options are traded. */
import { SeededRandom } from '../../shared/domain/random';
import { planOptions, type DayOptions, type Holding } from './option-day';
import { SECOND_NAMES, type SecondName } from './second-instrument';

/** What a world starts with. */
export interface MarketDay {
  readonly name: 'ordinary' | 'expiry';
  readonly startMs: number;
  /** The venue listed its contracts then. */
  readonly listedAtMs: number;
  /** Future that expires during the run, and what the account holds of it at the start. */
  readonly expiring: Holding | null;
  /** `null`: none are listed. */
  readonly options: DayOptions | null;
  /** Prices of the perpetual are counted more finely than its list says, so that its tick may become finer too. */
  readonly hasFineUnit: boolean;
  /** How far perpetuals stand above the index, a fraction: beyond 0.0005 the one side pays the other for it all the time. */
  readonly premium: number;
  /** Quoted beside the perpetual of BTC; `null`: nothing is. */
  readonly second: SecondName | null;
}

/** 2026-06-15T10:00:00Z: an hour without expiry or settlement ahead. */
const ORDINARY_MS = Date.UTC(2026, 5, 15, 10);
/** 2026-06-26T08:00:00Z: the last Friday of a quarter. */
const EXPIRY_MS = Date.UTC(2026, 5, 26, 8);
const DAY_MS = 86_400_000;
const SHARE_OF_EXPIRY_DAYS = 1 / 8;
const SHARE_OF_OPTION_DAYS = 1 / 8;
const SHARE_OF_TICK_CHANGES = 1 / 8;
const SHARE_OF_PREMIUMS = 1 / 8;
/** Of the days without options. */
const SHARE_OF_SECONDS = 1 / 8;
/** Within what the exchange takes into account, and beyond what it lets pass for nothing. */
const PREMIUMS = [-0.004, -0.0015, 0.0015, 0.004] as const;
/** Of the days with options. */
const SHARE_OF_OPTION_EXPIRIES = 1 / 2;

/** Nothing special. */
export const ordinaryDay: MarketDay = {
  name: 'ordinary',
  startMs: ORDINARY_MS,
  listedAtMs: ORDINARY_MS,
  expiring: null,
  options: null,
  hasFineUnit: false,
  premium: 0,
  second: null,
};

/** The day of a seed. Options are drawn apart, so that a day without them is what it was before there were any. */
export function planDay(seed: number): MarketDay {
  const random = new SeededRandom(seed).fork('day');
  const day = random.next() < SHARE_OF_EXPIRY_DAYS ? expiryDay(random) : ordinaryDay;
  const ofOptions = new SeededRandom(seed).fork('options');
  const traded = ofOptions.next() < SHARE_OF_OPTION_DAYS ? optionDay(ofOptions, day) : day;
  const hasFineUnit = changesTicks(seed) && new SeededRandom(seed).fork('unit').next() < 0.5;
  return { ...traded, hasFineUnit, premium: planPremium(seed), second: traded.options === null ? planSecond(seed) : null };
}

/** Drawn apart, as options are. */
function planSecond(seed: number): SecondName | null {
  const random = new SeededRandom(seed).fork('second');
  return random.next() < SHARE_OF_SECONDS ? (SECOND_NAMES[random.index(SECOND_NAMES.length)] ?? null) : null;
}

/** Drawn apart, as options are. */
function planPremium(seed: number): number {
  const random = new SeededRandom(seed).fork('premium');
  return random.next() < SHARE_OF_PREMIUMS ? (PREMIUMS[random.index(PREMIUMS.length)] ?? 0) : 0;
}

/** Whether the tick of the perpetual changes in the run of a seed. Drawn apart, as options are. */
export function changesTicks(seed: number): boolean {
  return new SeededRandom(seed).fork('ticks').next() < SHARE_OF_TICK_CHANGES;
}

/** The expiry comes while faults strike. */
export function expiryDay(random: SeededRandom): MarketDay {
  const lots = Math.round(random.between(-300, 300));
  return { ...dayOfExpiry(random), expiring: { name: 'BTC-26JUN26', lots } };
}

/** A day on which an option is quoted and held; on every other one an option that is held expires, with or without the future. */
export function optionDay(random: SeededRandom, day: MarketDay = ordinaryDay): MarketDay {
  if (random.next() >= SHARE_OF_OPTION_EXPIRIES) return { ...day, options: planOptions(random, null) };
  const ending = day.name === 'expiry' ? day : dayOfExpiry(random);
  return { ...ending, options: planOptions(random, EXPIRY_MS) };
}

function dayOfExpiry(random: SeededRandom): MarketDay {
  const startMs = EXPIRY_MS - Math.round(random.between(5_000, 28_000));
  // Futures are listed while they have three weeks to live.
  return { ...ordinaryDay, name: 'expiry', startMs, listedAtMs: EXPIRY_MS - 21 * DAY_MS };
}

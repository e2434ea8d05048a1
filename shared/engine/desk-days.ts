/** The desk's own days: what was forecast for each when it began, and what it then brought. Values are replaced, never mutated. */
import type { InstrumentId } from '../domain/instrument';
import type { TimestampMs } from '../domain/time';
import type { Environment } from '../domain/venue';
import type { TailMethod, TailRequest } from '../projection/capital-view';

/** What recorded forecasts are made with, whatever the panel is asked to show: days must be comparable. */
export const RECORD_REQUEST: TailRequest = { confidence: 0.99, horizonDays: 1, windowDays: 500, scenarioCount: 10_000, seed: 1 };

/** Confidences that a recorded forecast has figures for: those that the panel offers. */
export const RECORD_CONFIDENCES = [0.95, 0.975, 0.99] as const;

/** So long before a day begins forecasts for it are made, ms. */
export const FORECAST_LEAD_MS = 15 * 60 * 1000;

/** Days kept, newest: the year that the accord's light looks at, and some to spare; they are part of every `session-started`. */
export const DAYS_KEPT = 300;

/** One method's tail at one confidence. Losses positive. */
export interface ForecastFigure {
  readonly method: TailMethod;
  readonly confidence: number;
  /** `null`: unpriced. */
  readonly varUsd: number | null;
  readonly esUsd: number | null;
  /** Empty if priced; else "unpriced, because …". */
  readonly reason: string;
}

/** The tail of the book over one day, as one run of the risk worker saw it. */
export interface TailForecast {
  /** Of the positions that it saw. */
  readonly revision: number;
  /** Time of the snapshot that it was made of. */
  readonly asOfMs: number;
  readonly horizonDays: 1;
  readonly currency: 'USD';
  readonly windowDays: number;
  readonly figures: readonly ForecastFigure[];
}

/** A finished day. What is not known is `null` with a reason beside it, never 0. */
export interface DeskDay {
  /** 00:00 UTC. */
  readonly startsAtMs: TimestampMs;
  /** The last forecast before it began. */
  readonly forecast: TailForecast | null;
  /** Empty, or why there is no forecast. */
  readonly forecastReason: string;
  /** When the figures at its start and its end were taken; `null` where none was. */
  readonly openedAtMs: TimestampMs | null;
  readonly closedAtMs: TimestampMs | null;
  /** Of the positions that it began with. */
  readonly openingRevision: number | null;
  /** Profit of the desk as the day's loss limit counts it: trades, fees, funding, marks; transfers are not in it. USD. */
  readonly actualUsd: number | null;
  readonly actualReason: string;
  /** What the book that it began with would have brought untouched. USD. */
  readonly hypotheticalUsd: number | null;
  readonly hypotheticalReason: string;
}

/** One position of the book that a day began with. */
export interface OpeningLeg {
  readonly instrumentId: InstrumentId;
  /** Signed. */
  readonly lots: number;
  /** Quote units. */
  readonly markPrice: number;
}

/** The account when a day began. */
export interface DayOpening {
  readonly atMs: TimestampMs;
  readonly revision: number;
  readonly book: readonly OpeningLeg[];
}

/** The day that has not ended. */
export interface DayUnderWay {
  readonly startsAtMs: TimestampMs;
  /** `null`: it was not seen from its beginning. */
  readonly opening: DayOpening | null;
  /** Why its profit can't be told, whatever the figures of its end will be; empty if it can. */
  readonly profitReason: string;
  readonly forecast: TailForecast | null;
  readonly forecastReason: string;
}

/** Days of the sessions before, part of `session-started`. */
export interface CarriedDays {
  readonly environment: Environment;
  readonly records: readonly DeskDay[];
  readonly underWay: DayUnderWay | null;
  readonly latest: TailForecast | null;
}

/** All that the engine knows of the desk's days. */
export interface DeskDays {
  /** Finished days, oldest first, bounded. */
  readonly records: readonly DeskDay[];
  /** Finished, and the event that records them is on its way. */
  readonly unrecorded: readonly DeskDay[];
  /** `null` before the account was known for the first time. */
  readonly underWay: DayUnderWay | null;
  /** The newest forecast for the day to come. */
  readonly latest: TailForecast | null;
}

/** A desk without a past. */
export const noDays: DeskDays = { records: [], unrecorded: [], underWay: null, latest: null };

/** The records with another day at its place, each day once, the oldest dropped. */
export function addDay(records: readonly DeskDay[], day: DeskDay): readonly DeskDay[] {
  const others = records.filter(({ startsAtMs }) => startsAtMs !== day.startsAtMs);
  return [...others, day].sort((first, second) => first.startsAtMs - second.startsAtMs).slice(-DAYS_KEPT);
}

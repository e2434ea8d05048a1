/** Keeps the record of the desk's own days: the forecast that stood when a day began, and the profit that it brought. */
import type { TimestampMs } from '../../domain/time';
import { timestampMs } from '../../domain/time';
import { unrealisedCoin } from '../../inventory/pnl';
import { coinValue, flatPosition, positionQuantity } from '../../inventory/position';
import { DAY_MS, dayProfitUsd } from '../day-profit';
import { addDay, DAYS_KEPT, type CarriedDays, type DayUnderWay, type DeskDay, type OpeningLeg, type TailForecast } from '../desk-days';
import type { StepWork } from '../step-work';
import { isUsable, judgeAccount } from './trust';

/** A day begins and ends with the first figures after 00:00 UTC that can be believed, this late at most, ms. */
const GRACE_MS = 5 * 60 * 1000;
/** A forecast older than this when the day begins is of another book, ms. */
const FORECAST_AGE_MS = 5 * 60 * 1000;
/** Marks and indexes older than this value nothing, ms. */
const PRICE_AGE_MS = 60 * 1000;

/** A figure, or why there is none. */
type Figure = { readonly usd: number; readonly reason: '' } | { readonly usd: null; readonly reason: string };

/** Goes on with the days of the session before, unless it traded somewhere else. */
export function resumeDays(work: StepWork, carried: CarriedDays | undefined): void {
  if (carried?.environment !== work.session.environment) return;
  const { records, underWay, latest } = carried;
  work.days = { records, unrecorded: [], underWay, latest };
}

/** Stage 3d: forecasts from the risk worker, and days that are on record. */
export function takeDays(work: StepWork): void {
  const { event, days } = work;
  if (event.kind === 'tail-forecast-made') {
    const { asOfMs } = event.forecast;
    const isNewer = asOfMs >= (days.latest?.asOfMs ?? 0);
    // One made after a day began says nothing of how it would go, even if the day could not be opened yet.
    const isBefore = days.underWay === null || asOfMs < days.underWay.startsAtMs + DAY_MS;
    if (isNewer && isBefore) work.days = { ...days, latest: event.forecast };
  }
  if (event.kind !== 'day-recorded') return;
  const unrecorded = days.unrecorded.filter(({ startsAtMs }) => startsAtMs !== event.day.startsAtMs);
  work.days = { ...days, records: addDay(days.records, event.day), unrecorded };
}

/** Call right before the day's profit begins anew: the day that ends still has its figures. */
export function turnDay(work: StepWork, startsAtMs: TimestampMs): void {
  const { underWay } = work.days;
  if (underWay !== null && underWay.startsAtMs >= startsAtMs) {
    spoilDay(work, 'what it had brought before a restart is not known');
    return;
  }
  const ended = underWay === null ? [] : [finish(work, underWay), ...missedDays(underWay.startsAtMs + DAY_MS, startsAtMs)];
  for (const day of ended) work.effects.push({ kind: 'record-day', day });
  const unrecorded = [...work.days.unrecorded, ...ended];
  work.days = { ...work.days, unrecorded, underWay: begin(work, startsAtMs), latest: null };
}

/** The profit of the day under way is not what its trades and prices alone made of it. */
export function spoilDay(work: StepWork, reason: string): void {
  const { underWay } = work.days;
  if (underWay === null || underWay.profitReason !== '') return;
  work.days = { ...work.days, underWay: { ...underWay, profitReason: reason } };
}

function finish(work: StepWork, underWay: DayUnderWay): DeskDay {
  const { startsAtMs, opening, profitReason, forecast, forecastReason } = underWay;
  const doubt = doubtOfEnd(work, startsAtMs);
  const actual = figureOf(profitReason === '' ? doubt : profitReason, () => dayProfitUsd(work));
  const hypothetical = figureOf(opening === null ? profitReason : doubt, () => frozenProfit(work, opening?.book ?? []));
  return {
    ...{ startsAtMs, forecast, forecastReason },
    openedAtMs: opening?.atMs ?? null,
    closedAtMs: doubt === '' ? work.session.nowMs : null,
    openingRevision: opening?.revision ?? null,
    ...{ actualUsd: actual.usd, actualReason: actual.reason, hypotheticalUsd: hypothetical.usd, hypotheticalReason: hypothetical.reason },
  };
}

/** The journal takes nothing that is no number, and keeps no −0. */
function figureOf(doubt: string, compute: () => number | null): Figure {
  if (doubt !== '') return { usd: null, reason: doubt };
  const usd = compute();
  return usd !== null && Number.isFinite(usd) ? { usd: usd + 0, reason: '' } : { usd: null, reason: 'a position has no price' };
}

/** What the book of the opening would have brought untouched; what expired counts at its last mark. `null` where one has none. */
function frozenProfit({ markets, indexes }: StepWork, book: readonly OpeningLeg[]): number | null {
  let usd = 0;
  for (const { instrumentId, lots, markPrice } of book) {
    const market = markets.get(instrumentId);
    if (market?.ticker == null) return null;
    const { instrument, ticker } = market;
    const held = { ...flatPosition(instrumentId), lots };
    const entryCoin = coinValue(instrument, { quantity: positionQuantity(held, instrument), price: markPrice });
    const coin = unrealisedCoin({ ...held, entryCoin }, instrument, ticker.markPrice);
    const index = indexes[instrument.underlying]?.price;
    if (coin === null || index === undefined) return null;
    usd += coin * index;
  }
  return usd;
}

/** Why the end of a day was not seen; empty if it was. */
function doubtOfEnd(work: StepWork, startsAtMs: number): string {
  const endsAtMs = startsAtMs + DAY_MS;
  const { nowMs, startedAtMs } = work.session;
  if (work.day?.startsAtMs !== startsAtMs) return startedAtMs >= endsAtMs ? 'the desk was off when it ended' : 'its profit was not known';
  return doubtOfMoment(work, nowMs - endsAtMs);
}

/** Why nothing of this moment can be measured; empty if it can. */
function doubtOfMoment(work: StepWork, lateMs: number): string {
  if (lateMs > GRACE_MS)
    return `expected figures within ${GRACE_MS / 60_000} min of 00:00 UTC, found the first after ${Math.round(lateMs / 60_000)} min`;
  for (const venue of Object.values(work.venues)) {
    const { trust, reason } = judgeAccount(work, venue);
    if (!isUsable(trust)) return `at 00:00 UTC ${reason}`;
    if (!venue.isMatched) return `at 00:00 UTC positions differed from those of ${venue.venue}: ${venue.reconciliation}`;
  }
  const { nowMs } = work.session;
  for (const { position, underlying } of Object.values(work.positions)) {
    if (position.lots === 0) continue;
    const market = work.markets.get(position.instrumentId);
    const pricedAtMs = Math.min(market?.tickerAtMs ?? 0, work.indexes[underlying]?.atMs ?? 0);
    if (nowMs - pricedAtMs > PRICE_AGE_MS)
      return `at 00:00 UTC no price of ${position.instrumentId} was younger than ${PRICE_AGE_MS / 1000} s`;
  }
  return '';
}

function begin(work: StepWork, startsAtMs: TimestampMs): DayUnderWay {
  const { nowMs } = work.session;
  const profitReason = doubtOfMoment(work, nowMs - startsAtMs);
  const opening = profitReason === '' ? { atMs: nowMs, revision: work.revisions.positions, book: bookOf(work) } : null;
  const forecastReason = doubtOfForecast(work.days.latest, startsAtMs);
  return { startsAtMs, opening, profitReason, forecast: forecastReason === '' ? work.days.latest : null, forecastReason };
}

function bookOf({ positions, markets }: StepWork): readonly OpeningLeg[] {
  return Object.values(positions).flatMap(({ position: { instrumentId, lots } }): readonly OpeningLeg[] => {
    const markPrice = markets.get(instrumentId)?.ticker?.markPrice;
    return lots === 0 || markPrice === undefined ? [] : [{ instrumentId, lots, markPrice }];
  });
}

function doubtOfForecast(latest: TailForecast | null, startsAtMs: number): string {
  if (latest === null || latest.asOfMs >= startsAtMs) return 'no forecast came before it began';
  const ageMs = startsAtMs - latest.asOfMs;
  if (ageMs <= FORECAST_AGE_MS) return '';
  return `expected a forecast of at most ${FORECAST_AGE_MS / 60_000} min before it began, found one of ${Math.round(ageMs / 60_000)} min`;
}

/** Days on which the desk did not run: on record, so that nobody takes the days around them for neighbours. */
function missedDays(fromMs: number, toMs: number): readonly DeskDay[] {
  const first = Math.max(fromMs, toMs - DAYS_KEPT * DAY_MS);
  const reason = 'the desk was off';
  return Array.from({ length: (toMs - first) / DAY_MS }, (_, index) => ({
    ...{ startsAtMs: timestampMs(first + index * DAY_MS), forecast: null, forecastReason: reason },
    ...{ openedAtMs: null, closedAtMs: null, openingRevision: null },
    ...{ actualUsd: null, actualReason: reason, hypotheticalUsd: null, hypotheticalReason: reason },
  }));
}

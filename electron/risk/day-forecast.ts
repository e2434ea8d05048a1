/** The forecast that goes on record for the day to come: every method, one day, the same request whatever the panel shows. */
import {
  FORECAST_LEAD_MS,
  RECORD_CONFIDENCES,
  RECORD_REQUEST,
  type ForecastFigure,
  type TailForecast,
} from '../../shared/engine/desk-days';
import { startOfDay } from '../../shared/engine/day-profit';
import type { TailMeasure } from '../../shared/projection/capital-view';
import { computeTails, measuresOf, type BookTails } from './book-tails';
import { namesOfUnpriced, type RiskInputs, type Run } from './risk-inputs';
import { tailInputs, type TailInputs } from './tail-inputs';

/** Whether the next day is so near that forecasts for it are made. */
export function isForecastDue(atMs: number): boolean {
  return startOfDay(atMs + FORECAST_LEAD_MS) > startOfDay(atMs);
}

/** What was computed already for the panel, and for which request. */
interface Known {
  readonly inputs: TailInputs;
  readonly tails: BookTails | string;
}

/** At any confidence: figures at each are read off the same profits. */
function isSameRequest({ request }: TailInputs): boolean {
  return (['horizonDays', 'windowDays', 'scenarioCount', 'seed'] as const).every((key) => request[key] === RECORD_REQUEST[key]);
}

/** The journal takes no figure that is not a number. */
function figureOf({ method, varUsd, esUsd, reason }: TailMeasure, confidence: number): ForecastFigure {
  if (Number.isFinite(varUsd) && Number.isFinite(esUsd)) return { method, confidence, varUsd, esUsd, reason };
  const why = reason === '' ? 'unpriced, because expected a finite figure, found none' : reason;
  return { method, confidence, varUsd: null, esUsd: null, reason: why };
}

/** In slices; costs nothing where the panel shows the same request at any confidence. */
export function* forecastDay(inputs: RiskInputs, known: Known): Run<TailForecast> {
  const own = tailInputs(inputs, RECORD_REQUEST);
  const tails = isSameRequest(known.inputs) ? known.tails : yield* computeTails(own);
  const unpriced = namesOfUnpriced(inputs.book).map(({ name }) => name);
  // A tail without a leg would look like safety, and its day like an exception.
  const believed = unpriced.length === 0 ? tails : `expected a price of every position, found none of ${unpriced.join(', ')}`;
  const figures = RECORD_CONFIDENCES.flatMap((confidence) =>
    measuresOf({ ...own, request: { ...RECORD_REQUEST, confidence } }, believed).map((measure) => figureOf(measure, confidence)),
  );
  const { revision, atMs } = inputs.snapshot;
  return { revision, asOfMs: atMs, horizonDays: 1, currency: 'USD', windowDays: own.returns.rows.length, figures };
}

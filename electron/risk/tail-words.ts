/** The tail methods by name and convention, and an estimate as the panel shows it. */
import type { TailMeasure, TailMethod } from '../../shared/projection/capital-view';
import type { TailInputs } from './tail-inputs';

/** Weight of a day falls by this factor with each day of age. */
export const AGE_DECAY = 0.98;

/** A tail of the book, USD. */
export interface Estimate {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** What a method is called and what exactly it does. */
export type MethodWords = Pick<TailMeasure, 'method' | 'label' | 'convention'>;

/** Every method in the order in which they are shown; the simulation says in its own words where its factors come from. */
export const METHODS: readonly MethodWords[] = [
  {
    method: 'historical',
    label: 'Historical',
    convention:
      'full revaluation under each past day’s price moves, volatility unchanged; quantile of type 7, ES with an exact fractional tail',
  },
  { method: 'age-weighted', label: 'Age-weighted', convention: `historical with weights λ^age, λ = ${AGE_DECAY}` },
  {
    method: 'filtered-historical',
    label: 'Filtered historical',
    convention: 'past shocks at tomorrow’s GARCH(1,1) volatility of each underlying, full revaluation; quantile of type 7',
  },
  {
    method: 'delta-gamma',
    label: 'Delta–gamma',
    convention: 'Cornish–Fisher to the fourth cumulant of the quadratic book, sample covariance, zero mean',
  },
  { method: 'monte-carlo', label: 'Monte Carlo', convention: 'normal log returns with sample covariance; full revaluation' },
];

/** The words of a method. */
export function wordsOf(method: TailMethod): MethodWords {
  return METHODS.find((words) => words.method === method) ?? { method, label: method, convention: '' };
}

/** A measure of the request, or why it has none: a sentence that follows "unpriced, because". */
export function measureOf(words: MethodWords, { request, returns }: TailInputs, estimate: Estimate | string): TailMeasure {
  const isKnown = typeof estimate !== 'string';
  const scale = words.method === 'monte-carlo' || words.method === 'delta-gamma' ? 1 : Math.sqrt(request.horizonDays);
  const suffix = request.horizonDays === 1 || scale === 1 ? '' : `; one day × √${request.horizonDays}`;
  return {
    ...words,
    convention: `${words.convention}${suffix}`,
    confidence: request.confidence,
    horizonDays: request.horizonDays,
    windowObservations: returns.rows.length,
    varUsd: isKnown ? estimate.valueAtRisk * scale : null,
    esUsd: isKnown ? estimate.expectedShortfall * scale : null,
    varStandardErrorUsd: null,
    esStandardErrorUsd: null,
    reason: isKnown ? '' : `unpriced, because ${estimate}`,
    progress: null,
  };
}

/** Both figures, or why not. */
export function paired(valueAtRisk: number | null | undefined, expectedShortfall: number | null | undefined): Estimate | string {
  if (valueAtRisk == null || expectedShortfall == null) return 'expected a window that reaches into the tail, found too few days';
  return { valueAtRisk, expectedShortfall };
}

/** Everything heavy about the tails of a book, computed once; measures at any confidence are read off it. */
import type { TailMeasure } from '../../shared/projection/capital-view';
import { ageWeightedTail } from '../../shared/risk/age-weights';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { historicalVar } from '../../shared/risk/value-at-risk';
import { covarianceOf } from './joint-returns';
import { filteredRows, profitsUnder } from './past-profits';
import { quadraticMeasure } from './quadratic-measure';
import { asPart } from './run-part';
import { simulateBook, simulatedMeasure, type SimulatedBookRun } from './simulated-book';
import type { TailInputs } from './tail-inputs';
import { AGE_DECAY, measureOf, METHODS, paired, wordsOf, type Estimate } from './tail-words';

const FEWEST_DAYS = 60;
const NO_PROFIT = 'expected a price of every leg on every past day, found one without';

/** Of the whole, about as long as each takes. */
const PARTS = { past: { from: 0, to: 0.1 }, filtered: { from: 0.1, to: 0.3 }, simulated: { from: 0.3, to: 1 } } as const;

/** Profits of the book as the methods see them. */
export interface BookTails {
  /** On each past day, oldest first; `null`: a leg has no price on one of them. */
  readonly past: readonly number[] | null;
  /** The same at tomorrow's volatility. */
  readonly filtered: readonly number[] | null;
  readonly simulated: SimulatedBookRun;
}

/** In slices; a text is why nothing can be computed. */
export function* computeTails(inputs: TailInputs): Generator<number, BookTails | string> {
  const { returns, legs } = inputs;
  if (legs.length === 0) return 'expected an open position, found none';
  if (returns.rows.length < FEWEST_DAYS)
    return `expected at least ${FEWEST_DAYS} daily returns of ${returns.underlyings.join(' and ')}, found ${returns.rows.length}`;
  const past = yield* asPart(profitsUnder(inputs, returns.rows), PARTS.past);
  const filtered = yield* asPart(profitsUnder(inputs, filteredRows(inputs)), PARTS.filtered);
  const simulated = yield* asPart(simulateBook(inputs), PARTS.simulated);
  return { past, filtered, simulated };
}

/** One measure per method at the confidence of the request, in the order to show them. */
export function measuresOf(inputs: TailInputs, tails: BookTails | string): readonly TailMeasure[] {
  if (typeof tails === 'string') return METHODS.map((words) => measureOf(words, inputs, tails));
  const { past, filtered, simulated } = tails;
  const tail = 1 - inputs.request.confidence;
  const tailOf = (profits: readonly number[] | null): Estimate | string =>
    profits === null ? NO_PROFIT : paired(historicalVar(profits, tail), historicalShortfall(profits, tail));
  const aged = past === null ? null : ageWeightedTail(past, AGE_DECAY, tail);
  const quadratic = quadraticMeasure(inputs, covarianceOf(inputs.returns));
  return [
    measureOf(wordsOf('historical'), inputs, tailOf(past)),
    measureOf(wordsOf('age-weighted'), inputs, past === null ? NO_PROFIT : paired(aged?.valueAtRisk, aged?.expectedShortfall)),
    measureOf(wordsOf('filtered-historical'), inputs, tailOf(filtered)),
    measureOf(wordsOf('delta-gamma'), inputs, quadratic),
    simulatedMeasure(inputs, simulated),
  ];
}

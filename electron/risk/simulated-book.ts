/** Monte Carlo of the book: joint moves of prices and volatilities, every leg repriced in full, and the parts of the tail. */
import { factorise } from '../../shared/pricing/cholesky';
import type { TailMeasure } from '../../shared/projection/capital-view';
import { componentNames, openBookProfit } from '../../shared/risk/book-simulation';
import { contributionsOf, type Contribution } from '../../shared/risk/contributions';
import { simulatedTail, simulateProfits, type SimulatedProfits } from '../../shared/risk/monte-carlo';
import { factorMoves } from './factor-moves';
import type { TailInputs } from './tail-inputs';
import { measureOf, paired, wordsOf, type MethodWords } from './tail-words';

const DAYS_PER_YEAR = 365;

/** Simulated profits of the book over the horizon, or why there are none. */
export interface SimulatedBookRun {
  readonly words: MethodWords;
  /** `null`: no price of a leg, or no covariance. */
  readonly profits: SimulatedProfits | null;
  /** Underlying and source of each component. */
  readonly names: ReturnType<typeof componentNames>;
}

/** Runs the scenarios of the request; yields the share done. */
export function* simulateBook(inputs: TailInputs): Generator<number, SimulatedBookRun> {
  const { legs, returns, request, histories, volatilities } = inputs;
  const { underlyings } = returns;
  const days = request.horizonDays;
  const moves = factorMoves({ returns, histories, volatilities, windowDays: request.windowDays });
  const cholesky = factorise(moves.covariance.map((row) => row.map((value) => days * value)));
  const book = { underlyings, legs, horizonYears: days / DAYS_PER_YEAR };
  const profitOf = openBookProfit(book);
  const known = wordsOf('monte-carlo');
  const words = { ...known, convention: `normal log returns with sample covariance; ${moves.words}; full revaluation` };
  const names = componentNames(book);
  if (cholesky === null || profitOf === null) return { words, profits: null, names };
  const walk = simulateProfits({ scenarios: request.scenarioCount, seed: request.seed, cholesky, components: names.length, profitOf });
  let step = walk.next();
  while (step.done !== true) {
    yield step.value / request.scenarioCount;
    step = walk.next();
  }
  return { words, profits: step.value, names };
}

/** The simulated tail at the confidence of the request, with its standard errors. */
export function simulatedMeasure(inputs: TailInputs, { words, profits }: SimulatedBookRun): TailMeasure {
  if (profits === null) return measureOf(words, inputs, 'expected a covariance and a price of every leg, found none');
  const found = simulatedTail(profits.total, 1 - inputs.request.confidence);
  return {
    ...measureOf(words, inputs, paired(found?.valueAtRisk, found?.expectedShortfall)),
    varStandardErrorUsd: found?.valueAtRiskError ?? null,
    esStandardErrorUsd: found?.expectedShortfallError ?? null,
  };
}

/** A part of the tail by underlying and by where it comes from. */
export interface TailPart extends Contribution {
  readonly source: string;
}

/** Parts of the tail at the confidence of the request; they sum to it. */
export function tailParts({ request }: TailInputs, { profits, names }: SimulatedBookRun): readonly TailPart[] {
  const components = (profits?.components ?? []).map((each, index) => ({ name: String(index), profits: each }));
  if (components.length === 0) return [];
  return (contributionsOf(components, 1 - request.confidence) ?? []).map((part, index) => ({
    ...part,
    name: names[index]?.[0] ?? '',
    source: names[index]?.[1] ?? '',
  }));
}

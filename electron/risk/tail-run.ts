/** VaR and expected shortfall of the book by every method; contributions; how the methods did, on the desk's own days and on past ones. */
import type { BacktestBasis, BacktestRow, ContributionRow, TailMeasure, TailMethod } from '../../shared/projection/capital-view';
import type { Contribution } from '../../shared/risk/contributions';
import { computeTails, measuresOf, type BookTails } from './book-tails';
import { ownBacktests, ownBasis } from './own-backtest';
import type { RiskInputs, Run } from './risk-inputs';
import { asPart } from './run-part';
import { tailParts } from './simulated-book';
import type { TailInputs } from './tail-inputs';
import { walkedBacktests, walkedBasis } from './walked-backtest';

/** Of the whole, about as long as each takes. */
const PARTS = { tails: { from: 0, to: 0.45 }, walked: { from: 0.45, to: 1 } } as const;

/** Everything about tails. */
export interface TailResults {
  readonly measures: readonly TailMeasure[];
  readonly contributionsMethod: TailMethod | null;
  readonly byUnderlying: readonly ContributionRow[];
  readonly byGreek: readonly ContributionRow[];
  readonly backtests: readonly BacktestRow[];
  readonly backtestBases: readonly BacktestBasis[];
  /** What the measures were read off. */
  readonly tails: BookTails | string;
}

function contributionRows(
  parts: readonly Contribution[],
  keyOf: (part: Contribution, index: number) => string,
): readonly ContributionRow[] {
  const sums = new Map<string, { varUsd: number; esUsd: number }>();
  const total = parts.reduce((sum, part) => sum + part.expectedShortfall, 0);
  parts.forEach((part, index) => {
    const key = keyOf(part, index);
    const known = sums.get(key) ?? { varUsd: 0, esUsd: 0 };
    sums.set(key, { varUsd: known.varUsd + part.valueAtRisk, esUsd: known.esUsd + part.expectedShortfall });
  });
  return [...sums].map(([key, sum]) => ({ key, ...sum, share: total === 0 ? null : sum.esUsd / total }));
}

/** All of it, in slices. */
export function* runTails(inputs: TailInputs, days: RiskInputs['days']): Run<TailResults> {
  const tail = 1 - inputs.request.confidence;
  const tails = yield* asPart(computeTails(inputs), PARTS.tails);
  const [past, parts] = typeof tails === 'string' ? [null, []] : [tails.past, tailParts(inputs, tails.simulated)];
  const walked = yield* asPart(walkedBacktests(inputs, past, tail), PARTS.walked);
  return {
    measures: measuresOf(inputs, tails),
    contributionsMethod: parts.length === 0 ? null : 'monte-carlo',
    byUnderlying: contributionRows(parts, ({ name }) => name),
    byGreek: contributionRows(parts, (_part, index) => parts[index]?.source ?? ''),
    backtests: [...ownBacktests(days, tail), ...walked],
    backtestBases: [ownBasis(days), walkedBasis(past)],
    tails,
  };
}

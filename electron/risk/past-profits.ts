/** What the book would have made on past days: each day's price moves, volatility and time unchanged. */
import { fitGarch } from '../../shared/pricing/garch';
import { filteredReturns } from '../../shared/risk/filtered-historical';
import { revalueLeg } from '../../shared/risk/revaluation';
import { columnOf, type JointReturns } from './joint-returns';
import type { TailInputs } from './tail-inputs';

/** Profit of the whole book on each day, USD; `null` as soon as a leg has no price on one of them. */
export function* profitsUnder({ legs, returns }: TailInputs, rows: JointReturns['rows']): Generator<number, readonly number[] | null> {
  const columns = new Map(returns.underlyings.map((name, column) => [name, column]));
  const profits: number[] = [];
  for (const [day, row] of rows.entries()) {
    let sum = 0;
    for (const { underlying, leg } of legs) {
      const move = row[columns.get(underlying) ?? -1] ?? Number.NaN;
      sum += revalueLeg(leg, { move, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' })?.usd ?? Number.NaN;
    }
    if (!Number.isFinite(sum)) return null;
    profits.push(sum);
    if (day % 25 === 24) yield day / rows.length;
  }
  return profits;
}

/** Each underlying's past returns at tomorrow's volatility; a column whose volatility can't be fitted is not a number. */
export function filteredRows({ returns }: Pick<TailInputs, 'returns'>): JointReturns['rows'] {
  const columns = returns.underlyings.map((_name, column) => {
    const values = columnOf(returns, column);
    const fit = fitGarch(values);
    return fit && filteredReturns(values, fit);
  });
  return returns.rows.map((_row, day) => columns.map((column) => column?.[day] ?? Number.NaN));
}

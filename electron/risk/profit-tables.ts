/** The profit of each underlying's legs over its price move, tabulated: a back-test asks for a hundred thousand of them. */
import { revalueLeg } from '../../shared/risk/revaluation';
import type { TailInputs } from './tail-inputs';

/** Moves of −60 % to +60 % in steps of 0.2 %, between which profits are interpolated; beyond, every leg is repriced. */
const FURTHEST = 0.6;
const STEPS = 600;
const STEP = (2 * FURTHEST) / STEPS;

/** Profit of the book under one move per underlying, USD; not a number where a leg has no price. */
export type TabulatedProfit = (moves: readonly number[]) => number;

function profitOf({ legs, returns }: TailInputs, column: number, move: number): number {
  const name = returns.underlyings[column];
  const own = legs.filter(({ underlying }) => underlying === name);
  return own.reduce(
    (sum, { leg }) => sum + (revalueLeg(leg, { move, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' })?.usd ?? Number.NaN),
    0,
  );
}

/** In slices; yields the share done. */
export function* tabulateProfits(inputs: TailInputs): Generator<number, TabulatedProfit> {
  const { underlyings } = inputs.returns;
  const tables = underlyings.map(() => new Float64Array(STEPS + 1));
  for (const [column, table] of tables.entries())
    for (let place = 0; place <= STEPS; place += 1) {
      table[place] = profitOf(inputs, column, place * STEP - FURTHEST);
      if (place % 20 === 19) yield (column + place / STEPS) / underlyings.length;
    }
  const read = (table: Float64Array, column: number, move: number): number => {
    const place = (move + FURTHEST) / STEP;
    if (!(place >= 0 && place < STEPS)) return profitOf(inputs, column, move);
    const floor = Math.floor(place);
    const [low, high] = [table[floor] ?? Number.NaN, table[floor + 1] ?? Number.NaN];
    return low + (high - low) * (place - floor);
  };
  return (moves) => tables.reduce((sum, table, column) => sum + read(table, column, moves[column] ?? Number.NaN), 0);
}

/** A venue's risk array of a book: its profit under each move of the price and direction of volatility, one by one or all at once. */
import { openBatch, type Black76Batch } from '../pricing/batch/black76-batch';
import { moveFuture, type FutureLeg, type OptionLeg, type RiskLeg } from './revaluation';
import { bookProfit, shockedVolatility, type VolatilityScenario, type VolatilityShock } from './risk-array';

/** Directions of volatility in the order in which arrays list them. */
const SCENARIOS: readonly VolatilityScenario[] = ['up', 'same', 'down'];

/**
 * Profit in coin of a book under each move of the price and each direction of volatility (up, same, down), directions innermost.
 * `NaN` where a leg has no price: a sum without it would look like safety.
 */
export type ScenarioProfits = (legs: readonly RiskLeg[], moves: readonly number[], shock: VolatilityShock) => ArrayLike<number>;

/** One scenario after the other, each leg valued before and after: the plain form. */
export const profitsByScenario: ScenarioProfits = (legs, moves, shock) =>
  moves.flatMap((move) => SCENARIOS.map((volatility) => bookProfit(legs, { move, volatility }, shock)?.coin ?? Number.NaN));

interface RiskArray {
  readonly moves: readonly number[];
  readonly shock: VolatilityShock;
  readonly batch: Black76Batch;
  /** Filled by each leg in turn. */
  readonly sums: Float64Array;
}

// Small functions on purpose: the runtime builds in what is small, and then an option written takes no memory.

function writeOption(leg: OptionLeg, volatilities: readonly number[], { moves, batch }: RiskArray): void {
  const { optionType, strike, years } = leg;
  let place = 0;
  for (const move of moves) {
    const forward = leg.forward * (1 + move);
    for (const volatility of volatilities) {
      batch.write(place, { optionType, forward, strike, years, volatility });
      place += 1;
    }
  }
  // The present last, in the same batch: where nothing moves the profit is nothing to the last digit.
  batch.write(place, leg);
  batch.value(place + 1);
}

function addProfits(leg: OptionLeg, { moves, batch, sums }: RiskArray): void {
  const before = batch.read(moves.length * SCENARIOS.length, 'price') / leg.forward;
  let place = 0;
  for (const move of moves) {
    const forward = leg.forward * (1 + move);
    for (let scenario = 0; scenario < SCENARIOS.length; scenario += 1) {
      sums[place] = (sums[place] ?? Number.NaN) + leg.quantity * (batch.read(place, 'price') / forward - before);
      place += 1;
    }
  }
}

function addOption(leg: OptionLeg, array: RiskArray): void {
  const volatilities = SCENARIOS.map((scenario) => shockedVolatility(leg, scenario, array.shock));
  writeOption(leg, volatilities, array);
  addProfits(leg, array);
}

function addFuture(leg: FutureLeg, { moves, sums }: RiskArray): void {
  let place = 0;
  for (const move of moves) {
    const profit = moveFuture(leg, move)?.coin ?? Number.NaN;
    for (let scenario = 0; scenario < SCENARIOS.length; scenario += 1) {
      sums[place] = (sums[place] ?? Number.NaN) + profit;
      place += 1;
    }
  }
}

/**
 * All scenarios of a leg in one batch: the plain form to about thirteen digits in a sixth of its time, for whoever asks hundreds of
 * times; the plain form itself where the runtime has no vector instructions. Room for `mostMoves` moves.
 */
export function openScenarioProfits(mostMoves: number): ScenarioProfits {
  const batch = openBatch(mostMoves * SCENARIOS.length + 1, ['price']);
  if (batch === null) return profitsByScenario;
  return (legs, moves, shock) => {
    if (moves.length > mostMoves) return profitsByScenario(legs, moves, shock);
    const array = { moves, shock, batch, sums: new Float64Array(moves.length * SCENARIOS.length) };
    for (const leg of legs) {
      if (leg.kind === 'future') addFuture(leg, array);
      else addOption(leg, array);
    }
    return array.sums;
  };
}

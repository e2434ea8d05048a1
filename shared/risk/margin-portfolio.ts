/** Portfolio margin of a book of options and futures from the venue's own parameters: standard table, extended table, roll shock. */
import { allFinite } from '../pricing/finite';
import {
  inverseMoveProfit,
  standardMoves,
  type OtherMargins,
  type PortfolioMargin,
  type PortfolioMarginParameters,
} from './portfolio-margin';
import { extendedWeight, type VolatilityShock } from './risk-array';
import type { FutureLeg, OptionLeg, RiskLeg } from './revaluation';
import { openScenarioProfits, profitsByScenario, type ScenarioProfits } from './scenario-array';

/** What the venue publishes for one currency, and what it does with options. */
export interface BookMarginParameters extends PortfolioMarginParameters {
  readonly shock: VolatilityShock;
  /** USD by which a loss of the extended table is reduced. */
  readonly extendedDampenerUsd: number;
  /** Share of the extended table that counts. */
  readonly extendedTableFactor: number;
}

/** A book in one settlement coin. */
export interface MarginBook {
  readonly options: readonly OptionLeg[];
  readonly futures: readonly (FutureLeg & { readonly years: number })[];
  /** USD per coin. */
  readonly indexPrice: number;
}

/** The margin with the two tables it comes from. Figures in coin. */
export interface BookMargin extends PortfolioMargin {
  /** Profit by move and volatility scenario (up, same, down) of each move, positive sums already offset. */
  readonly standard: readonly number[];
  /** Weighted and dampened, the same order over `extendedMoves`. */
  readonly extended: readonly number[];
}

interface MarginTerms {
  readonly parameters: BookMarginParameters;
  readonly other: OtherMargins;
}

/** Moves beyond the standard range that a coin-settled book is looked at under. */
const extendedMoves: readonly number[] = [-0.66, -0.5, -0.33, 0.5, 1, 2, 3, 4, 5];

function offset(profit: number, { pnlOffset }: PortfolioMarginParameters): number {
  return profit > 0 ? profit * pnlOffset : profit;
}

function standardVector(book: MarginBook, parameters: BookMarginParameters, profitsOf: ScenarioProfits): readonly number[] | null {
  const legs: readonly RiskLeg[] = [...book.options, ...book.futures];
  const profits = Array.from(profitsOf(legs, standardMoves(parameters), parameters.shock));
  return profits.every(Number.isFinite) ? profits.map((profit) => offset(profit, parameters)) : null;
}

/** Futures are held at the end of the standard range; options beyond it count by range ÷ |move|; losses are reduced by the dampener. */
function extendedVector(book: MarginBook, parameters: BookMarginParameters, profitsOf: ScenarioProfits): readonly number[] | null {
  const { priceRange, extendedDampenerUsd, extendedTableFactor, shock } = parameters;
  const dampener = extendedDampenerUsd / book.indexPrice;
  const options = Array.from(profitsOf(book.options, extendedMoves, shock));
  const perMove = options.length / extendedMoves.length;
  const futuresAt = extendedMoves.map((move) => {
    const end = Math.sign(move) * priceRange;
    return book.futures.reduce((sum, { quantity }) => sum + (inverseMoveProfit(quantity, end) ?? Number.NaN), 0);
  });
  const profits = options.map((profit, place) => {
    const row = Math.floor(place / perMove);
    const weight = extendedWeight(priceRange, extendedMoves[row] ?? Number.NaN) ?? Number.NaN;
    return ((futuresAt[row] ?? Number.NaN) + profit * weight) * extendedTableFactor;
  });
  if (!profits.every(Number.isFinite)) return null;
  return profits.map((profit) => (profit < 0 ? Math.min(0, profit + dampener) : offset(profit, parameters)));
}

function rollShock({ futures }: MarginBook, { annualisedMoveRisk, minAnnualisedMove }: PortfolioMarginParameters): number {
  return futures.reduce(
    (sum, { quantity, years }) => sum + Math.abs(quantity) * Math.max(annualisedMoveRisk * years, minAnnualisedMove),
    0,
  );
}

function marginFrom(book: MarginBook, { parameters, other }: MarginTerms, profitsOf: ScenarioProfits): BookMargin | null {
  const standard = standardVector(book, parameters, profitsOf);
  const extended = extendedVector(book, parameters, profitsOf);
  const roll = rollShock(book, parameters);
  if (standard === null || extended === null || !(book.indexPrice > 0) || !Number.isFinite(roll)) return null;
  const worstCase = Math.max(0, -Math.min(...standard, ...extended));
  const riskMatrix = worstCase + roll;
  const margin = {
    worstCase,
    rollShock: roll,
    riskMatrix,
    maintenance: parameters.maintenanceFactor * riskMatrix,
    initial: riskMatrix + other.openOrders + other.marketMakerProtection,
    standard,
    extended,
  };
  // A vector that is no number makes a worst case that is none.
  return allFinite(margin);
}

/**
 * Initial = worst case of both tables + roll shock + open orders + protection; maintenance = factor·(worst case + roll shock). The
 * extended figure of options is not verified against a published one: show it beside the venue's. `null` where a leg has no price.
 */
export function bookPortfolioMargin(book: MarginBook, parameters: BookMarginParameters, other: OtherMargins): BookMargin | null {
  return marginFrom(book, { parameters, other }, profitsByScenario);
}

/** The same margin to about twelve digits in a fraction of the time, for a book that is looked at after hundreds of moves of the market. */
export function openPortfolioMargin(parameters: BookMarginParameters, other: OtherMargins): (book: MarginBook) => BookMargin | null {
  const profitsOf = openScenarioProfits(Math.max(standardMoves(parameters).length, extendedMoves.length));
  return (book) => marginFrom(book, { parameters, other }, profitsOf);
}

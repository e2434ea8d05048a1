/** Portfolio margin of a book of options and futures from the venue's own parameters: standard table, extended table, roll shock. */
import {
  inverseMoveProfit,
  standardMoves,
  type OtherMargins,
  type PortfolioMargin,
  type PortfolioMarginParameters,
} from './portfolio-margin';
import { bookProfit, extendedWeight, type VolatilityScenario, type VolatilityShock } from './risk-array';
import type { FutureLeg, OptionLeg, RiskLeg } from './revaluation';

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

const SCENARIOS: readonly VolatilityScenario[] = ['up', 'same', 'down'];

/** Moves beyond the standard range that a coin-settled book is looked at under. */
const extendedMoves: readonly number[] = [-0.66, -0.5, -0.33, 0.5, 1, 2, 3, 4, 5];

function offset(profit: number, { pnlOffset }: PortfolioMarginParameters): number {
  return profit > 0 ? profit * pnlOffset : profit;
}

function standardVector(book: MarginBook, parameters: BookMarginParameters): readonly number[] | null {
  const legs: readonly RiskLeg[] = [...book.options, ...book.futures];
  const profits = standardMoves(parameters).flatMap((move) =>
    SCENARIOS.map((volatility) => bookProfit(legs, { move, volatility }, parameters.shock)?.coin ?? Number.NaN),
  );
  return profits.every(Number.isFinite) ? profits.map((profit) => offset(profit, parameters)) : null;
}

/** Futures are held at the end of the standard range; options beyond it count by range ÷ |move|; losses are reduced by the dampener. */
function extendedVector(book: MarginBook, parameters: BookMarginParameters): readonly number[] | null {
  const { priceRange, extendedDampenerUsd, extendedTableFactor, shock } = parameters;
  const dampener = extendedDampenerUsd / book.indexPrice;
  const profits = extendedMoves.flatMap((move) => {
    const end = Math.sign(move) * priceRange;
    const futures = book.futures.reduce((sum, { quantity }) => sum + (inverseMoveProfit(quantity, end) ?? Number.NaN), 0);
    return SCENARIOS.map((volatility) => {
      const options = bookProfit(book.options, { move, volatility }, shock)?.coin ?? Number.NaN;
      return (futures + options * extendedWeight(priceRange, move)) * extendedTableFactor;
    });
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

/**
 * Initial = worst case of both tables + roll shock + open orders + protection; maintenance = factor·(worst case + roll shock). The
 * extended figure of options is not verified against a published one: show it beside the venue's. `null` where a leg has no price.
 */
export function bookPortfolioMargin(book: MarginBook, parameters: BookMarginParameters, other: OtherMargins): BookMargin | null {
  const standard = standardVector(book, parameters);
  const extended = extendedVector(book, parameters);
  const roll = rollShock(book, parameters);
  if (standard === null || extended === null || !(book.indexPrice > 0) || !Number.isFinite(roll)) return null;
  const worstCase = Math.max(0, -Math.min(...standard, ...extended));
  const riskMatrix = worstCase + roll;
  return {
    worstCase,
    rollShock: roll,
    riskMatrix,
    maintenance: parameters.maintenanceFactor * riskMatrix,
    initial: riskMatrix + other.openOrders + other.marketMakerProtection,
    standard,
    extended,
  };
}

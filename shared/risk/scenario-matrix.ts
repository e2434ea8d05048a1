/** The risk slide: one book under every combination of price move, volatility move and time. */
import { priceLeg, revalueBook, type LegOutcome, type RiskLeg, type SmileMode } from './revaluation';

/** The axes of a slide. */
export interface SlideAxes {
  /** Relative moves of the price, each above −1. */
  readonly moves: readonly number[];
  /** Relative moves of volatility. */
  readonly volatilityMoves: readonly number[];
  /** Time that passes, years (act/365). */
  readonly horizons: readonly number[];
  readonly smileMode: SmileMode;
}

/** Where a cell lies. */
export interface CellPlace {
  readonly move: number;
  readonly volatilityMove: number;
  readonly yearsPassed: number;
}

/** One cell; `outcome` is `null` where a leg has no price. */
export interface SlideCell extends CellPlace {
  readonly outcome: LegOutcome | null;
}

/** −20 … +20 % by 11, −30 … +30 % by 9; today, tomorrow and in a week. */
export const defaultSlideAxes: SlideAxes = {
  moves: [-0.2, -0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16, 0.2],
  volatilityMoves: [-0.3, -0.225, -0.15, -0.075, 0, 0.075, 0.15, 0.225, 0.3],
  horizons: [0, 1 / 365, 7 / 365],
  smileMode: 'sticky-strike',
};

/** The cells one by one, horizons outermost and moves innermost, so that a caller can stop or show progress between them. */
export function* walkSlide(legs: readonly RiskLeg[], { moves, volatilityMoves, horizons, smileMode }: SlideAxes): Generator<SlideCell> {
  const priced = legs.map(priceLeg);
  for (const yearsPassed of horizons)
    for (const volatilityMove of volatilityMoves)
      for (const move of moves) {
        const place = { move, volatilityMove, yearsPassed };
        yield { ...place, outcome: revalueBook(priced, { ...place, smileMode }) };
      }
}

/** The cell that loses most USD. `null` if none is priced, or if one is not: the worst might be the one that is missing. */
export function worstCell(cells: readonly SlideCell[]): (SlideCell & { readonly outcome: LegOutcome }) | null {
  let worst: (SlideCell & { readonly outcome: LegOutcome }) | null = null;
  for (const cell of cells) {
    const { outcome } = cell;
    if (outcome === null) return null;
    if (worst === null || outcome.usd < worst.outcome.usd) worst = { ...cell, outcome };
  }
  return worst;
}

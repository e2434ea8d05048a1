/** What an account's margin is held against, now and after a move: its equity, or that without what its options are worth. */
import type { PricedPosition } from '../../shared/risk/priced-position';
import { priceLeg, revalueBook, type MarketMove } from '../../shared/risk/revaluation';
import type { MarginRules } from './margin-rules';

function isOption({ position }: PricedPosition): boolean {
  return position.kind === 'option';
}

/** At the venue's mark, else by our model, coin; not a number where neither is known. */
function worthOf({ position: { markPrice, quantity }, greeks }: PricedPosition): number {
  return markPrice === null ? (greeks?.valueCoin ?? Number.NaN) : quantity * markPrice;
}

/**
 * Margin balance, coin; not a number where an option has no price. Where each position is margined alone a premium is cash that was paid
 * or received: a bought option is no collateral, and the margin of a sold one has its mark in it. A portfolio counts both as they stand.
 */
export function marginBalance(book: readonly PricedPosition[], model: MarginRules['model'], equity: number): number {
  return model === 'portfolio' ? equity : book.filter(isOption).reduce((balance, option) => balance - worthOf(option), equity);
}

/** The same after a move of the market. */
export function balanceAfter(book: readonly PricedPosition[], model: MarginRules['model'], equity: number): (move: MarketMove) => number {
  const atRest = marginBalance(book, model, equity);
  const counted = model === 'portfolio' ? book : book.filter((priced) => !isOption(priced));
  const legs = counted.flatMap(({ leg }) => (leg === null ? [] : [priceLeg(leg)]));
  return (move) => (legs.length < counted.length ? Number.NaN : atRest + (revalueBook(legs, move)?.coin ?? Number.NaN));
}

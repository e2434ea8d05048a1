/** Margin of a book by our own calculation, at rest or after a move of the market: standard or portfolio. */
import { YEAR_MS } from '../../shared/domain/time';
import { groupBy } from '../../shared/risk/greek-exposure';
import { bookPortfolioMargin, openPortfolioMargin, type MarginBook } from '../../shared/risk/margin-portfolio';
import {
  inverseFutureMargin,
  optionMargin,
  sumMargins,
  type MarginNeed,
  type StandardMarginParameters,
} from '../../shared/risk/margin-standard';
import type { PricedPosition } from '../../shared/risk/priced-position';
import { legAfter, revalueLeg, type MarketMove } from '../../shared/risk/revaluation';
import type { MarginRules } from './margin-rules';

const NONE: MarginNeed = { initial: 0, maintenance: 0 };

/** Nothing moves. */
export const AT_REST: MarketMove = { move: 0, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' };

/** One position per instrument: what is staged beside what is held is one position to a venue. */
function netted(book: readonly PricedPosition[]): readonly PricedPosition[] {
  return [...groupBy(book, ({ position }) => position.instrumentId).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const unpriced = group.find(({ leg }) => leg === null);
    if (unpriced !== undefined || first.leg === null) return [unpriced ?? first];
    const quantity = group.reduce((sum, { position }) => sum + position.quantity, 0);
    const coin = group.reduce((sum, { leg }) => sum + (leg?.quantity ?? Number.NaN), 0);
    return [{ ...first, position: { ...first.position, quantity }, leg: { ...first.leg, quantity: coin } }];
  });
}

/** The venue's mark moved by what our model says a contract gains, coin; at rest the mark itself. */
function markAfter({ position, leg, greeks }: PricedPosition, move: MarketMove): number | null {
  if (leg?.kind !== 'option' || greeks === null) return null;
  const mark = position.markPrice ?? (position.quantity === 0 ? null : greeks.valueCoin / position.quantity);
  const gain = revalueLeg({ ...leg, quantity: 1 }, move)?.coin;
  return gain === undefined || mark === null ? null : Math.max(0, mark + gain);
}

function isExpired({ position: { expiresAtMs } }: PricedPosition, nowMs: number, { yearsPassed }: MarketMove): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs + yearsPassed * YEAR_MS;
}

function needOf(priced: PricedPosition, parameters: StandardMarginParameters, move: MarketMove): MarginNeed | null {
  const { position, leg, forward } = priced;
  if (leg === null || forward === null) return null;
  const moved = forward * (1 + move.move);
  if (leg.kind === 'future') return inverseFutureMargin(position.quantity, moved, parameters.future);
  const markPrice = markAfter(priced, move);
  if (markPrice === null) return null;
  const { optionType, strike } = leg;
  return optionMargin({ optionType, strike, forward: moved, markPrice, quantity: position.quantity }, parameters.option);
}

/** What a margin is looked at under. */
export interface MarginMoment {
  readonly nowMs: number;
  readonly move: MarketMove;
}

/** By the standard rule; what expires on the way binds nothing any more. `null` where a position has no price. */
function standardNeed(
  book: readonly PricedPosition[],
  parameters: StandardMarginParameters,
  { nowMs, move }: MarginMoment,
): MarginNeed | null {
  return sumMargins(
    book.map((priced) => (isExpired(priced, nowMs, move) && priced.leg !== null ? NONE : needOf(priced, parameters, move))),
  );
}

/** What the venue would see after the move; `null` where a position has no price. */
function bookAfter(book: readonly PricedPosition[], { nowMs, move }: MarginMoment): MarginBook | null {
  const options = [];
  const futures = [];
  for (const priced of book) {
    const { leg, position } = priced;
    if (leg === null) return null;
    if (isExpired(priced, nowMs, move)) continue;
    const after = legAfter(leg, move);
    if (after === null) return null;
    const years = position.expiresAtMs === null ? 0 : (position.expiresAtMs - nowMs) / YEAR_MS - move.yearsPassed;
    if (after.kind === 'option') options.push(after);
    else futures.push({ ...after, years });
  }
  return { options, futures, indexPrice: [...futures, ...options][0]?.forward ?? Number.NaN };
}

const NO_ORDERS = { openOrders: 0, marketMakerProtection: 0 } as const;

/** By portfolio margin on the venue's parameters, without open orders. `null` as above. */
function portfolioNeed(after: MarginBook | null, marginOf: (book: MarginBook) => MarginNeed | null): MarginNeed | null {
  if (after === null) return null;
  return after.options.length + after.futures.length === 0 ? NONE : marginOf(after);
}

/** By the rule that the account follows. `null` where a price or the rule is not known. */
export function followedNeed(book: readonly PricedPosition[], rules: MarginRules, moment: MarginMoment): MarginNeed | null {
  const { model, portfolio, standard } = rules;
  const held = netted(book);
  if (model === 'standard') return standard && standardNeed(held, standard, moment);
  return portfolio && portfolioNeed(bookAfter(held, moment), (after) => bookPortfolioMargin(after, portfolio, NO_ORDERS));
}

/** The same figure to about twelve digits, for whoever looks at one book after hundreds of moves. */
export function neededAfter(book: readonly PricedPosition[], rules: MarginRules): (moment: MarginMoment) => MarginNeed | null {
  const { model, portfolio, standard } = rules;
  const held = netted(book);
  if (model === 'standard') return (moment) => standard && standardNeed(held, standard, moment);
  if (portfolio === null) return () => null;
  const marginOf = openPortfolioMargin(portfolio, NO_ORDERS);
  return (moment) => portfolioNeed(bookAfter(held, moment), marginOf);
}

/** Margin of each venue's account in each coin: by our own rule, by the venue, the gap, and where it would be liquidated. */
import { groupBy } from '../../shared/risk/greek-exposure';
import { liquidationMoves, type LiquidationMoves } from '../../shared/risk/liquidation';
import {
  futureMarginRoom,
  inverseFutureMargin,
  optionMargin,
  sumMargins,
  type MarginNeed,
  type StandardMarginParameters,
} from '../../shared/risk/margin-standard';
import type { PricedPosition } from '../../shared/risk/priced-position';
import { revalueLeg } from '../../shared/risk/revaluation';
import type { LiquidationRow, MarginRow } from '../../shared/projection/capital-view';
import type { BalanceRow, OpenOrdersRow } from '../../shared/projection/risk-snapshot';
import type { RiskInputs } from './risk-inputs';

/**
 * Deribit's published standard rules per settlement coin (contract specifications: initial 2 % and maintenance 1 % plus a rise per coin
 * of position; options 15 %, 10 %, 7.5 %). The venue states them in its documents only; its own figure stands beside ours.
 */
const PUBLISHED: Readonly<Record<string, StandardMarginParameters>> = {
  BTC: {
    future: { initialBase: 0.02, initialPerCoin: 0.00005, maintenanceBase: 0.01, maintenancePerCoin: 0.00005 },
    option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  },
  ETH: {
    future: { initialBase: 0.02, initialPerCoin: 0.0000004, maintenanceBase: 0.01, maintenancePerCoin: 0.0000004 },
    option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  },
};

/** A position as margin sees it: moved by a relative change of its forward, its mark re-made by our model. */
function needOf(priced: PricedPosition, parameters: StandardMarginParameters, move: number): MarginNeed | null {
  const { position, leg, forward } = priced;
  if (leg === null || forward === null) return null;
  const moved = forward * (1 + move);
  if (leg.kind === 'future') return inverseFutureMargin(position.quantity, moved, parameters.future);
  const markPrice = markAfter(priced, move);
  if (markPrice === null) return null;
  return optionMargin(
    { optionType: leg.optionType, strike: leg.strike, forward: moved, markPrice, quantity: position.quantity },
    parameters.option,
  );
}

/** The venue's mark moved by what our model says a contract gains, coin; at rest the mark itself. */
function markAfter({ position, leg, greeks }: PricedPosition, move: number): number | null {
  if (leg?.kind !== 'option' || greeks === null || position.quantity === 0) return null;
  const mark = position.markPrice ?? greeks.valueCoin / position.quantity;
  const gain = revalueLeg({ ...leg, quantity: 1 }, { move, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' })?.coin;
  return gain === undefined ? null : Math.max(0, mark + gain);
}

function sumNeeds(book: readonly PricedPosition[], parameters: StandardMarginParameters, move: number): MarginNeed | null {
  return sumMargins(book.map((priced) => needOf(priced, parameters, move)));
}

/** Initial margin of working orders: the worse of both sides, as if filled, beyond what the position needs already. */
function ordersNeed(orders: readonly OpenOrdersRow[], inputs: RiskInputs, parameters: StandardMarginParameters): number {
  return orders.reduce((sum, { position, quotedBuy, quotedSell, pendingBuy, pendingSell, price }) => {
    if (position.kind === 'option' || price === null) return sum;
    const held = inputs.book.find((priced) => priced.position.instrumentId === position.instrumentId)?.position.quantity ?? 0;
    const need = (quantity: number): number => inverseFutureMargin(quantity, price, parameters.future)?.initial ?? 0;
    const worst = Math.max(need(held), need(held + quotedBuy + pendingBuy), need(held - quotedSell - pendingSell));
    return sum + worst - need(held);
  }, 0);
}

interface Account {
  readonly balance: BalanceRow;
  readonly book: readonly PricedPosition[];
  readonly orders: readonly OpenOrdersRow[];
  readonly parameters: StandardMarginParameters | undefined;
}

function accountsOf(inputs: RiskInputs): readonly Account[] {
  const groups = groupBy(inputs.book, ({ position }) => position.underlying);
  return inputs.snapshot.balances.map((balance) => ({
    balance,
    book: groups.get(balance.currency) ?? [],
    orders: inputs.snapshot.orders.filter(({ position }) => position.underlying === balance.currency),
    parameters: PUBLISHED[balance.currency],
  }));
}

/** Our own figures, or why there are none. */
function ownFigures(
  inputs: RiskInputs,
  { book, orders, parameters, balance }: Account,
): { readonly need: MarginNeed | null; readonly reason: string } {
  if (parameters === undefined) return { need: null, reason: `unpriced, because no margin rule of ${balance.currency} is known` };
  const need = sumNeeds(book, parameters, 0);
  if (need === null)
    return { need, reason: book.find(({ leg }) => leg === null)?.reason ?? 'unpriced, because a position has no mark price' };
  return { need: { ...need, initial: need.initial + ordersNeed(orders, inputs, parameters) }, reason: '' };
}

function usdPerCoin({ markets, snapshot }: RiskInputs, currency: string): number | null {
  return markets.get(currency)?.indexPrice ?? snapshot.indexes[currency] ?? null;
}

function marginRow(inputs: RiskInputs, account: Account): MarginRow {
  const { balance } = account;
  const { need, reason } = ownFigures(inputs, account);
  return {
    venue: balance.venue,
    currency: balance.currency,
    model: 'standard',
    ownInitial: need && need.initial,
    ownMaintenance: need && need.maintenance,
    otherModelInitial: null,
    venueInitial: balance.initialMargin,
    venueMaintenance: balance.maintenanceMargin,
    gapInitial: need && need.initial - balance.initialMargin,
    gapMaintenance: need && need.maintenance - balance.maintenanceMargin,
    equity: balance.equity,
    free: balance.availableFunds,
    // The venue counts working orders already.
    freeAfterQuotes: balance.availableFunds,
    usdPerCoin: usdPerCoin(inputs, balance.currency),
    venueAsOfMs: balance.atMs,
    reason,
  };
}

/** Equity moves by what the positions gain; maintenance is re-made at the moved prices. */
function movesOf({ balance, book, parameters }: Account): LiquidationMoves | null {
  if (parameters === undefined) return null;
  return liquidationMoves((move) => {
    const need = sumNeeds(book, parameters, move);
    let gain = 0;
    for (const { leg } of book) {
      const outcome = leg && revalueLeg(leg, { move, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' });
      gain += outcome?.coin ?? Number.NaN;
    }
    return need === null ? null : { equity: balance.equity + gain, maintenance: need.maintenance };
  });
}

function liquidationRow(inputs: RiskInputs, account: Account, dailyDeviation: number | null): LiquidationRow {
  const { balance, book } = account;
  const index = inputs.snapshot.indexes[balance.currency] ?? null;
  const none = { venue: balance.venue, currency: balance.currency, downPrice: null, upPrice: null, distance: null, distanceSigmas: null };
  if (book.length === 0) return { ...none, reason: 'no open position' };
  const moves = movesOf(account);
  if (moves === null || index === null)
    return { ...none, reason: 'unpriced, because a position, its margin rule or the index is not known' };
  const { down, up } = moves;
  const sizes = [down, up].flatMap((move) => (move === null ? [] : [Math.abs(move)]));
  if (sizes.length === 0) return { ...none, reason: 'none between −95 % and +300 %' };
  const distance = Math.min(...sizes);
  return {
    ...none,
    downPrice: down === null ? null : index * (1 + down),
    upPrice: up === null ? null : index * (1 + up),
    distance,
    distanceSigmas: dailyDeviation === null || !(dailyDeviation > 0) ? null : distance / dailyDeviation,
    reason: '',
  };
}

/** One row per account for each. `deviations` are daily, by underlying. */
export function marginRows(
  inputs: RiskInputs,
  deviations: ReadonlyMap<string, number>,
): { readonly margins: readonly MarginRow[]; readonly liquidations: readonly LiquidationRow[] } {
  const accounts = accountsOf(inputs);
  return {
    margins: accounts.map((account) => marginRow(inputs, account)),
    liquidations: accounts.map((account) => liquidationRow(inputs, account, deviations.get(account.balance.currency) ?? null)),
  };
}

/** Coins of a perpetual that an account's free margin still carries; as if what is held lay on the same side. `null` where no rule is known. */
export function marginRoom(inputs: RiskInputs, { currency, freeAfterQuotes }: MarginRow): number | null {
  const parameters = PUBLISHED[currency];
  if (parameters === undefined || freeAfterQuotes === null) return null;
  const held = inputs.book.find(({ position }) => position.underlying === currency && position.kind === 'perpetual');
  return futureMarginRoom(freeAfterQuotes, Math.abs(held?.quantityCoin ?? 0), parameters.future);
}

/** Margin of each venue's account in each coin: by our own rule, by the venue, the gap, and where it would be liquidated. */
import { isPortfolioModel } from '../../shared/domain/margin-simulation';
import { finiteOrNull } from '../../shared/pricing/finite';
import { groupBy } from '../../shared/risk/greek-exposure';
import { liquidationMoves, type LiquidationMoves } from '../../shared/risk/liquidation';
import { futureMarginRoom, type MarginNeed } from '../../shared/risk/margin-standard';
import type { PricedPosition } from '../../shared/risk/priced-position';
import type { LiquidationRow, MarginRow, SimulatedMargin } from '../../shared/projection/capital-view';
import type { BalanceRow, OpenOrdersRow } from '../../shared/projection/risk-snapshot';
import { isJoint, jointAfter, joinMargins } from './joint-margin';
import { balanceAfter, marginBalance } from './margin-balance';
import { rulesOf, type MarginRules } from './margin-rules';
import { ordersNeed } from './orders-margin';
import { AT_REST, followedNeed, neededAfter, type MarginMoment } from './own-margin';
import type { MarketMove } from '../../shared/risk/revaluation';
import type { RiskInputs, Run } from './risk-inputs';
import { asPart } from './run-part';

interface Account {
  readonly balance: BalanceRow;
  readonly book: readonly PricedPosition[];
  readonly orders: readonly OpenOrdersRow[];
  readonly rules: MarginRules;
}

function accountsOf(inputs: RiskInputs): readonly Account[] {
  const groups = groupBy(inputs.book, ({ position }) => position.underlying);
  return inputs.snapshot.balances.map((balance) => ({
    balance,
    book: groups.get(balance.currency) ?? [],
    orders: inputs.snapshot.orders.filter(({ position }) => position.underlying === balance.currency),
    rules: rulesOf(inputs.snapshot, balance.venue, balance.currency),
  }));
}

function atRest({ snapshot }: RiskInputs): MarginMoment {
  return { nowMs: snapshot.atMs, move: AT_REST };
}

/** Margin of the positions alone by one of the rules; `null` where a price or the rule is not known. */
function needBy(inputs: RiskInputs, { book, rules }: Account, model: MarginRules['model']): MarginNeed | null {
  return followedNeed(book, { ...rules, model }, atRest(inputs));
}

function whyNone({ book, rules, balance }: Account, model: MarginRules['model']): string {
  if (model === 'portfolio' && rules.portfolio === null) return rules.portfolioReason;
  if (model === 'standard' && rules.standard === null) return `unpriced, because no margin rule of ${balance.currency} is known`;
  return book.find(({ leg }) => leg === null)?.reason ?? 'unpriced, because a position or a working order has no mark price';
}

/** Ours by the rule that the venue simulated, beside what it said. */
function simulatedOf(inputs: RiskInputs, account: Account): SimulatedMargin | null {
  const { venue, currency } = account.balance;
  const found = inputs.snapshot.marginSimulations[`${venue}|${currency}`];
  if (found === undefined) return null;
  const { initial, maintenance, marginModel, atMs, reason } = found;
  const own = needBy(inputs, account, isPortfolioModel(marginModel) ? 'portfolio' : 'standard');
  return {
    ...{ model: marginModel ?? 'portfolio margin', initial, maintenance, asOfMs: atMs, reason },
    gapInitial: own === null || initial === null ? null : own.initial - initial,
    gapMaintenance: own === null || maintenance === null ? null : own.maintenance - maintenance,
  };
}

function usdPerCoin({ markets, snapshot }: RiskInputs, currency: string): number | null {
  return markets.get(currency)?.indexPrice ?? snapshot.indexes[currency] ?? null;
}

/** Of positions and working orders together; `null` where one of them has no price. */
function initialWith(positions: MarginNeed | null, open: number): number | null {
  return positions === null ? null : finiteOrNull(positions.initial + open);
}

function marginRow(inputs: RiskInputs, account: Account): MarginRow {
  const { balance, book, rules, orders } = account;
  const { model } = rules;
  const positions = needBy(inputs, account, model);
  const open = rules.standard === null ? 0 : ordersNeed(orders, inputs, rules.standard);
  const ownInitial = initialWith(positions, open);
  const otherModel = model === 'standard' ? 'portfolio' : 'standard';
  const other = needBy(inputs, account, otherModel);
  return {
    venue: balance.venue,
    currency: balance.currency,
    model,
    ownInitial,
    ownMaintenance: positions && positions.maintenance,
    otherModelInitial: initialWith(other, open),
    otherModelReason: other === null ? whyNone(account, otherModel) : '',
    rule: rules.words,
    simulated: simulatedOf(inputs, account),
    venueInitial: balance.initialMargin,
    venueMaintenance: balance.maintenanceMargin,
    gapInitial: ownInitial === null ? null : ownInitial - balance.initialMargin,
    gapMaintenance: positions && positions.maintenance - balance.maintenanceMargin,
    equity: balance.equity,
    marginBalance: balance.joint ? balance.joint.marginBalance : finiteOrNull(marginBalance(book, model, balance.equity)),
    free: balance.availableFunds,
    // The venue counts working orders already.
    freeAfterQuotes: balance.availableFunds,
    usdPerCoin: usdPerCoin(inputs, balance.currency),
    venueAsOfMs: balance.atMs,
    reason: ownInitial === null ? whyNone(account, model) : '',
  };
}

/** Balance and maintenance are re-made at the moved prices by the rule that the account follows. */
function movesOf({ snapshot }: RiskInputs, { balance, book, rules }: Account): Generator<number, LiquidationMoves | null> {
  const needed = neededAfter(book, rules);
  const balanceOf = balanceAfter(book, rules.model, balance.equity);
  const moveOf = (size: number): MarketMove => ({ ...AT_REST, move: size });
  const equityAfter = (size: number): number => balanceOf(moveOf(size));
  const needAfter = (size: number): number | null =>
    book.length === 0 ? 0 : (needed({ nowMs: snapshot.atMs, move: moveOf(size) })?.maintenance ?? null);
  if (isJoint(balance)) return liquidationMoves(jointAfter(balance, { equityAfter, needAfter }));
  return liquidationMoves((size) => {
    const maintenance = needAfter(size);
    return maintenance === null ? null : { equity: equityAfter(size), maintenance };
  });
}

/** Nothing that could be liquidated; collateral of a joint account secures what is held in other coins, and falls in price like any position. */
function isIdle({ balance, book }: Account): boolean {
  return book.length === 0 && !(isJoint(balance) && balance.maintenanceMargin > 0);
}

function* liquidationRow(inputs: RiskInputs, account: Account, dailyDeviation: number | null): Run<LiquidationRow> {
  const { balance } = account;
  const index = inputs.snapshot.indexes[balance.currency] ?? null;
  const none = { venue: balance.venue, currency: balance.currency, downPrice: null, upPrice: null, distance: null, distanceSigmas: null };
  if (isIdle(account)) return { ...none, reason: 'no open position' };
  const moves = yield* movesOf(inputs, account);
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
    reason: isJoint(balance) ? 'of all coins together, if the others keep their prices' : '',
  };
}

/** What accounts bind, and where they would be liquidated. */
export interface MarginRows {
  readonly margins: readonly MarginRow[];
  readonly liquidations: readonly LiquidationRow[];
}

/** One row per account for each, in slices. `deviations` are daily, by underlying. */
export function* marginRows(inputs: RiskInputs, deviations: ReadonlyMap<string, number>): Run<MarginRows> {
  const accounts = accountsOf(inputs);
  const margins: MarginRow[] = [];
  for (const account of accounts) {
    margins.push(marginRow(inputs, account));
    yield 0;
  }
  const liquidations: LiquidationRow[] = [];
  for (const [place, account] of accounts.entries()) {
    const part = { from: place / accounts.length, to: (place + 1) / accounts.length };
    const deviation = deviations.get(account.balance.currency) ?? null;
    liquidations.push(yield* asPart(liquidationRow(inputs, account, deviation), part));
  }
  return { margins: joinMargins(margins, accounts), liquidations };
}

/** Coins of a perpetual that an account's free margin still carries; as if what is held lay on the same side. `null` where no rule is known. */
export function marginRoom(inputs: RiskInputs, { venue, currency, freeAfterQuotes }: MarginRow): number | null {
  const parameters = rulesOf(inputs.snapshot, venue, currency).standard;
  if (parameters === null || freeAfterQuotes === null) return null;
  const held = inputs.book.find(({ position }) => position.underlying === currency && position.kind === 'perpetual');
  return futureMarginRoom(freeAfterQuotes, Math.abs(held?.quantityCoin ?? 0), parameters.future);
}

/** Margin in coin, per currency: what positions and open orders bind, and what is left. */
import type { Account } from './account';
import { fromLots, fromTicks, type ContractSpec, type Currency } from './contract-spec';
import type { Marks } from './marks';
import { remainingLots, type MutableOrder } from './resting-order';
import { positionAmount, unrealised } from './wallet';

/** Standard margin: rate at zero size and its rise per coin of position (Deribit, change of 11 January 2022: 0.005 % a BTC, 0.0004 % an ETH). */
export const FUTURE_INITIAL = { BTC: { base: 0.02, perCoin: 0.00005 }, ETH: { base: 0.02, perCoin: 0.000004 } } as const;
const OPTION_SHORT = { initial: 0.15, floor: 0.1, maintenance: 0.075 } as const;

/** Initial and maintenance margin, coin. */
export interface MarginNeed {
  readonly initial: number;
  readonly maintenance: number;
}

/** A currency's account state, all in coin. */
export interface MarginState extends MarginNeed {
  readonly equity: number;
  readonly marginBalance: number;
  readonly available: number;
  readonly futuresUnrealised: number;
  readonly optionsValue: number;
  readonly optionsUnrealised: number;
}

/** Margin of one signed amount (USD for futures, coin for options). Long options bind nothing: their premium is paid. */
export function marginOf(spec: ContractSpec, amount: number, marks: Marks): MarginNeed {
  if (amount === 0) return { initial: 0, maintenance: 0 };
  const mark = marks.mark(spec);
  if (spec.option === null) {
    const coins = Math.abs(amount) / mark;
    const rule = FUTURE_INITIAL[spec.currency];
    const rise = rule.perCoin * coins;
    return { initial: (rule.base + rise) * coins, maintenance: (rule.base / 2 + rise) * coins };
  }
  if (amount > 0) return { initial: 0, maintenance: 0 };
  const index = marks.index(spec);
  const outOfMoney = Math.max(0, spec.option.optionType === 'call' ? spec.option.strike - index : index - spec.option.strike) / index;
  const coins = Math.abs(amount);
  return {
    initial: (Math.max(OPTION_SHORT.initial - outOfMoney, OPTION_SHORT.floor) + mark) * coins,
    maintenance: (OPTION_SHORT.maintenance + mark) * coins,
  };
}

/** Whose margin is looked at, and an order that is about to be placed, if any. */
export interface MarginScope {
  readonly account: Account;
  readonly currency: Currency;
  readonly marks: Marks;
  readonly candidate: MutableOrder | null;
}

/** The state of one currency, with the candidate order counted in. */
export function marginState(scope: MarginScope): MarginState {
  const { account, currency, marks } = scope;
  const wallet = account.wallets[currency];
  const sums = { futuresUnrealised: 0, optionsValue: 0, optionsUnrealised: 0, maintenance: 0 };
  for (const position of account.openPositions(currency)) {
    const mark = marks.mark(position.spec);
    const profit = unrealised(position, mark);
    sums.maintenance += marginOf(position.spec, positionAmount(position), marks).maintenance;
    if (position.spec.kind === 'option') {
      sums.optionsValue += positionAmount(position) * mark;
      sums.optionsUnrealised += profit;
    } else sums.futuresUnrealised += profit;
  }
  const marginBalance = wallet.balance + wallet.sessionRealised + sums.futuresUnrealised;
  const initial = initialMargin(scope);
  return { initial, marginBalance, equity: marginBalance + sums.optionsValue, available: marginBalance - initial, ...sums };
}

/** Initial margin of positions with the worse side of all open orders filled, plus premiums that open option buys would pay. */
function initialMargin({ account, currency, marks, candidate }: MarginScope): number {
  const orders = candidate === null ? [...account.openOrders.values()] : [...account.openOrders.values(), candidate];
  const byContract = new Map<string, { spec: ContractSpec; amount: number; buys: number; sells: number; premium: number }>();
  const entry = (spec: ContractSpec): { spec: ContractSpec; amount: number; buys: number; sells: number; premium: number } => {
    const known = byContract.get(spec.name) ?? { spec, amount: 0, buys: 0, sells: 0, premium: 0 };
    byContract.set(spec.name, known);
    return known;
  };
  for (const position of account.openPositions(currency)) entry(position.spec).amount = positionAmount(position);
  for (const order of orders) {
    const spec = account.positions.get(order.instrument)?.spec;
    if (spec === undefined || spec.currency !== currency || order.isReduceOnly) continue;
    const open = fromLots(spec, remainingLots(order));
    const sums = entry(spec);
    if (order.side === 'buy') sums.buys += open;
    else sums.sells += open;
    if (spec.kind === 'option' && order.side === 'buy') sums.premium += open * fromTicks(spec, order.priceTicks);
  }
  let total = 0;
  for (const { spec, amount, buys, sells, premium } of byContract.values()) {
    const needs = [amount, amount + buys, amount - sells].map((size) => marginOf(spec, size, marks).initial);
    total += Math.max(...needs) + premium;
  }
  return total;
}

/** Expiry and daily settlement: positions become coin at the delivery price, session profit becomes balance. */
import type { Account } from './account';
import { CURRENCIES, fromLots, type ContractSpec } from './contract-spec';
import { toDecimals } from './decimals';
import { deliveryFeeFor } from './fees';
import type { Floor } from './floor';
import { payoffCoin } from './option-value';
import { unrealised } from './wallet';

/** What a position was paid at expiry. */
export interface Delivery {
  readonly account: Account;
  readonly spec: ContractSpec;
  /** Signed, in quantity units of the contract. */
  readonly amount: number;
  /** USD. */
  readonly deliveryPrice: number;
  /** Coin: profit of a future, payoff of an option; without the fee. */
  readonly paidCoin: number;
  /** Coin. */
  readonly feeCoin: number;
}

/** Expires every contract due at `nowMs`: orders canceled, positions delivered at the index, the contract taken off the list. */
export function settleExpired(floor: Floor, nowMs: number): readonly Delivery[] {
  const due = [...floor.allContracts()].filter((spec) => spec.expiresAtMs !== null && spec.expiresAtMs <= nowMs);
  const deliveries: Delivery[] = [];
  for (const spec of due) {
    const deliveryPrice = deliveryPriceOf(floor, spec);
    for (const account of floor.allAccounts()) {
      for (const order of [...account.openOrders.values()]) {
        if (order.instrument === spec.name) floor.cancel(order, 'instrument_expired');
      }
      const amount = fromLots(spec, account.positions.get(spec.name)?.sizeLots ?? 0);
      const paidCoin = deliver(account, spec, deliveryPrice);
      if (paidCoin === null) continue;
      const feeCoin = deliveryFeeFor(spec, amount, deliveryPrice);
      floor.charge(account, spec.currency, feeCoin);
      deliveries.push({ account, spec, amount, deliveryPrice, paidCoin, feeCoin });
    }
    floor.delist(spec.name);
  }
  return deliveries;
}

/** Published, and paid at, in cents. */
function deliveryPriceOf(floor: Floor, spec: Pick<ContractSpec, 'currency'>): number {
  return toDecimals(floor.marks.index(spec), 2);
}

/** Notes what a day's contracts are delivered at, whether or not any were. */
export function noteDeliveryPrices(floor: Floor, atMs: number): void {
  for (const currency of CURRENCIES) floor.deliveryPrices.note(currency, { atMs, price: deliveryPriceOf(floor, { currency }) });
}

/** Keeps the marks at which what is held is settled, listed or not (08:00 UTC every day). */
export function noteSettlementPrices(floor: Floor): void {
  for (const { positions } of floor.allAccounts()) {
    for (const { spec } of positions.values()) if (spec.kind !== 'option') floor.settlementPrices.set(spec.name, floor.marks.mark(spec));
  }
}

/** Moves session profit of futures and funding into the balance (08:00 UTC every day). */
export function settleSession(accounts: Iterable<Account>): void {
  for (const account of accounts) {
    for (const wallet of Object.values(account.wallets)) {
      wallet.balance += wallet.sessionRealised;
      wallet.sessionRealised = 0;
      wallet.sessionOptions = 0;
    }
    for (const position of account.positions.values()) {
      position.settledFunding += position.sessionFunding;
      position.sessionFunding = 0;
    }
  }
}

function deliver(account: Account, spec: ContractSpec, deliveryPrice: number): number | null {
  const position = account.positions.get(spec.name);
  if (position === undefined) return null;
  account.positions.delete(spec.name);
  if (position.sizeLots === 0) return null;
  const wallet = account.wallets[spec.currency];
  if (spec.option === null) {
    const profit = unrealised(position, deliveryPrice);
    wallet.sessionRealised += profit;
    return profit;
  }
  const payoff = fromLots(spec, position.sizeLots) * payoffCoin(spec.option, deliveryPrice);
  wallet.balance += payoff;
  wallet.sessionOptions += payoff - position.costCoin;
  return payoff;
}

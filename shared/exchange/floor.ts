/** The trading floor: contracts, accounts and the matching engine, with the books kept after each execution. */
import type { Account } from './account';
import { Account as TradingAccount, NO_BALANCES, type AccountSettings } from './account';
import { fromLots, fromTicks, type ContractSpec, type Currency } from './contract-spec';
import { LARGE_ACCOUNT_CREDITS } from './credits';
import { DeliveryPrices } from './delivery-prices';
import { feeFor } from './fees';
import type { FloorEvents, OwnTrade } from './floor-events';
import { Marks } from './marks';
import { MatchingEngine, type Execution, type MatchingListener, type Placement } from './matching-engine';
import type { ReferencePrices } from './reference-prices';
import { remainingLots, type CancelReason, type OrderTerms, type MutableOrder } from './resting-order';
import type { PublicTrade } from './trade-record';
import { applyTrade } from './wallet';

/** Account id of the house, which collects fees and pays rebates. */
const HOUSE_ID = 0;

/** Holds everything that trades. All writes to orders, positions and cash go through here. */
export class Floor implements MatchingListener {
  public readonly engine: MatchingEngine;
  public readonly marks: Marks;
  public readonly house: Account;
  public readonly deliveryPrices = new DeliveryPrices();
  /** Mark of each future and perpetual when it was last settled, USD. */
  public readonly settlementPrices = new Map<string, number>();
  /** Coins in which no order is taken and nothing trades; cancels are. */
  public readonly locked = new Set<Currency>();
  private readonly contracts = new Map<string, ContractSpec>();
  private readonly everListed = new Map<string, ContractSpec>();
  private readonly accounts = new Map<number, Account>();
  private readonly lastTrades = new Map<string, PublicTrade>();
  private readonly tradeSequences = new Map<string, number>();
  private trades: PublicTrade[] = [];
  private ownTrades: OwnTrade[] = [];
  private orders = new Set<MutableOrder>();
  private nextOrder: number;
  private nextTrade: number;
  private nowMs: number;

  /** Ids count from the start on (epoch ms): an account meets one exchange after the other, and no id may mean two trades to it. */
  public constructor(contracts: readonly ContractSpec[], reference: ReferencePrices, startMs: number) {
    this.nextOrder = startMs;
    this.nextTrade = startMs;
    this.nowMs = startMs;
    for (const spec of contracts) this.list(spec);
    this.engine = new MatchingEngine(this);
    this.marks = new Marks(this.engine, reference);
    this.house = this.addAccount({ clientId: 'house', secret: '', scope: '', balances: NO_BALANCES, credits: LARGE_ACCOUNT_CREDITS }, true);
  }

  /** Sets the instant that everything until the next call happens at (epoch ms). */
  public setTime(nowMs: number): void {
    this.nowMs = nowMs;
  }

  /** The instant of the input being handled. */
  public now(): number {
    return this.nowMs;
  }

  /** A listed contract, or `null`. */
  public contract(name: string): ContractSpec | null {
    return this.contracts.get(name) ?? null;
  }

  /** Lists a contract. */
  public list(spec: ContractSpec): void {
    this.contracts.set(spec.name, spec);
    this.everListed.set(spec.name, spec);
  }

  /** The contract of an order, also after it expired. An order of a contract that never was listed is a defect, and stops the exchange. */
  public contractOf(order: { readonly instrument: string }): ContractSpec {
    const spec = this.everListed.get(order.instrument);
    if (spec === undefined) throw new Error(`expected the contract of an order to be listed once, found ${order.instrument}`);
    return spec;
  }

  /** All listed contracts in listing order. */
  public allContracts(): Iterable<ContractSpec> {
    return this.contracts.values();
  }

  /** Takes an expired contract off the list. */
  public delist(name: string): void {
    this.contracts.delete(name);
  }

  /** Opens an account. Background accounts are other people's flow. */
  public addAccount(settings: AccountSettings, isBackground: boolean): Account {
    const account = new TradingAccount(this.accounts.size + HOUSE_ID, settings, isBackground);
    this.accounts.set(account.id, account);
    return account;
  }

  /** All accounts, the house first. */
  public allAccounts(): Iterable<Account> {
    return this.accounts.values();
  }

  /** An account by its id; every order's owner exists. */
  public account(id: number): Account {
    return this.accounts.get(id) ?? this.house;
  }

  /** A new order id, in Deribit's form. */
  public newOrderId(spec: ContractSpec): string {
    const id = `${spec.currency}-${this.nextOrder}`;
    this.nextOrder += 1;
    return id;
  }

  /** Makes the record of an order that is about to be placed. */
  public draft(terms: OrderTerms, priceTicks: number, lots: number): MutableOrder {
    return {
      priceTicks,
      lots,
      filledLots: 0,
      filledValue: 0,
      state: 'open',
      cancelReason: null,
      isReplaced: false,
      updatedAtMs: terms.createdAtMs,
      ...terms,
    };
  }

  /** Hands an order to the matching engine. The owner's position record exists afterwards. */
  public place(spec: ContractSpec, order: MutableOrder): Placement {
    this.account(order.accountId).position(spec);
    return this.engine.place(spec, order, this.nowMs);
  }

  /** Cancels an open order; `false` if it was final. */
  public cancel(order: MutableOrder, reason: CancelReason): boolean {
    return this.engine.cancel(order, reason, this.nowMs);
  }

  /** The last public print of a contract, or `null`. */
  public lastTrade(name: string): PublicTrade | null {
    return this.lastTrades.get(name) ?? null;
  }

  /** Takes what happened since the last call. */
  public takeEvents(): FloorEvents {
    const events = { trades: this.trades, ownTrades: this.ownTrades, orders: [...this.orders] };
    if (this.trades.length > 0) this.trades = [];
    if (this.ownTrades.length > 0) this.ownTrades = [];
    if (this.orders.size > 0) this.orders = new Set();
    return events;
  }

  /** Books an execution: both positions, both fees, the print. Called by the matching engine. */
  public executed(execution: Execution): void {
    const print = this.print(execution);
    this.lastTrades.set(execution.spec.name, print);
    this.trades.push(print);
    this.bookSide(execution, execution.maker, print);
    this.bookSide(execution, execution.taker, print);
  }

  /** Keeps the owner's lists in step. Called by the matching engine. */
  public changed(order: MutableOrder): void {
    const account = this.account(order.accountId);
    account.remember(order);
    if (!account.isBackground) this.orders.add(order);
  }

  /** Takes a fee, in coin, for the house; a negative one is paid out. */
  public charge(account: Account, currency: Currency, fee: number): void {
    const wallet = account.wallets[currency];
    wallet.balance -= fee;
    wallet.feesPaid += fee;
    this.house.wallets[currency].balance += fee;
  }

  private bookSide(execution: Execution, order: MutableOrder, print: PublicTrade): void {
    const { spec, lots } = execution;
    const account = this.account(order.accountId);
    const liquidity = order === execution.maker ? 'maker' : 'taker';
    const fee = feeFor(spec, liquidity, { amount: fromLots(spec, lots), price: print.price });
    const wallet = account.wallets[spec.currency];
    const profit = applyTrade(account.position(spec), wallet, { side: order.side, lots, price: print.price });
    this.charge(account, spec.currency, fee);
    if (account.isBackground) return;
    const trade = {
      print,
      order,
      liquidity: liquidity === 'maker' ? ('M' as const) : ('T' as const),
      fee,
      profit,
      isOrderDone: remainingLots(order) === 0,
    };
    account.addTrade(trade);
    this.ownTrades.push({ account, trade });
  }

  private print(execution: Execution): PublicTrade {
    const { spec, taker } = execution;
    const price = fromTicks(spec, execution.priceTicks);
    const last = this.lastTrades.get(spec.name);
    const sequence = (this.tradeSequences.get(spec.name) ?? 0) + 1;
    this.tradeSequences.set(spec.name, sequence);
    const tradeId = `${spec.currency}-${this.nextTrade}`;
    this.nextTrade += 1;
    const optionMark = this.marks.optionMark(spec);
    return {
      spec,
      tradeId,
      tradeSeq: sequence,
      side: taker.side,
      price,
      lots: execution.lots,
      timestampMs: this.nowMs,
      tickDirection: tickDirection(price, last),
      markPrice: this.marks.mark(spec),
      indexPrice: this.marks.index(spec),
      markIv: optionMark === null ? null : optionMark.volatility * 100,
    };
  }
}

function tickDirection(price: number, last: PublicTrade | undefined): 0 | 1 | 2 | 3 {
  if (last === undefined || price > last.price) return 0;
  if (price < last.price) return 2;
  return last.tickDirection <= 1 ? 1 : 3;
}

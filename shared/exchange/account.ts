/** An account: credentials, wallets, positions, orders, own trades and limits. */
import type { Currency } from './contract-spec';
import { CURRENCIES } from './contract-spec';
import type { ContractSpec } from './contract-spec';
import { CreditPool, SIMULATION_CREDITS, type CreditPlan } from './credits';
import type { MmpGroup } from './market-maker-protection';
import type { MutableOrder } from './resting-order';
import type { UserTrade } from './trade-record';
import { openPosition, openWallet, type MutableWallet, type MutablePosition } from './wallet';

/** How an account is made. */
export interface AccountSettings {
  readonly clientId: string;
  readonly secret: string;
  /** Space-separated scopes as Deribit names them. */
  readonly scope: string;
  readonly balances: Readonly<Record<Currency, number>>;
  readonly credits: CreditPlan;
}

/** Final orders an account remembers, newest kept (Deribit: 30 minutes). */
const ORDER_HISTORY = 5000;
/** Own trades an account remembers, newest kept (Deribit: 24 hours). */
const TRADE_HISTORY = 20000;

/** A trading account. `background` accounts belong to other people's flow: no margin, no history, no notifications. */
export class Account {
  public readonly wallets: Readonly<Record<Currency, MutableWallet>>;
  public readonly positions = new Map<string, MutablePosition>();
  public readonly openOrders = new Map<string, MutableOrder>();
  private readonly remembered = new Map<string, MutableOrder>();
  private readonly ownTrades: UserTrade[] = [];
  public readonly mmpGroups = new Map<string, MmpGroup>();
  public readonly lastQuoteIds = new Map<string, number>();
  public readonly matchingCredits: CreditPool;
  public readonly generalCredits: CreditPool;
  public readonly subscribeCredits: CreditPool;
  public readonly quoteCredits: CreditPool;
  public readonly simulationCredits = new CreditPool(SIMULATION_CREDITS);
  /** Mass quotes are refused until then after `cancel_quotes` with `freeze_quotes` (epoch ms). */
  public quotesFrozenUntilMs = 0;
  /** New connections start with cancel-on-disconnect on. */
  public isCodOnByAccount = false;

  public constructor(
    public readonly id: number,
    public readonly settings: AccountSettings,
    public readonly isBackground: boolean,
  ) {
    this.wallets = { BTC: openWallet(settings.balances.BTC), ETH: openWallet(settings.balances.ETH) };
    const { credits } = settings;
    this.matchingCredits = new CreditPool(credits.matching);
    this.generalCredits = new CreditPool(credits.general);
    this.subscribeCredits = new CreditPool(credits.subscribe);
    this.quoteCredits = new CreditPool(credits.quotes);
  }

  /** The position in a contract, opened flat on first use. */
  public position(spec: ContractSpec): MutablePosition {
    const known = this.positions.get(spec.name);
    if (known !== undefined) return known;
    const opened = openPosition(spec);
    this.positions.set(spec.name, opened);
    return opened;
  }

  /** Keeps an order findable by id while open and for a while after. */
  public remember(order: MutableOrder): void {
    if (order.state === 'open') this.openOrders.set(order.id, order);
    else this.openOrders.delete(order.id);
    if (this.isBackground) return;
    this.remembered.set(order.id, order);
    if (this.remembered.size > ORDER_HISTORY) this.forgetOldest();
  }

  /** An order of this account, open or recently final. */
  public order(id: string): MutableOrder | null {
    return this.remembered.get(id) ?? this.openOrders.get(id) ?? null;
  }

  /** All orders that carry a label, oldest first. */
  public ordersByLabel(label: string): readonly MutableOrder[] {
    return [...this.remembered.values()].filter((order) => order.label === label);
  }

  /** Orders remembered, oldest first. */
  public orders(): readonly MutableOrder[] {
    return [...this.remembered.values()];
  }

  /** Adds an own trade. */
  public addTrade(trade: UserTrade): void {
    if (this.isBackground) return;
    this.ownTrades.push(trade);
    if (this.ownTrades.length > TRADE_HISTORY) this.ownTrades.shift();
  }

  /** Own trades, oldest first. */
  public trades(): readonly UserTrade[] {
    return this.ownTrades;
  }

  /** Positions that are not flat, in one currency or all. */
  public openPositions(currency: Currency | null): readonly MutablePosition[] {
    return [...this.positions.values()].filter(
      (position) => position.sizeLots !== 0 && (currency === null || position.spec.currency === currency),
    );
  }

  private forgetOldest(): void {
    for (const [id, order] of this.remembered) {
      if (order.state === 'open') continue;
      this.remembered.delete(id);
      return;
    }
  }
}

/** Balances of zero, for accounts of other people's flow. */
export const NO_BALANCES: Readonly<Record<Currency, number>> = { BTC: 0, ETH: 0 };

/** Whether a text names a currency of this exchange. */
export function isCurrency(text: string): text is Currency {
  return CURRENCIES.some((currency) => currency === text);
}

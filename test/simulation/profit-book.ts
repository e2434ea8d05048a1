/** Average-cost bookkeeping of its own, from what the exchange executed and delivered: nothing here is the desk's. */
import { CURRENCIES, fromLots, type ContractSpec, type Currency } from '../../shared/exchange/contract-spec';
import { toDecimals } from '../../shared/exchange/decimals';
import { deliveryFeeFor } from '../../shared/exchange/fees';
import { payoffCoin } from '../../shared/exchange/option-value';
import type { UserTrade } from '../../shared/exchange/trade-record';

/** What is held of a contract, what that cost, and what was realised and paid, at the index of each execution. */
interface MutableHolding {
  readonly spec: ContractSpec;
  lots: number;
  /** Coin, signed like the lots. */
  entryCoin: number;
  realisedUsd: number;
  feesUsd: number;
}

/** A contract that nobody traded yet. */
function untouched(spec: ContractSpec): MutableHolding {
  return { spec, lots: 0, entryCoin: 0, realisedUsd: 0, feesUsd: 0 };
}

/** Holdings, and what was realised less fees. */
export class ProfitBook {
  private readonly held = new Map<string, MutableHolding>();

  /** By the name of the contract. */
  get holdings(): ReadonlyMap<string, Readonly<MutableHolding>> {
    return this.held;
  }

  /** Realised less fees, USD. */
  get closedUsd(): number {
    return [...this.held.values()].reduce((sum, { realisedUsd, feesUsd }) => sum + realisedUsd - feesUsd, 0);
  }

  /** The same again. */
  copy(): ProfitBook {
    const next = new ProfitBook();
    for (const [name, holding] of this.held) next.held.set(name, { ...holding });
    return next;
  }

  /** The same holdings, and nothing realised yet. */
  goOn(): ProfitBook {
    const next = new ProfitBook();
    for (const [name, { spec, lots, entryCoin }] of this.held) if (lots !== 0) next.held.set(name, { ...untouched(spec), lots, entryCoin });
    return next;
  }

  /** Takes over what the exchange says that is held, at its average price. */
  open(spec: ContractSpec, lots: number, averagePrice: number): void {
    const entryCoin = lots === 0 ? 0 : worth(spec, lots, averagePrice);
    this.held.set(spec.name, { ...(this.held.get(spec.name) ?? untouched(spec)), lots, entryCoin });
  }

  /** Books an execution of the account. */
  execute({ order, print: { spec, lots, price, indexPrice }, fee }: UserTrade): void {
    const holding = this.held.get(spec.name) ?? untouched(spec);
    this.held.set(spec.name, holding);
    const index = toDecimals(indexPrice, 2);
    const signed = order.side === 'buy' ? lots : -lots;
    const closing = holding.lots * signed < 0 ? Math.sign(signed) * Math.min(Math.abs(signed), Math.abs(holding.lots)) : 0;
    holding.feesUsd += fee * index;
    if (closing !== 0) this.close(holding, -closing, { price, index });
    const added = signed - closing;
    holding.lots += added;
    holding.entryCoin += added === 0 ? 0 : worth(spec, added, price);
  }

  /** Books the end of a contract at a delivery price, USD. */
  deliver(name: string, deliveryPrice: number): void {
    const holding = this.held.get(name);
    if (holding === undefined || holding.lots === 0) return;
    const { option } = holding.spec;
    const price = option === null ? deliveryPrice : payoffCoin(option, deliveryPrice);
    holding.feesUsd += deliveryFeeFor(holding.spec, fromLots(holding.spec, holding.lots), deliveryPrice) * deliveryPrice;
    this.close(holding, holding.lots, { price, index: deliveryPrice });
  }

  /** What is held at given prices, USD; `null` where one is missing. */
  openUsd(markOf: (name: string) => number | null, indexOf: (currency: Currency) => number | null): number | null {
    const parts = CURRENCIES.map((currency) => this.openUsdOf(currency, markOf, indexOf(currency)));
    return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
  }

  private openUsdOf(currency: Currency, markOf: (name: string) => number | null, index: number | null): number | null {
    let coin: number | null = 0;
    for (const { spec, lots, entryCoin } of this.held.values()) {
      if (spec.currency !== currency) continue;
      const mark = lots === 0 ? 0 : markOf(spec.name);
      if (mark === null || coin === null) coin = null;
      else if (lots !== 0) coin += signOf(spec) * (entryCoin - worth(spec, lots, mark));
    }
    return coin === 0 ? 0 : coin === null || index === null ? null : coin * index;
  }

  private close(holding: MutableHolding, lots: number, { price, index }: { readonly price: number; readonly index: number }): void {
    const entry = holding.entryCoin * (lots / holding.lots);
    holding.realisedUsd += signOf(holding.spec) * (entry - worth(holding.spec, lots, price)) * index;
    holding.lots -= lots;
    holding.entryCoin = holding.lots === 0 ? 0 : holding.entryCoin - entry;
  }
}

/** An inverse contract gains as its worth in coin falls, an option as it rises. */
function signOf(spec: ContractSpec): 1 | -1 {
  return spec.option === null ? 1 : -1;
}

function worth(spec: ContractSpec, lots: number, price: number): number {
  const amount = fromLots(spec, lots);
  return spec.option === null ? amount / price : amount * price;
}

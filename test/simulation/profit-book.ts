/** Average-cost bookkeeping of its own, from what the exchange executed and delivered: nothing here is the desk's. */
import { fromLots, type ContractSpec } from '../../shared/exchange/contract-spec';
import { toDecimals } from '../../shared/exchange/decimals';
import { payoffCoin } from '../../shared/exchange/option-value';
import type { UserTrade } from '../../shared/exchange/trade-record';

/** What is held of a contract, and what that cost. */
interface MutableHolding {
  readonly spec: ContractSpec;
  lots: number;
  /** Coin, signed like the lots. */
  entryCoin: number;
}

/** Holdings, and what was realised less fees. */
export class ProfitBook {
  /** At the index of each execution, USD. */
  closedUsd = 0;
  private readonly holdings = new Map<string, MutableHolding>();

  /** The same holdings, and nothing realised yet. */
  goOn(): ProfitBook {
    const next = new ProfitBook();
    for (const [name, holding] of this.holdings) if (holding.lots !== 0) next.holdings.set(name, { ...holding });
    return next;
  }

  /** Takes over what the exchange says that is held, at its average price. */
  open(spec: ContractSpec, lots: number, averagePrice: number): void {
    this.holdings.set(spec.name, { spec, lots, entryCoin: lots === 0 ? 0 : worth(spec, lots, averagePrice) });
  }

  lotsOf(name: string): number {
    return this.holdings.get(name)?.lots ?? 0;
  }

  /** Books an execution of the account. */
  execute({ order, print: { spec, lots, price, indexPrice }, fee }: UserTrade): void {
    const holding = this.holdings.get(spec.name) ?? { spec, lots: 0, entryCoin: 0 };
    this.holdings.set(spec.name, holding);
    const index = toDecimals(indexPrice, 2);
    const signed = order.side === 'buy' ? lots : -lots;
    const closing = holding.lots * signed < 0 ? Math.sign(signed) * Math.min(Math.abs(signed), Math.abs(holding.lots)) : 0;
    this.closedUsd -= fee * index;
    if (closing !== 0) this.close(holding, -closing, { price, index });
    const added = signed - closing;
    holding.lots += added;
    holding.entryCoin += added === 0 ? 0 : worth(spec, added, price);
  }

  /** Books the end of a contract at a delivery price, USD. */
  deliver(name: string, deliveryPrice: number): void {
    const holding = this.holdings.get(name);
    if (holding === undefined || holding.lots === 0) return;
    const { option } = holding.spec;
    const price = option === null ? deliveryPrice : payoffCoin(option, deliveryPrice);
    this.close(holding, holding.lots, { price, index: deliveryPrice });
  }

  /** What is held at given prices, USD; `null` where one is missing. */
  openUsd(markOf: (name: string) => number | null, index: number | null): number | null {
    let coin: number | null = 0;
    for (const { spec, lots, entryCoin } of this.holdings.values()) {
      const mark = lots === 0 ? 0 : markOf(spec.name);
      if (mark === null || coin === null) coin = null;
      else if (lots !== 0) coin += signOf(spec) * (entryCoin - worth(spec, lots, mark));
    }
    return coin === 0 ? 0 : coin === null || index === null ? null : coin * index;
  }

  private close(holding: MutableHolding, lots: number, { price, index }: { readonly price: number; readonly index: number }): void {
    const entry = holding.entryCoin * (lots / holding.lots);
    this.closedUsd += signOf(holding.spec) * (entry - worth(holding.spec, lots, price)) * index;
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

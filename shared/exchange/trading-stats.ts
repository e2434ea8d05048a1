/** High, low and volume of each contract since the exchange opened, as tickers state them. */
import { fromLots, notionalCoin } from './contract-spec';
import { toDecimals } from './decimals';
import type { PublicTrade } from './trade-record';

/** Figures of one contract; volume in coin, `volumeUsd` in USD. */
export interface ContractStats {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
  readonly volumeUsd: number;
}

/** Adds prints up. */
export class TradingStats {
  private readonly byContract = new Map<string, ContractStats>();

  /** Counts one print. */
  public add(trade: PublicTrade): void {
    const { spec, price } = trade;
    const amount = fromLots(spec, trade.lots);
    const coins = notionalCoin(spec, amount, price);
    const known = this.byContract.get(spec.name) ?? { open: price, high: price, low: price, volume: 0, volumeUsd: 0 };
    this.byContract.set(spec.name, {
      open: known.open,
      high: Math.max(known.high, price),
      low: Math.min(known.low, price),
      volume: toDecimals(known.volume + coins, 8),
      volumeUsd: toDecimals(known.volumeUsd + (spec.kind === 'option' ? price * amount * trade.indexPrice : amount), 2),
    });
  }

  /** The figures of a contract, or `null` before its first trade. */
  public of(instrument: string): ContractStats | null {
    return this.byContract.get(instrument) ?? null;
  }
}

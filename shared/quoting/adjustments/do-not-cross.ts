/** Holds a quote back to where a post-only order is accepted. */
import type { PriceTicks } from '../../domain/price';
import { priceTicks } from '../../domain/price';
import type { Side } from '../../domain/side';

/** Top of the market in ticks; `null` where that side of the book is empty. */
export interface MarketTop {
  readonly bestBid: PriceTicks | null;
  readonly bestAsk: PriceTicks | null;
}

/** The price, moved away from the market to one tick behind the opposite best if it would lock or cross it. */
export function holdBehindMarket(side: Side, price: PriceTicks, top: MarketTop): PriceTicks {
  if (side === 'buy') return top.bestAsk !== null && price >= top.bestAsk ? priceTicks(top.bestAsk - 1) : price;
  return top.bestBid !== null && price <= top.bestBid ? priceTicks(top.bestBid + 1) : price;
}

/** Where a price stands against the best of its own side: an improvement, the same, worse, or through the other side. */
export function compareWithMarket(side: Side, price: PriceTicks, top: MarketTop): 'better' | 'join' | 'behind' | 'cross' {
  const own = side === 'buy' ? top.bestBid : top.bestAsk;
  const other = side === 'buy' ? top.bestAsk : top.bestBid;
  const sign = side === 'buy' ? 1 : -1;
  if (other !== null && sign * (price - other) >= 0) return 'cross';
  if (own === null || sign * (price - own) > 0) return 'better';
  return price === own ? 'join' : 'behind';
}

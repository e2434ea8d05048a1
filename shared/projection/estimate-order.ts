/** What an order by hand would add, from what the engine tells of its instrument: the ticket and the gate do the same sums. */
import { sideSign, type Side } from '../domain/side';
import { roundDownToLot } from '../domain/quantity';
import { deltaCoin } from '../inventory/delta';
import { coinToLots } from '../risk/exposure';
import { isBeyondSoft, orderSize } from '../risk/order-size';
import { finiteOrNull } from './finite';
import type { OrderTerms } from './market-view';

/** An order as it would be placed; quantity in coin, price in quote units. */
export interface HandOrder {
  readonly side: Side;
  readonly price: number;
  readonly quantityCoin: number;
}

/** What it would add. */
export interface OrderEstimate {
  /** USD; `null` unknown. */
  readonly notionalUsd: number | null;
  /** Coin, signed; `null` unknown. */
  readonly deltaCoin: number | null;
  /** Why one of them is unknown, in few words; empty: both are known. */
  readonly unknown: string;
  /** Whether its quantity must be typed before it is sent. */
  readonly isTyped: boolean;
}

/** In whole lots, as it would be sent. Pure. */
export function estimateOrder(terms: OrderTerms, { side, price, quantityCoin }: HandOrder): OrderEstimate {
  const lots = roundDownToLot(coinToLots(terms, quantityCoin, price), 1);
  const size = orderSize(terms, { lots, price, indexPrice: terms.indexPrice });
  const quantity = sideSign(side) * lots * terms.lotSize;
  const delta = Number.isFinite(quantity)
    ? deltaCoin({ instrument: terms, quantity, markPrice: terms.markPrice, optionDelta: terms.optionDelta })
    : null;
  const estimate = { notionalUsd: finiteOrNull(size.usd), deltaCoin: finiteOrNull(delta) };
  return { ...estimate, unknown: unknownWords(terms, estimate), isTyped: terms.soft !== null && isBeyondSoft(size, terms.soft) };
}

function unknownWords(terms: OrderTerms, known: Pick<OrderEstimate, 'notionalUsd' | 'deltaCoin'>): string {
  if (known.deltaCoin === null) return terms.kind === 'option' ? 'no delta from the venue for a minute' : 'no mark price for 10 s';
  return known.notionalUsd === null ? `no ${terms.underlying} index for 10 s` : '';
}

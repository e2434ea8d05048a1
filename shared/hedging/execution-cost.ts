/** What it costs to take quantity out of a book, part by part. */
import type { FeeRates, Instrument } from '../domain/instrument';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';

/** One level of the opposite side: price in ticks, quantity in lots, best first. */
export type DepthLevel = readonly [priceTicks: number, quantityLots: number];

/** What a walk through the depth found. Prices in ticks. */
export interface DepthWalk {
  /** Lots available up to the limit, at most what was asked. */
  readonly filledLots: number;
  /** Worst price touched; `null` if nothing was available. */
  readonly worstTicks: number | null;
  readonly fills: readonly DepthLevel[];
}

/** Order to be walked through the book. */
export interface WalkInput {
  readonly side: Side;
  readonly quantityLots: number;
  /** Worst acceptable price, ticks. */
  readonly limitTicks: number;
  /** Opposite side of the book, best first. */
  readonly depth: readonly DepthLevel[];
}

/** Takes lots from the best level on, never beyond the limit. */
export function walkDepth(input: WalkInput): DepthWalk {
  const sign = sideSign(input.side);
  const fills: DepthLevel[] = [];
  let left = input.quantityLots;
  let worst: number | null = null;
  for (const [price, lots] of input.depth) {
    if (left <= 0 || sign * (price - input.limitTicks) > 0) break;
    const taken = Math.min(left, lots);
    if (taken <= 0) continue;
    fills.push([price, taken]);
    left -= taken;
    worst = price;
  }
  return { filledLots: input.quantityLots - left, worstTicks: worst, fills };
}

/** Costs of an execution in USD; positive is a cost. */
export interface ExecutionCost {
  readonly feeUsd: number;
  /** From mid to the best opposite price. */
  readonly spreadUsd: number;
  /** From the best opposite price to what the depth gives. */
  readonly impactUsd: number;
}

/** What costs are computed from. */
export interface ExecutionCostInput {
  readonly instrument: Pick<Instrument, 'isInverse' | 'tickSize' | 'lotSize'> & { readonly fees: FeeRates };
  readonly side: Side;
  /** Fills as walked, best first; at least one. */
  readonly fills: readonly DepthLevel[];
  /** Middle of the book in quote units, > 0. */
  readonly midPrice: number;
  /** USD per coin, > 0. */
  readonly indexPrice: number;
}

/** A quantity traded at `price` instead of at `reference`, the instrument's own units. */
interface Slip {
  readonly quantity: number;
  readonly reference: number;
  readonly price: number;
}

/** Coin lost by a slip: N·|1/reference − 1/price| for inverse contracts, signed so that worse is positive. */
function coinLost(input: ExecutionCostInput, slip: Slip): number {
  const sign = sideSign(input.side);
  const perUnit = input.instrument.isInverse ? 1 / slip.reference - 1 / slip.price : slip.price - slip.reference;
  return sign * slip.quantity * perUnit;
}

/**
 * Fee, half-spread and impact of taker fills, USD. Fee = taker rate × notional; for inverse contracts the notional is the quantity in
 * USD ÷ price in coin, converted at the index price, as is all that is lost in coin.
 */
export function executionCost(input: ExecutionCostInput): ExecutionCost {
  const { tickSize, lotSize, isInverse, fees } = input.instrument;
  const touch = (input.fills[0]?.[0] ?? Number.NaN) * tickSize;
  let feeCoin = 0;
  let spreadCoin = 0;
  let impactCoin = 0;
  for (const [ticks, lots] of input.fills) {
    const quantity = lots * lotSize;
    const price = ticks * tickSize;
    feeCoin += fees.taker * (isInverse ? quantity / price : quantity);
    spreadCoin += coinLost(input, { quantity, reference: input.midPrice, price: touch });
    impactCoin += coinLost(input, { quantity, reference: touch, price });
  }
  return { feeUsd: feeCoin * input.indexPrice, spreadUsd: spreadCoin * input.indexPrice, impactUsd: impactCoin * input.indexPrice };
}

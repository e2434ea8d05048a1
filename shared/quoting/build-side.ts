/** Gives the prices of one side their quantities, their reasons and what a trader reads beside them. */
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import { quantityLots, roundDownToLot } from '../domain/quantity';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';
import { compareWithMarket } from './adjustments/do-not-cross';
import { sideCapacityCoin, sizeFactor } from './adjustments/size-skew';
import type { QuoteLadderInput, QuoteLevel } from './quote-ladder';
import type { QuoteReason } from './quote-reason';

/** Levels without price or quantity, each with the reason; `levels` ≥ 0. */
export function emptySide(side: Side, levels: number, reason: QuoteReason): readonly QuoteLevel[] {
  return Array.from({ length: Math.max(1, Math.floor(levels) || 1) }, (_, index) => ({
    side,
    level: index + 1,
    priceTicks: null,
    quantityLots: quantityLots(0),
    quantityCoin: 0,
    reason,
    edgeBps: null,
    versusMarket: null,
    limitUsePercent: null,
  }));
}

/** Prices of one side, best first, and what their quantities depend on. */
export interface BuildSideInput {
  readonly input: QuoteLadderInput;
  readonly side: Side;
  readonly prices: readonly PriceTicks[];
  readonly block: QuoteReason | null;
  readonly fairValue: number;
  readonly deviationCoin: number;
}

/** Coin that one quantity unit stands for: 1/price for contracts counted in USD, 1 for those counted in coin. */
function coinPerUnit(source: BuildSideInput): number {
  if (source.input.instrument.quantityUnit === 'coin') return 1;
  return 1 / (source.input.underlyingPrice ?? source.fairValue);
}

interface Allotment {
  readonly lots: QuantityLots;
  readonly reason: QuoteReason;
}

const NO_LOTS = quantityLots(0);

/** Lots of a level out of what it wants and what the hard band still allows. */
function allot(source: BuildSideInput, wantedCoin: number, allowedCoin: number): Allotment {
  const { lotSize, minimumQuantity } = source.input.instrument;
  const smallest = Math.max(1, minimumQuantity / lotSize - 1e-9);
  const perLot = coinPerUnit(source) * lotSize;
  if (roundDownToLot(wantedCoin / perLot, 1) < smallest) return { lots: NO_LOTS, reason: 'below-minimum-quantity' };
  const lots = roundDownToLot(Math.min(wantedCoin, allowedCoin) / perLot, 1);
  return lots >= smallest ? { lots, reason: 'quotable' } : { lots: NO_LOTS, reason: 'hard-band' };
}

function describeLevel(
  source: BuildSideInput,
  price: PriceTicks,
  filledCoin: number,
): Pick<QuoteLevel, 'edgeBps' | 'versusMarket' | 'limitUsePercent'> {
  const { side, fairValue, deviationCoin, input } = source;
  const edge = sideSign(side) * (fairValue - price * input.instrument.tickSize);
  const after = Math.abs(deviationCoin + sideSign(side) * filledCoin);
  return {
    edgeBps: (edge / fairValue) * 10_000,
    versusMarket: compareWithMarket(side, price, input),
    limitUsePercent: input.hardBandCoin > 0 ? (after / input.hardBandCoin) * 100 : null,
  };
}

/** All levels of one side. A level beyond the hard band or below the venue minimum has quantity 0 and says so. */
export function buildSide(source: BuildSideInput): readonly QuoteLevel[] {
  const { input, side, block } = source;
  const band = { deviationCoin: source.deviationCoin, softBandCoin: input.softBandCoin, hardBandCoin: input.hardBandCoin };
  const capacity = sideCapacityCoin(side, band);
  const factor = sizeFactor(side, band);
  let shownCoin = 0;
  return source.prices.map((price, index) => {
    const fullCoin = input.parameters.quantityCoin * input.parameters.quantityDecay ** index;
    const { lots, reason } = allot(source, fullCoin, Math.min(fullCoin * factor, capacity - shownCoin));
    const coin = lots * input.instrument.lotSize * coinPerUnit(source);
    shownCoin += coin;
    return {
      side,
      level: index + 1,
      priceTicks: price > 0 ? price : null,
      quantityLots: price > 0 ? lots : quantityLots(0),
      quantityCoin: price > 0 ? coin : 0,
      reason: block ?? (price > 0 ? reason : 'price-not-positive'),
      ...describeLevel(source, price, shownCoin),
    };
  });
}

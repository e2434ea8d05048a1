/** Gives the prices of one side their quantities, their reasons and what a trader reads beside them. */
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import { quantityLots, roundDownToLot } from '../domain/quantity';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';
import { compareWithMarket } from './adjustments/do-not-cross';
import { sharedRoomCoin } from './adjustments/shared-room';
import { sideCapacityCoin, sizeFactor } from './adjustments/size-skew';
import type { QuoteLadderInput, QuoteLevel } from './quote-ladder';
import type { QuoteCut, QuoteReason } from './quote-reason';
import { contractDelta } from './volatility-units';

/** Levels without price or quantity, each with the reason; `levels` ≥ 0. */
export function emptySide(side: Side, levels: number, reason: QuoteReason): readonly QuoteLevel[] {
  return Array.from({ length: Math.max(1, Math.floor(levels) || 1) }, (_, index) => ({
    side,
    level: index + 1,
    priceTicks: null,
    quantityLots: quantityLots(0),
    quantityCoin: 0,
    reason,
    cut: null,
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

/**
 * Coin that one quantity unit stands for: 1 for contracts counted in coin; for those counted in USD 1/price, its own and not the index,
 * because that is the delta which a fill of them brings.
 */
function coinPerUnit({ input, fairValue }: BuildSideInput): number {
  return input.instrument.quantityUnit === 'coin' ? 1 : 1 / fairValue;
}

/** Coin of delta per coin of quantity: a contract of an option carries its delta, all else itself. */
function deltaPerCoin({ input: { instrument, optionDelta } }: BuildSideInput): number {
  return instrument.option == null ? 1 : contractDelta(optionDelta);
}

/** Coin of quantity that a level wants, and what each of the three bounds leaves of it. */
interface Bounds extends Readonly<Record<QuoteCut, number>> {
  readonly wantedCoin: number;
}

interface Allotment {
  readonly lots: QuantityLots;
  readonly reason: QuoteReason;
  readonly cut: QuoteCut | null;
}

const NO_LOTS = quantityLots(0);

/** The narrowest last named wins where two are equal: at the band itself it is the band. */
const CUTS: readonly QuoteCut[] = ['shared-band', 'soft-band', 'hard-band'];

/** Lots of a level out of what it wants and what the bands still allow. */
function allot(source: BuildSideInput, bounds: Bounds): Allotment {
  const { lotSize, minimumQuantity } = source.input.instrument;
  const smallest = Math.max(1, minimumQuantity / lotSize - 1e-9);
  const perLot = coinPerUnit(source) * lotSize;
  const inLots = (coin: number): QuantityLots => roundDownToLot(coin / perLot, 1);
  const wanted = inLots(bounds.wantedCoin);
  if (wanted < smallest) return { lots: NO_LOTS, reason: 'below-minimum-quantity', cut: null };
  const narrowest = CUTS.reduce((least, cut) => (bounds[cut] <= bounds[least] ? cut : least));
  const lots = inLots(Math.min(bounds.wantedCoin, bounds[narrowest]));
  if (lots >= smallest) return { lots, reason: 'quotable', cut: lots < wanted ? narrowest : null };
  return { lots: NO_LOTS, reason: narrowest === 'shared-band' ? 'shared-band' : 'hard-band', cut: null };
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
  const room = sharedRoomCoin(capacity, input.roomTaken?.[side] ?? null);
  const factor = sizeFactor(side, band);
  const perCoin = deltaPerCoin(source);
  let shownCoin = 0;
  return source.prices.map((price, index) => {
    const wantedCoin = input.parameters.quantityCoin * input.parameters.quantityDecay ** index;
    const { lots, reason, cut } = allot(source, {
      wantedCoin,
      'soft-band': wantedCoin * factor,
      'hard-band': (capacity - shownCoin) / perCoin,
      'shared-band': (room - shownCoin) / perCoin,
    });
    const coin = lots * input.instrument.lotSize * coinPerUnit(source);
    shownCoin += coin * perCoin;
    return {
      side,
      level: index + 1,
      priceTicks: price > 0 ? price : null,
      quantityLots: price > 0 ? lots : quantityLots(0),
      quantityCoin: price > 0 ? coin : 0,
      reason: block ?? (price > 0 ? reason : 'price-not-positive'),
      cut,
      ...describeLevel(source, price, shownCoin),
    };
  });
}

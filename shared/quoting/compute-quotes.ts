/** Turns fair value, inventory and a trader's parameters into the quotes of one instrument. */
import type { PriceTicks } from '../domain/price';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';
import type { PriceGrid } from '../domain/tick-steps';
import { holdBehindMarket } from './adjustments/do-not-cross';
import { clampHalfSpread } from './adjustments/half-spread-clamp';
import { capSkew } from './adjustments/inventory-skew';
import { roundPassively } from './adjustments/passive-rounding';
import { widenForSlowVenue } from './adjustments/slow-venue';
import { buildSide, emptySide } from './build-side';
import type { QuoteLadder, QuoteLadderInput } from './quote-ladder';
import type { QuoteReason } from './quote-reason';
import type { QuotingModelInput } from './quoting-model';
import { quotingModels } from './registry';
import { contractDelta, optionSlope, volatilityInTicks } from './volatility-units';
import { buildWaterfall } from './waterfall';

/** The unrounded pieces of a two-sided quote, ticks, and where the venue takes prices. */
interface Composition {
  readonly grid: PriceGrid;
  readonly fairTicks: number;
  readonly offsetTicks: number;
  readonly skewTicks: number;
  readonly volatilityTicks: number;
  readonly intensityTicks: number;
  /** Between the trader's floor and cap. */
  readonly clampedTicks: number;
  readonly halfSpreadTicks: number;
}

/** A ladder without prices, every level carrying the reason. */
function emptyLadder(input: QuoteLadderInput, reason: QuoteReason): QuoteLadder {
  return {
    input,
    fairValue: input.fairValue,
    reservationPrice: null,
    halfSpreadTicks: null,
    skewTicks: null,
    buy: emptySide('buy', input.parameters.levels, input.buyBlock ?? reason),
    sell: emptySide('sell', input.parameters.levels, input.sellBlock ?? reason),
    buyWaterfall: [],
    sellWaterfall: [],
  };
}

/** What the model sees: an option moves by its slope, and one contract of it takes its delta into inventory; the two differ by its price in coin. */
function modelInput(
  { parameters, instrument, optionDelta }: QuoteLadderInput,
  fairValue: number,
  deviationCoin: number,
): QuotingModelInput {
  const { option } = instrument;
  const slope = option == null ? fairValue : optionSlope(option, fairValue, optionDelta);
  return {
    inventoryUnits: deviationCoin / (parameters.quantityCoin * (option == null ? 1 : contractDelta(optionDelta))),
    volatilityTicks: volatilityInTicks(parameters.volatilityPercent, slope, instrument.tickSize),
    parameters,
  };
}

function compose(input: QuoteLadderInput, fairValue: number, deviationCoin: number): Composition {
  const { parameters, instrument } = input;
  const fairTicks = fairValue / instrument.tickSize;
  const model = quotingModels[parameters.model].evaluate(modelInput(input, fairValue, deviationCoin));
  const modelHalfSpread = model.volatilityHalfSpreadTicks + model.intensityHalfSpreadTicks;
  const clampedTicks = clampHalfSpread(modelHalfSpread, fairTicks, {
    minimumBps: parameters.minimumHalfSpreadBps,
    maximumBps: parameters.maximumHalfSpreadBps,
  });
  return {
    grid: instrument,
    fairTicks,
    offsetTicks: (parameters.offsetBps / 10_000) * fairTicks,
    skewTicks: capSkew(model.reservationShiftTicks, parameters.skewStrength, parameters.skewCapTicks),
    volatilityTicks: model.volatilityHalfSpreadTicks,
    intensityTicks: model.intensityHalfSpreadTicks,
    clampedTicks,
    halfSpreadTicks: widenForSlowVenue(clampedTicks, input.widenFactor),
  };
}

/** Whether every piece is a number; one sum tells, because NaN and infinity survive addition. */
function isComplete(parts: Composition): boolean {
  const { fairTicks, offsetTicks, skewTicks, volatilityTicks, intensityTicks, halfSpreadTicks } = parts;
  return Number.isFinite(fairTicks + offsetTicks + skewTicks + volatilityTicks + intensityTicks + halfSpreadTicks);
}

/** Passive prices of all levels of a side, best first, each at least one step of the venue behind the one before. */
function ladderPrices(input: QuoteLadderInput, side: Side, parts: Composition): readonly PriceTicks[] {
  const sign = sideSign(side);
  const center = parts.fairTicks + parts.offsetTicks + parts.skewTicks;
  const onGrid = (ticks: number): PriceTicks => roundPassively(ticks, side, parts.grid);
  const prices: PriceTicks[] = [];
  let previous: PriceTicks | null = null;
  for (let level = 0; level < input.parameters.levels; level += 1) {
    const distance = parts.halfSpreadTicks * (1 + level * input.parameters.levelSpacing);
    let price = onGrid(holdBehindMarket(side, onGrid(center - sign * distance), input));
    if (previous !== null && sign * (previous - price) < 1) price = onGrid(previous - sign);
    prices.push(price);
    previous = price;
  }
  return prices;
}

function sideWaterfall(side: Side, parts: Composition, best: PriceTicks): QuoteLadder['buyWaterfall'] {
  const sign = sideSign(side);
  const unheld = parts.fairTicks + parts.offsetTicks + parts.skewTicks - sign * parts.halfSpreadTicks;
  return buildWaterfall({
    fairTicks: parts.fairTicks,
    offsetTicks: parts.offsetTicks,
    volatilityTicks: -sign * parts.volatilityTicks,
    intensityTicks: -sign * parts.intensityTicks,
    clampTicks: -sign * (parts.clampedTicks - parts.volatilityTicks - parts.intensityTicks),
    slowVenueTicks: -sign * (parts.halfSpreadTicks - parts.clampedTicks),
    inventoryTicks: parts.skewTicks,
    marketTicks: best - roundPassively(unheld, side, parts.grid),
    quoteTicks: best,
  });
}

/**
 * The quotes of one instrument: fair value → offset → half-spread with floor and cap, wider at a slow venue → inventory skew with strength and cap →
 * levels → passive tick → behind the market; bid < ask always. Every level that is not quotable says why. Never throws;
 * input that gives no finite price gives a ladder of reasons. Model: Avellaneda and Stoikov 2008, in ticks, see the registry.
 */
export function computeQuotes(input: QuoteLadderInput): QuoteLadder {
  const { fairValue, inventoryCoin } = input;
  if (fairValue === null || !Number.isFinite(fairValue) || fairValue <= 0) return emptyLadder(input, 'no-fair-value');
  if (inventoryCoin === null || !Number.isFinite(inventoryCoin)) return emptyLadder(input, 'inventory-unknown');
  // Buying a put takes delta away: what is too long for a call is too short for it.
  const isPut = input.instrument.option?.optionType === 'put';
  const deviationCoin = isPut ? input.targetCoin - inventoryCoin : inventoryCoin - input.targetCoin;
  const parts = compose(input, fairValue, deviationCoin);
  if (!isComplete(parts)) return emptyLadder(input, 'invalid-parameters');
  const buyPrices = ladderPrices(input, 'buy', parts);
  const sellPrices = ladderPrices(input, 'sell', parts);
  const [bestBuy, bestSell] = [buyPrices[0], sellPrices[0]];
  if (bestBuy === undefined || bestSell === undefined) return emptyLadder(input, 'invalid-parameters');
  const shared = { input, fairValue, deviationCoin };
  return {
    input,
    fairValue,
    reservationPrice: (parts.fairTicks + parts.offsetTicks + parts.skewTicks) * input.instrument.tickSize,
    halfSpreadTicks: parts.halfSpreadTicks,
    skewTicks: parts.skewTicks,
    buy: buildSide({ side: 'buy', prices: buyPrices, block: input.buyBlock, ...shared }),
    sell: buildSide({ side: 'sell', prices: sellPrices, block: input.sellBlock, ...shared }),
    buyWaterfall: sideWaterfall('buy', parts, bestBuy),
    sellWaterfall: sideWaterfall('sell', parts, bestSell),
  };
}

/** What one instrument's quotes are made from and what comes out: the types of the quoting room's main function. */
import type { Instrument } from '../domain/instrument';
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import { isSameRoom, type RoomTaken } from './adjustments/shared-room';
import type { QuoteCut, QuoteReason } from './quote-reason';
import type { QuotingParameters } from './quoting-parameters';
import type { WaterfallStep } from './waterfall';

/** The part of an instrument that quoting needs. */
export type QuotedInstrument = Pick<Instrument, 'tickSize' | 'tickSteps' | 'lotSize' | 'minimumQuantity' | 'quantityUnit'> &
  Partial<Pick<Instrument, 'option'>>;

/** Everything a ladder depends on; equal input gives an equal ladder. */
export interface QuoteLadderInput {
  readonly instrument: QuotedInstrument;
  readonly parameters: QuotingParameters;
  /** Our fair value before the trader's offset, quote units; `null`: none. */
  readonly fairValue: number | null;
  readonly bestBid: PriceTicks | null;
  readonly bestAsk: PriceTicks | null;
  /** The venue's delta of one contract, N(d1); `null`: no option, or not known. */
  readonly optionDelta: number | null;
  /** Delta of the underlying over all instruments, coin; `null`: not known. */
  readonly inventoryCoin: number | null;
  readonly targetCoin: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
  /** By quotes that share the band, per side of this instrument; `null`: no other instrument of the underlying has any. */
  readonly roomTaken: Readonly<Record<Side, RoomTaken>> | null;
  /** Multiplies the half-spread, cap or not, while the venue answers slowly; 1 leaves it. */
  readonly widenFactor: number;
  /** Why a side is kept out of the market whatever its price; `null`: nothing. */
  readonly buyBlock: QuoteReason | null;
  readonly sellBlock: QuoteReason | null;
}

/** One level of one side. */
export interface QuoteLevel {
  readonly side: Side;
  /** 1 is the best. */
  readonly level: number;
  /** `null` only if no price can be computed. */
  readonly priceTicks: PriceTicks | null;
  /** 0 if nothing is to be shown at this level. */
  readonly quantityLots: QuantityLots;
  /** Coin that `quantityLots` stand for. */
  readonly quantityCoin: number;
  /** `quotable`, or what keeps the level out of the market. */
  readonly reason: QuoteReason;
  /** What makes the quantity smaller than the parameters want it; `null`: nothing. */
  readonly cut: QuoteCut | null;
  /** Distance from fair value, basis points, positive in our favour; `null` without a price. */
  readonly edgeBps: number | null;
  readonly versusMarket: 'better' | 'join' | 'behind' | 'cross' | null;
  /** Share of the hard band used after a full fill of this and all better levels, percent; `null` if inventory is unknown. */
  readonly limitUsePercent: number | null;
}

/** The ladder of one instrument. */
export interface QuoteLadder {
  /** What it was made of. */
  readonly input: QuoteLadderInput;
  readonly fairValue: number | null;
  /** Fair value plus offset and skew, quote units. */
  readonly reservationPrice: number | null;
  /** Distance of the best quotes from the reservation price before rounding. */
  readonly halfSpreadTicks: number | null;
  /** What inventory moves both quotes by, ticks, after strength and cap. */
  readonly skewTicks: number | null;
  /** Best first; always `parameters.levels` entries. */
  readonly buy: readonly QuoteLevel[];
  readonly sell: readonly QuoteLevel[];
  /** From fair value to the best quote; empty without a price. */
  readonly buyWaterfall: readonly WaterfallStep[];
  readonly sellWaterfall: readonly WaterfallStep[];
}

/** Whether two inputs give the same ladder; instruments and parameters are compared as objects, because they are replaced and never changed. */
export function isSameInput(first: QuoteLadderInput, second: QuoteLadderInput): boolean {
  return (
    first.instrument === second.instrument &&
    first.parameters === second.parameters &&
    first.fairValue === second.fairValue &&
    first.bestBid === second.bestBid &&
    first.bestAsk === second.bestAsk &&
    first.optionDelta === second.optionDelta &&
    first.inventoryCoin === second.inventoryCoin &&
    first.widenFactor === second.widenFactor &&
    isSameBand(first, second) &&
    first.buyBlock === second.buyBlock &&
    first.sellBlock === second.sellBlock
  );
}

function isSameBand(first: QuoteLadderInput, second: QuoteLadderInput): boolean {
  return (
    first.targetCoin === second.targetCoin &&
    first.softBandCoin === second.softBandCoin &&
    first.hardBandCoin === second.hardBandCoin &&
    isSameRoom(first.roomTaken, second.roomTaken)
  );
}

/** A position as the sum of our fills: quantity, entry, realised PnL and fees, in the coin it settles in and in USD. */
import type { Fill } from '../domain/fill';
import type { Instrument, InstrumentId } from '../domain/instrument';
import { ticksToPrice } from '../domain/price';
import { lotsToQuantity, quantityLots, toWholeLots } from '../domain/quantity';
import { sideSign } from '../domain/side';
import type { VenuePosition } from '../domain/position';
import { deliveryFeeCoin } from './delivery-fee';

/** The part of an instrument that accounting needs. */
export type AccountedInstrument = Pick<Instrument, 'id' | 'underlying' | 'isInverse' | 'tickSize' | 'lotSize'>;

/** What we hold of one instrument. */
export interface Position {
  readonly instrumentId: InstrumentId;
  /** Signed lots: positive long. Whole numbers, so that sums are exact; a part of one is left only where a lot grew while it was held. */
  readonly lots: number;
  /**
   * Coin value of the open quantity at its entry, signed like `lots`: Σ quantity/price for inverse contracts, Σ quantity × price for
   * those priced in coin. Entry price follows from it and is therefore harmonic for inverse contracts, arithmetic otherwise.
   */
  readonly entryCoin: number;
  /** Coin, before fees. */
  readonly realisedCoin: number;
  /** Each realisation at the index price of its fill, USD, before fees. */
  readonly realisedUsd: number;
  /** Paid, coin; negative is a rebate. */
  readonly feesCoin: number;
  /** Paid, USD at the index price of each fill. */
  readonly feesUsd: number;
}

/** A quantity at a price, in the instrument's own units. */
export interface Execution {
  /** Signed, quantity units. */
  readonly quantity: number;
  /** Quote units, > 0. */
  readonly price: number;
}

/** The empty position of an instrument. */
export function flatPosition(instrumentId: InstrumentId): Position {
  return { instrumentId, lots: 0, entryCoin: 0, realisedCoin: 0, realisedUsd: 0, feesCoin: 0, feesUsd: 0 };
}

/** Coin value of a signed quantity at a price: quantity/price for inverse contracts, quantity × price for those priced in coin. */
export function coinValue(instrument: Pick<Instrument, 'isInverse'>, execution: Execution): number {
  return instrument.isInverse ? execution.quantity / execution.price : execution.quantity * execution.price;
}

/** Fee of a fill in coin of the underlying; a fee in any other currency is taken as USD and converted at the fill's index price. */
export function feeInCoin(fill: Fill, instrument: AccountedInstrument): number {
  return fill.feeCurrency === instrument.underlying ? fill.fee : fill.fee / fill.indexPrice;
}

/** Quantity of a position in the instrument's unit, signed. */
export function positionQuantity(position: Position, instrument: AccountedInstrument): number {
  return lotsToQuantity(quantityLots(position.lots), instrument.lotSize);
}

/** Average entry price in quote units, harmonic for inverse contracts; `null` when flat. */
export function averagePrice(position: Position, instrument: AccountedInstrument): number | null {
  if (position.lots === 0 || position.entryCoin === 0) return null;
  const ratio = positionQuantity(position, instrument) / position.entryCoin;
  return instrument.isInverse ? ratio : 1 / ratio;
}

/**
 * The position after a fill. What it closes is realised against the average entry: for inverse contracts N·(1/entry − 1/exit), for
 * those priced in coin N·(exit − entry), signed by the side held. What it adds, or what is left after crossing zero, enters at the
 * fill's price. The caller guarantees that each trade id is applied once.
 */
export function applyFill(position: Position, fill: Fill, instrument: AccountedInstrument): Position {
  const price = ticksToPrice(fill.price, instrument.tickSize);
  const valueOf = (lots: number): number =>
    coinValue(instrument, { quantity: lotsToQuantity(quantityLots(lots), instrument.lotSize), price });
  const signedLots = sideSign(fill.side) * fill.quantity;
  const isReducing = position.lots * signedLots < 0;
  const closedLots = isReducing ? Math.min(Math.abs(position.lots), Math.abs(signedLots)) * Math.sign(position.lots) : 0;
  const entryOfClosed = closedLots === 0 ? 0 : position.entryCoin * (closedLots / position.lots);
  const realised = (instrument.isInverse ? 1 : -1) * (entryOfClosed - valueOf(closedLots));
  const lots = position.lots + signedLots;
  const entryOfKept = closedLots === position.lots ? 0 : position.entryCoin - entryOfClosed;
  const feeCoin = feeInCoin(fill, instrument);
  return {
    instrumentId: position.instrumentId,
    lots,
    entryCoin: lots === 0 ? 0 : entryOfKept + valueOf(signedLots + closedLots),
    realisedCoin: position.realisedCoin + realised,
    realisedUsd: position.realisedUsd + realised * fill.indexPrice,
    feesCoin: position.feesCoin + feeCoin,
    feesUsd: position.feesUsd + feeCoin * fill.indexPrice,
  };
}

/** What a contract is worth at its end. */
export interface Settlement {
  /** Quote units; an option may end at 0. */
  readonly price: number;
  /** USD per coin. */
  readonly indexPrice: number;
}

/**
 * Quote units that a contract is worth when it is delivered at `deliveryPrice` (USD per coin): that price for perpetuals and futures;
 * for an option, quoted and settled in coin, what it is in the money by ÷ that price.
 */
export function deliveredAt({ option }: Pick<Instrument, 'option'>, deliveryPrice: number): number {
  if (option === null) return deliveryPrice;
  const inTheMoney = option.optionType === 'call' ? deliveryPrice - option.strike : option.strike - deliveryPrice;
  return Math.max(0, inTheMoney) / deliveryPrice;
}

/**
 * The position after its contract expired: all of it realised at the settlement price, the venue's fee for that paid, nothing held;
 * `null` where the price values nothing.
 */
export function settlePosition(
  position: Position,
  { price, indexPrice }: Settlement,
  instrument: AccountedInstrument & Pick<Instrument, 'fees'>,
): Position | null {
  const quantity = positionQuantity(position, instrument);
  const worth = coinValue(instrument, { quantity, price });
  const realised = (instrument.isInverse ? 1 : -1) * (position.entryCoin - worth);
  const realisedUsd = realised * indexPrice;
  const feeCoin = deliveryFeeCoin(instrument, { quantity, worthCoin: worth });
  if (!Number.isFinite(realised) || !Number.isFinite(realisedUsd)) return null;
  return {
    ...position,
    lots: 0,
    entryCoin: 0,
    realisedCoin: position.realisedCoin + realised,
    realisedUsd: position.realisedUsd + realisedUsd,
    feesCoin: position.feesCoin + feeCoin,
    feesUsd: position.feesUsd + feeCoin * indexPrice,
  };
}

/**
 * A position taken over from the venue, for what was held before this desk had fills of it. Realised PnL and fees start at zero:
 * they belong to whoever made them. A quantity that is no whole number of lots, as after a lot grew, keeps its part of one.
 */
export function positionFromVenue(venue: VenuePosition, instrument: AccountedInstrument): Position {
  const lots = toWholeLots(venue.quantity / instrument.lotSize);
  if (lots === 0 || !(venue.averagePrice > 0)) return { ...flatPosition(instrument.id), lots };
  const quantity = lotsToQuantity(quantityLots(lots), instrument.lotSize);
  return { ...flatPosition(instrument.id), lots, entryCoin: coinValue(instrument, { quantity, price: venue.averagePrice }) };
}

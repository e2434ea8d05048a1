/** What a position would make, in coin and in USD. */
import type { Instrument } from '../domain/instrument';
import type { AccountedInstrument, Position } from './position';
import { coinValue, positionQuantity } from './position';

/** An entry and an exit of one signed quantity, in the instrument's own units. */
export interface RoundTrip {
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
}

/** PnL in coin: quantity × (1/entry − 1/exit) for inverse contracts (quantity in USD), quantity × (exit − entry) for those priced in coin. */
export function roundTripPnl(instrument: Pick<Instrument, 'isInverse'>, trip: RoundTrip): number {
  const entry = coinValue(instrument, { quantity: trip.quantity, price: trip.entryPrice });
  const exit = coinValue(instrument, { quantity: trip.quantity, price: trip.exitPrice });
  return instrument.isInverse ? entry - exit : exit - entry;
}

/** Unrealised PnL in coin if closed at `price` (quote units); 0 when flat, `null` without a positive price or a known entry. */
export function unrealisedCoin(position: Position, instrument: AccountedInstrument, price: number | null): number | null {
  if (position.lots === 0) return 0;
  if (position.entryCoin === 0 || price === null || !Number.isFinite(price) || price <= 0) return null;
  const value = coinValue(instrument, { quantity: positionQuantity(position, instrument), price });
  return instrument.isInverse ? position.entryCoin - value : value - position.entryCoin;
}

/** PnL of the whole life of a position, coin: realised plus unrealised less fees; `null` if it cannot be valued. */
export function totalPnlCoin(position: Position, instrument: AccountedInstrument, price: number | null): number | null {
  const open = unrealisedCoin(position, instrument, price);
  return open === null ? null : position.realisedCoin + open - position.feesCoin;
}

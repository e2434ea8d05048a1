/** What a position would make if it were closed, in coin. */
import type { AccountedInstrument, Position } from './position';
import { coinValue, positionQuantity } from './position';

/** Unrealised PnL in coin if closed at `price` (quote units), N·(1/entry − 1/price) for inverse contracts, N·(price − entry) for those priced in coin; 0 when flat, `null` without a positive price or a known entry. */
export function unrealisedCoin(position: Position, instrument: AccountedInstrument, price: number | null): number | null {
  if (position.lots === 0) return 0;
  if (position.entryCoin === 0 || price === null || !Number.isFinite(price) || price <= 0) return null;
  const value = coinValue(instrument, { quantity: positionQuantity(position, instrument), price });
  return instrument.isInverse ? position.entryCoin - value : value - position.entryCoin;
}

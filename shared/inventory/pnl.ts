/** What a position would make if it were closed, in coin. */
import type { AccountedInstrument, Position } from './position';
import { coinValue, positionQuantity } from './position';

/** Unrealised PnL in coin if closed at `price` (quote units), N·(1/entry − 1/price) for inverse contracts, N·(price − entry) for those priced in coin; 0 when flat, `null` without a price or a known entry. An option may be worth nothing: its price may be 0, that of an inverse contract may not. */
export function unrealisedCoin(position: Position, instrument: AccountedInstrument, price: number | null): number | null {
  if (position.lots === 0) return 0;
  if (position.entryCoin === 0 || price === null || !Number.isFinite(price) || price < 0) return null;
  if (price === 0 && instrument.isInverse) return null;
  const value = coinValue(instrument, { quantity: positionQuantity(position, instrument), price });
  return instrument.isInverse ? position.entryCoin - value : value - position.entryCoin;
}

/** A position that the session before held, and what the executions since made of it. */
import type { Fill } from '../domain/fill';
import { applyFill, flatPosition, type Position } from '../inventory/position';
import type { CarriedPosition } from './day-state';
import type { MarketState } from './market-state';

/** As it is with these executions, which came in this order; `null` if its entry or the instrument is not known. */
export function goOnFrom(
  { instrumentId, lots, entryCoin }: Pick<CarriedPosition, 'instrumentId' | 'lots' | 'entryCoin'>,
  fills: readonly Fill[],
  market: MarketState | undefined,
): Position | null {
  if (market === undefined || (lots !== 0 && entryCoin === 0)) return null;
  const carried: Position = { ...flatPosition(instrumentId), lots, entryCoin };
  return fills
    .filter((fill) => fill.instrumentId === instrumentId)
    .reduce((held, fill) => applyFill(held, fill, market.instrument), carried);
}

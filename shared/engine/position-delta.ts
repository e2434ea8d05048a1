/** What delta a position carries now, as far as that is known: part of the exposure of its underlying, and shown beside it. */
import { hasExpired } from '../domain/instrument';
import { deltaCoin } from '../inventory/delta';
import { positionQuantity } from '../inventory/position';
import type { PositionState } from './account-state';
import type { MarketState } from './market-state';
import type { EngineState } from './state';
import { venueNowMs } from './venue-time';

/** The venue tells of an option held every second or two, as its index moves; a delta without word for so long is one of another market, ms. */
const OPTION_SILENT_MS = 60_000;

type Now = Pick<EngineState, 'session' | 'venues'>;

/**
 * Coin; `null` if it is not known. What expired moves with nothing any more, also while its delivery price is still to come: hedging it
 * would open a position.
 */
export function positionDelta(now: Now, { position }: Pick<PositionState, 'position'>, market: MarketState): number | null {
  const { instrument, ticker, fairValue } = market;
  if (hasExpired(instrument, venueNowMs(now, instrument.venue))) return 0;
  return deltaCoin({
    instrument,
    quantity: positionQuantity(position, instrument),
    markPrice: ticker?.markPrice ?? fairValue?.mid ?? null,
    optionDelta: isHeard(now, market) ? (ticker?.greeks?.delta ?? null) : null,
  });
}

/** Whether the venue spoke of an instrument lately; nothing else shows that the channel of an option fell silent. */
function isHeard({ session }: Now, { tickerAtMs }: MarketState): boolean {
  return tickerAtMs !== null && session.nowMs - tickerAtMs < OPTION_SILENT_MS;
}

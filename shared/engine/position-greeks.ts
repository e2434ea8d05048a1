/** What greeks a position carries now, as far as they are known: the delta is part of the exposure of its underlying, and shown beside it. */
import { hasExpired } from '../domain/instrument';
import type { VenueGreeks } from '../domain/ticker';
import { deltaCoin } from '../inventory/delta';
import { positionQuantity } from '../inventory/position';
import type { PositionState } from './account-state';
import type { MarketState } from './market-state';
import type { EngineState } from './state';
import { venueNowMs } from './venue-time';

/** The venue tells of an option held every second or two, as its index moves; a greek without word for so long is one of another market, ms. */
const OPTION_SILENT_MS = 60_000;

type Now = Pick<EngineState, 'session' | 'venues'>;

/** A greek of a quantity (signed, quantity units) of an instrument; `null` if it is not known. */
export type GreekOf = (market: MarketState, quantity: number) => number | null;

/** Change of the delta per 1 % of the index, coin; by the venue's gamma. */
export const gammaCoin: GreekOf = (market, quantity) => optionGreek(market, quantity, ({ gamma }, indexPrice) => gamma * 0.01 * indexPrice);

/** USD per point of volatility; by the venue's vega. */
export const vegaUsd: GreekOf = (market, quantity) => optionGreek(market, quantity, ({ vega }) => vega);

/** Futures have none of it. */
function optionGreek(
  { instrument, ticker }: MarketState,
  quantity: number,
  read: (greeks: VenueGreeks, indexPrice: number) => number,
): number | null {
  if (instrument.kind !== 'option' || quantity === 0) return 0;
  if (ticker?.greeks == null) return null;
  const greek = quantity * read(ticker.greeks, ticker.indexPrice);
  return Number.isFinite(greek) ? greek : null;
}

const deltaOfPosition: GreekOf = ({ instrument, ticker, fairValue }, quantity) =>
  deltaCoin({ instrument, quantity, markPrice: ticker?.markPrice ?? fairValue?.mid ?? null, optionDelta: ticker?.greeks?.delta ?? null });

/** Coin; `null` if it is not known. */
export function positionDelta(now: Now, { position }: Pick<PositionState, 'position'>, market: MarketState): number | null {
  return positionGreek(now, market, { of: deltaOfPosition, position });
}

/** Which greek of which position. */
export interface HeldGreek {
  readonly of: GreekOf;
  readonly position: PositionState['position'];
}

/**
 * `null` if it is not known. What expired moves with nothing any more, also while its delivery price is still to come: hedging it would
 * open a position.
 */
export function positionGreek(now: Now, market: MarketState, { of, position }: HeldGreek): number | null {
  const { instrument } = market;
  if (hasExpired(instrument, venueNowMs(now, instrument.venue))) return 0;
  const known = instrument.kind !== 'option' || isHeard(now, market) ? market : { ...market, ticker: null };
  return of(known, positionQuantity(position, instrument));
}

/** Whether the venue spoke of an instrument lately; nothing else shows that the channel of an option fell silent. */
function isHeard({ session }: Now, { tickerAtMs }: MarketState): boolean {
  return tickerAtMs !== null && session.nowMs - tickerAtMs < OPTION_SILENT_MS;
}

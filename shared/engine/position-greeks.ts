/** What greeks a position carries now, as far as they are known: the delta is part of the exposure of its underlying, and shown beside it. */
import { hasExpired, type Instrument } from '../domain/instrument';
import type { Ticker } from '../domain/ticker';
import { YEAR_MS } from '../domain/time';
import { deltaCoin } from '../inventory/delta';
import { positionQuantity } from '../inventory/position';
import { valueBlack76 } from '../pricing/black76';
import type { PositionState } from './account-state';
import type { MarketState } from './market-state';
import type { EngineState } from './state';
import { venueNowMs } from './venue-time';

/** The venue tells of an option held every second or two, as its index moves; a greek without word for so long is one of another market, ms. */
const OPTION_SILENT_MS = 60_000;

type Now = Pick<EngineState, 'session' | 'venues'>;

/** A greek of a quantity (signed, quantity units) of an instrument; `null` if it is not known. */
export type GreekOf = (market: MarketState, quantity: number) => number | null;

/** Change of the delta per 1 % of the price that the option is valued on, coin. */
export const gammaCoin: GreekOf = ({ instrument, ticker }, quantity) =>
  optionGreek(instrument, quantity, ticker && gammaPerPercent(instrument, ticker));

/** USD per point of volatility; the venue's own vega. */
export const vegaUsd: GreekOf = ({ instrument, ticker }, quantity) => optionGreek(instrument, quantity, ticker?.greeks?.vega ?? null);

/** Futures have none of it. */
function optionGreek({ kind }: Instrument, quantity: number, each: number | null): number | null {
  if (kind !== 'option' || quantity === 0) return 0;
  const greek = each === null ? Number.NaN : quantity * each;
  return Number.isFinite(greek) ? greek : null;
}

/** By Black-76 at the venue's mark: the gamma that it states has five decimals, which of a coin at 60,000 USD are one or two figures. */
function gammaPerPercent({ option, expiresAtMs }: Instrument, ticker: Ticker): number | null {
  const { greeks, indexPrice, markVolatility: volatility, underlyingPrice: forward, venueTimeMs } = ticker;
  if (option !== null && expiresAtMs !== null && volatility !== null && forward !== undefined) {
    const valued = valueBlack76({ ...option, forward, volatility, years: (expiresAtMs - venueTimeMs) / YEAR_MS });
    if (valued !== null) return valued.gamma * forward * 0.01;
  }
  return greeks === null ? null : greeks.gamma * indexPrice * 0.01;
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

/** The venue's delta of an option, per contract; `null` if it told none lately, and of what is no option. */
export function heardDelta(now: Now, market: MarketState): number | null {
  return isHeard(now, market) ? (market.ticker?.greeks?.delta ?? null) : null;
}

/** Whether the venue spoke of an instrument lately; nothing else shows that the channel of an option fell silent. */
function isHeard({ session }: Now, { tickerAtMs }: MarketState): boolean {
  return tickerAtMs !== null && session.nowMs - tickerAtMs < OPTION_SILENT_MS;
}

/** A position with its own greeks on our curve and surface, or the reason why it has none. */
import type { InstrumentKind } from '../domain/instrument';
import type { VenueGreeks } from '../domain/ticker';
import type { ForwardCurve } from '../pricing/forward-curve';
import { valueBlackScholes } from '../pricing/greeks';
import { theoAtVolatility, theoOf, type OptionContract, type OptionTheo } from '../pricing/option-theo';
import { describeUnpriced, type Priced } from '../pricing/priced';
import { sliceOf, sliceVolatility, type VolatilitySurface } from '../pricing/surface/volatility-surface';
import type { RiskLeg } from './revaluation';

/** What is held of one instrument, with what the venue says of it. Plain data. */
export interface BookPosition {
  readonly instrumentId: string;
  readonly name: string;
  readonly underlying: string;
  readonly kind: InstrumentKind;
  readonly optionType: 'call' | 'put' | null;
  /** USD. */
  readonly strike: number | null;
  readonly expiresAtMs: number | null;
  /** Quantity is USD and PnL is quantity × (1/entry − 1/price). */
  readonly isInverse: boolean;
  /** Signed, in the instrument's unit. */
  readonly quantity: number;
  /** Quote units. */
  readonly markPrice: number | null;
  /** Decimal. */
  readonly markVolatility: number | null;
  readonly venueGreeks: VenueGreeks | null;
}

/** One underlying as it is valued. */
export interface BookMarket {
  readonly underlying: string;
  /** USD; `null` unknown. */
  readonly indexPrice: number | null;
  readonly curve: ForwardCurve;
  /** `null`: none published yet, the venue's mark volatilities stand in. */
  readonly surface: VolatilitySurface | null;
  readonly nowMs: number;
}

/** Of the whole signed position. */
export interface PositionGreeks {
  /** Black delta, coin. */
  readonly delta: number;
  /** Delta minus the value in coin: the coins that hedge it. */
  readonly adjustedDelta: number;
  /** Change of delta per 1 % move, coin. */
  readonly gamma: number;
  /** USD per vol point. */
  readonly vega: number;
  /** `vega` weighted by √(30 days ÷ days left). */
  readonly weightedVega: number;
  /** USD per calendar day. */
  readonly theta: number;
  /** Change of delta per vol point, coin. */
  readonly vanna: number;
  /** Change of vega per vol point, USD. */
  readonly volga: number;
  /** Of options, coin; contracts without premium are worth nothing here. */
  readonly valueCoin: number;
}

/** Where a volatility comes from. */
export type VolatilitySource = 'surface' | 'mark' | 'none';

/** A position valued, or not. */
export interface PricedPosition {
  readonly position: BookPosition;
  /** Signed, coin of underlying. */
  readonly quantityCoin: number | null;
  readonly forward: number | null;
  readonly years: number | null;
  readonly volatility: number | null;
  readonly source: VolatilitySource;
  /** N(d1) of the call at this strike; `null` for futures and where there is no price. */
  readonly callDelta: number | null;
  readonly greeks: PositionGreeks | null;
  /** For scenarios; `null` exactly where `greeks` is. */
  readonly leg: RiskLeg | null;
  /** Empty if priced, else "unpriced, because …". */
  readonly reason: string;
}

const NOTHING = { quantityCoin: null, forward: null, years: null, volatility: null, callDelta: null, greeks: null, leg: null } as const;

function without(position: BookPosition, reason: string): PricedPosition {
  return { position, ...NOTHING, source: 'none', reason: `unpriced, because ${reason}` };
}

const DELTA_ONE = { gamma: 0, vega: 0, weightedVega: 0, theta: 0, vanna: 0, volga: 0, valueCoin: 0 } as const;

function priceDeltaOne(position: BookPosition): PricedPosition {
  const { markPrice, isInverse, quantity } = position;
  if (markPrice === null || !(markPrice > 0)) return without(position, `expected a mark price of ${position.name}, found none`);
  const coin = isInverse ? quantity / markPrice : quantity;
  if (!Number.isFinite(coin)) return without(position, `expected a quantity of ${position.name}, found ${quantity}`);
  return {
    ...{ position, quantityCoin: coin, forward: markPrice, years: null, volatility: null, source: 'none', callDelta: null, reason: '' },
    greeks: { delta: coin, adjustedDelta: coin, ...DELTA_ONE },
    leg: { kind: 'future', forward: markPrice, quantity: coin },
  };
}

interface Chosen {
  readonly theo: Priced<OptionTheo>;
  readonly source: VolatilitySource;
}

/** Our surface first; where it does not cover the option, the venue's mark volatility, said so. */
function chooseTheo(contract: OptionContract, { markVolatility }: BookPosition, { curve, surface, nowMs }: BookMarket): Chosen {
  const own = surface === null ? null : theoOf(contract, { curve, surface, nowMs });
  if (own?.ok === true) return { theo: own, source: 'surface' };
  if (markVolatility !== null) return { theo: theoAtVolatility(contract, markVolatility, { curve, nowMs }), source: 'mark' };
  return { theo: own ?? theoAtVolatility(contract, Number.NaN, { curve, nowMs }), source: 'none' };
}

function smileOf(surface: VolatilitySurface | null, expiresAtMs: number): ((k: number) => number) | undefined {
  const slice = surface && sliceOf(surface, expiresAtMs);
  return slice === null ? undefined : (k) => sliceVolatility(slice, k) ?? Number.NaN;
}

function priceOption(position: BookPosition, contract: OptionContract, market: BookMarket): PricedPosition {
  const { theo, source } = chooseTheo(contract, position, market);
  if (!theo.ok) return { ...without(position, ''), reason: describeUnpriced(theo.error) };
  const { volatility, years, forward } = theo.value;
  const { optionType, strike, expiresAtMs } = contract;
  const inputs = { optionType, strike, spot: forward.forward, years, volatility, rate: 0, carryYield: 0 };
  const greeks = valueBlackScholes(inputs);
  const { quantity } = position;
  if (greeks === null || !Number.isFinite(quantity)) return without(position, `expected a quantity of ${position.name}, found ${quantity}`);
  const smile = source === 'surface' ? smileOf(market.surface, expiresAtMs) : undefined;
  return {
    ...{ position, quantityCoin: quantity, forward: forward.forward, years, volatility, source, reason: '' },
    callDelta: optionType === 'call' ? greeks.delta : greeks.delta + 1,
    greeks: {
      delta: quantity * greeks.delta,
      adjustedDelta: quantity * theo.value.netTransactionDelta,
      gamma: quantity * greeks.gamma * forward.forward * 0.01,
      vega: quantity * theo.value.vegaUsd,
      weightedVega: quantity * theo.value.weightedVegaUsd,
      theta: quantity * theo.value.thetaUsd,
      vanna: quantity * greeks.vanna * 0.01,
      volga: quantity * greeks.volga * 1e-4,
      valueCoin: quantity * theo.value.priceCoin,
    },
    leg: { kind: 'option', optionType, forward: forward.forward, strike, years, volatility, quantity, smile },
  };
}

/** Values one position. `market` is `null` for an underlying of which nothing is known. Never throws, never zero for unknown. */
export function pricePosition(position: BookPosition, market: BookMarket | null): PricedPosition {
  if (position.kind !== 'option') return priceDeltaOne(position);
  const { optionType, strike, expiresAtMs } = position;
  if (optionType === null || strike === null || expiresAtMs === null)
    return without(position, `expected type, strike and expiry of ${position.name}, found them incomplete`);
  if (market === null) return without(position, `expected a market of ${position.underlying}, found none`);
  return priceOption(position, { optionType, strike, expiresAtMs }, market);
}

/** What one coin-settled option is worth on a forward curve and a surface, or why it has no value. */
import { ok } from '../domain/result';
import { YEAR_MS } from '../domain/time';
import { forwardAt, type ForwardCurve, type ForwardPoint } from './forward-curve';
import { valueInverseOption } from './inverse';
import { unpriced, type Priced } from './priced';
import { sliceOf, surfaceVolatility, type SliceLabel, type VolatilitySurface } from './surface/volatility-surface';
import { weightedVega } from './weighted-vega';

/** The contract: strike in USD. */
export interface OptionContract {
  readonly expiresAtMs: number;
  readonly strike: number;
  readonly optionType: 'call' | 'put';
}

/** Theo of one contract for one coin of underlying. */
export interface OptionTheo {
  readonly forward: ForwardPoint;
  readonly years: number;
  /** Decimal per √year. */
  readonly volatility: number;
  /** Of the smile; `interpolated` where the expiry has none of its own. */
  readonly smile: SliceLabel | 'interpolated';
  readonly priceCoin: number;
  readonly priceUsd: number;
  /** N(d1) for calls, N(d1) − 1 for puts: what Deribit publishes. */
  readonly delta: number;
  /** Premium-adjusted: delta − price in coin = F·d(price in coin)/dF, the coins that hedge it. */
  readonly netTransactionDelta: number;
  /** dDelta per USD of forward. */
  readonly gamma: number;
  /** USD per volatility point. */
  readonly vegaUsd: number;
  /** `vegaUsd` weighted by √(30 days ÷ days left). */
  readonly weightedVegaUsd: number;
  /** USD per calendar day. */
  readonly thetaUsd: number;
}

/** Where an option is valued. */
export interface PricingMarket {
  readonly curve: ForwardCurve;
  readonly surface: VolatilitySurface;
  /** The instant of the valuation; time left is counted from here. */
  readonly nowMs: number;
}

function valueAt(
  contract: OptionContract,
  point: ForwardPoint,
  { volatility, years }: { readonly volatility: number; readonly years: number },
): Priced<OptionTheo> {
  const value = valueInverseOption({ optionType: contract.optionType, forward: point.forward, strike: contract.strike, years, volatility });
  const weighted = value && weightedVega(value.vega / 100, years);
  if (value === null || weighted === null)
    return unpriced(
      'bad-input',
      `expected a positive strike, forward and volatility, found ${contract.strike}, ${point.forward}, ${volatility}`,
    );
  return ok({
    forward: point,
    years,
    volatility,
    smile: 'fitted',
    priceCoin: value.priceCoin,
    priceUsd: value.price,
    delta: value.delta,
    netTransactionDelta: value.netTransactionDelta,
    gamma: value.gamma,
    vegaUsd: value.vega / 100,
    weightedVegaUsd: weighted,
    thetaUsd: value.theta / 365,
  });
}

/** The furthest instant that a calendar knows, on either side of its beginning. */
const LAST_INSTANT_MS = 8.64e15;

function expired(expiresAtMs: number): Priced<never> {
  if (!(Math.abs(expiresAtMs) <= LAST_INSTANT_MS)) return unpriced('bad-input', `expected an instant of expiry, found ${expiresAtMs}`);
  return unpriced('expired', `it expired ${new Date(expiresAtMs).toISOString().slice(0, 16)}Z`);
}

/** Values a contract at a stated volatility on the curve: the venue's mark volatility, a quote's, a trader's. */
export function theoAtVolatility(contract: OptionContract, volatility: number, market: Omit<PricingMarket, 'surface'>): Priced<OptionTheo> {
  const { expiresAtMs, strike } = contract;
  if (!(expiresAtMs > market.nowMs)) return expired(expiresAtMs);
  if (!(strike > 0 && strike < Infinity)) return unpriced('bad-input', `expected a positive strike, found ${strike}`);
  if (!(volatility > 0 && volatility < Infinity)) return unpriced('no-volatility', `expected a positive volatility, found ${volatility}`);
  const point = forwardAt(market.curve, expiresAtMs);
  return point.ok ? valueAt(contract, point.value, { volatility, years: (expiresAtMs - market.nowMs) / YEAR_MS }) : point;
}

/** Values a contract on curve and surface; the smile moves with the forward. Says why where anything is missing. */
export function theoOf(contract: OptionContract, market: PricingMarket): Priced<OptionTheo> {
  const { expiresAtMs, strike } = contract;
  if (!(expiresAtMs > market.nowMs)) return expired(expiresAtMs);
  const point = forwardAt(market.curve, expiresAtMs);
  if (!point.ok) return point;
  const volatility = surfaceVolatility(market.surface, { expiresAtMs, logMoneyness: Math.log(strike / point.value.forward) });
  if (!volatility.ok) return volatility;
  const theo = theoAtVolatility(contract, volatility.value, market);
  return theo.ok ? ok({ ...theo.value, smile: sliceOf(market.surface, expiresAtMs)?.label ?? 'interpolated' }) : theo;
}

/** Rules on a single order of an option: the volatility that it deals at, the premium, the vega. One that only reduces its position passes. */
import { impliedVolatility } from '../pricing/implied-volatility';
import { keepsLimit, lotsToUsd } from './exposure';
import { reducesOnly, roundedForWords, type Check, type OptionOrderTerms } from './gate-context';

/** A premium is money only in proportion to the volatility behind it: basis points of a cheap option say little. Better than the mark always passes. */
export function checkVolatility(check: Check): string | null {
  const { option } = check.context;
  if (option === null || reducesOnly(check)) return null;
  const { markVolatility, limits } = option;
  if (markVolatility === null || option.forward === null) return 'There is no fresh volatility to hold the price against.';
  const isBuy = check.intent.side === 'buy';
  const volatility = volatilityOf(option, option.forward, check.price);
  const worse = isBuy ? volatility - markVolatility : markVolatility - volatility;
  if (keepsLimit(worse, limits.volatilityBand)) return null;
  const found = Number.isFinite(volatility) ? `means a volatility of ${percent(volatility)}` : 'is beyond what any volatility gives';
  return `Price ${check.price} ${found}, the mark has ${percent(markVolatility)}; a ${check.intent.side} may be worse by ${percent(limits.volatilityBand)} at most.`;
}

/** Implied by a price in coin; 0 at or below what it is worth exercised, infinite from its upper bound on. */
function volatilityOf({ optionType, strike, years }: OptionOrderTerms, forward: number, priceCoin: number): number {
  const price = priceCoin * forward;
  const implied = impliedVolatility({ optionType, strike, years, forward, price });
  if (implied.ok) return implied.value;
  const intrinsic = Math.max(0, optionType === 'call' ? forward - strike : strike - forward);
  return price <= intrinsic + Math.min(forward, strike) / 2 ? 0 : Infinity;
}

/** Paid or received, at the index. */
export function checkPremium(check: Check): string | null {
  const { instrument, intent, context, price } = check;
  if (context.option === null || reducesOnly(check)) return null;
  const { maximumPremiumUsd } = context.option.limits;
  const premium = price * lotsToUsd(instrument, intent.quantity, context.indexPrice ?? Number.NaN);
  if (keepsLimit(premium, maximumPremiumUsd)) return null;
  return `Premium of ${roundedForWords(premium)} USD; the limit per order is ${maximumPremiumUsd} USD.`;
}

/** Of the order alone, bought or sold. */
export function checkOrderVega(check: Check): string | null {
  const { option, vega } = check.context;
  if (option === null || reducesOnly(check)) return null;
  const { maximumVegaUsd } = option.limits;
  if (vega.order === null) return 'The vega of the order is not known, so no limit on it can be kept.';
  if (keepsLimit(Math.abs(vega.order), maximumVegaUsd)) return null;
  return `Vega of ${roundedForWords(vega.order)} USD per point; the limit per order is ${maximumVegaUsd}.`;
}

function percent(volatility: number): string {
  return `${(volatility * 100).toFixed(1)} %`;
}

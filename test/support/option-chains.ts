/** Option chains made from a known surface: quotes in coin around the true volatility, for tests of forwards, fits and repair. */
import { valueInverseOption } from '../../shared/pricing/inverse';
import { buildForwardCurve } from '../../shared/pricing/build-forward-curve';
import type { OptionQuote } from '../../shared/pricing/parity-forward';
import { fitSurface, type SurfaceFit, type SurfaceFitInputs } from '../../shared/pricing/surface/fit-surface';
import { sviTotalVariance, type SviRaw } from '../../shared/pricing/surface/svi';
import { YEAR_MS } from '../../shared/domain/time';

/** The instant of all made chains. */
export const CHAIN_AT_MS = Date.UTC(2026, 0, 2, 12);

/** One expiry of a made chain. */
export interface MadeExpiry {
  readonly years: number;
  readonly forward: number;
  readonly raw: SviRaw;
  /** Log-moneyness of the strikes. */
  readonly places: readonly number[];
  /** Half the distance of bid and ask, in volatility. */
  readonly halfWidth: number;
  /** Added to the volatility of each strike, by its index: noise. */
  readonly noise?: (index: number) => number;
}

/** `count` places from −reach to reach. */
export function places(reach: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => reach * ((2 * index) / (count - 1) - 1));
}

/** A smile of crypto shape: level as volatility at the money, leaning to the puts. */
export function smileOf(volatility: number, years: number): SviRaw {
  const deviation = volatility * Math.sqrt(years);
  const [b, rho, m, sigma] = [0.7 * deviation, -0.2, 0.1 * deviation, 1.1 * deviation];
  return { a: deviation * deviation - b * (Math.hypot(m, sigma) - rho * m), b, rho, m, sigma };
}

/** Expiry of a made chain, epoch ms. */
export function expiryAt(years: number): number {
  return CHAIN_AT_MS + Math.round(years * YEAR_MS);
}

/** Calls and puts of every place, quoted on both sides wherever the lower volatility has a price. */
export function quotesOf({ years, forward, raw, places: ks, halfWidth, noise }: MadeExpiry): readonly OptionQuote[] {
  return ks.flatMap((k, index) => {
    const strike = forward * Math.exp(k);
    const middle = Math.sqrt((sviTotalVariance(raw, k) ?? NaN) / years) + (noise?.(index) ?? 0);
    return (['call', 'put'] as const).map((optionType): OptionQuote => {
      const price = (volatility: number): number | null =>
        valueInverseOption({ optionType, forward, strike, years, volatility })?.priceCoin ?? null;
      return { optionType, strike, bid: price(middle - halfWidth), ask: price(middle + halfWidth) };
    });
  });
}

/** Everything a fit needs for made expiries, their forwards listed futures. */
export function chainInputs(
  expiries: readonly MadeExpiry[],
  changes: Partial<SurfaceFitInputs> & Pick<SurfaceFitInputs, 'settings'>,
): SurfaceFitInputs {
  const markets = expiries.map((expiry) => ({
    expiresAtMs: expiryAt(expiry.years),
    quotes: quotesOf(expiry),
    futurePrice: expiry.forward,
    syntheticPrice: null,
  }));
  const curve = buildForwardCurve({ underlying: 'BTC', asOfMs: CHAIN_AT_MS, spot: expiries[0]?.forward ?? null, expiries: markets });
  return { curve, expiries: markets, previous: null, ...changes };
}

/** The fit of made expiries. */
export function fitMade(
  expiries: readonly MadeExpiry[],
  changes: Partial<SurfaceFitInputs> & Pick<SurfaceFitInputs, 'settings'>,
): SurfaceFit {
  return fitSurface(chainInputs(expiries, changes));
}

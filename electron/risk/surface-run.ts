/** Fits the surface of one underlying to its chain. */
import type { SurfaceFitted } from '../../shared/engine/events';
import { DEFAULT_FIT_SETTINGS, fitSurface } from '../../shared/pricing/surface/fit-surface';
import { marketAtTheMoney } from '../../shared/pricing/surface/smile-quotes';
import type { MarketSmiles } from '../../shared/projection/risk-results';
import type { ChainSnapshot, RiskSnapshot } from '../../shared/projection/risk-snapshot';
import { buildCurve, rowsByExpiry } from './book-markets';

/** What a fit gives: the event for the engine, and the market for the panel. */
export interface FittedSurface {
  readonly event: SurfaceFitted;
  readonly smiles: MarketSmiles;
}

/** One fit; the chain's own time is the time of the surface. The last fit is remembered, so that the smile moves smoothly. */
export function fitChain(snapshot: RiskSnapshot, chain: ChainSnapshot): FittedSurface {
  const { underlying } = chain;
  const curve = buildCurve({ ...snapshot, atMs: chain.atMs }, underlying, chain);
  const expiries = [...rowsByExpiry(chain)].map(([expiresAtMs, quotes]) => ({ expiresAtMs, quotes }));
  const previous = snapshot.surfaces[underlying]?.fitted ?? null;
  const { surface, markets, breachesAfter } = fitSurface({ curve, expiries, previous, settings: DEFAULT_FIT_SETTINGS });
  const marketLevels = markets.flatMap((market) => {
    const volatility = marketAtTheMoney(market);
    return volatility === null ? [] : [{ expiresAtMs: market.expiresAtMs, volatility }];
  });
  const marks = chain.rows.flatMap(({ expiresAtMs, strike, markVolatility, optionType, underlyingPrice }) => {
    const isOutside = (optionType === 'call') === strike >= (underlyingPrice ?? strike);
    return markVolatility !== null && isOutside ? [[expiresAtMs, strike, markVolatility] as const] : [];
  });
  return {
    event: { kind: 'surface-fitted', surface, curve, marketLevels },
    smiles: { asOfMs: chain.atMs, markets, marks, breaches: breachesAfter },
  };
}

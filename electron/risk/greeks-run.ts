/** The greeks matrix: cells, totals, delta buckets, the venue's figures beside ours, and limits. */
import { bucketOf, deltaBuckets, groupBy, sumExposure, type ExposureSum } from '../../shared/risk/greek-exposure';
import type { BookMarket, PricedPosition } from '../../shared/risk/priced-position';
import { forwardAt } from '../../shared/pricing/forward-curve';
import { surfaceVolatility } from '../../shared/pricing/surface/volatility-surface';
import type {
  GreekAmounts,
  GreekCell,
  GreekExpiry,
  GreekInstrument,
  GreekLimit,
  GreekTotal,
  UnderlyingGreeks,
  VenueAmounts,
} from '../../shared/projection/greeks-view';
import type { GreeksBody } from '../../shared/projection/risk-results';
import { YEAR_MS } from '../../shared/domain/time';
import { greekLimits } from './risk-limits';
import { countFallbacks, namesOfUnpriced, type RiskInputs, type Run } from './risk-inputs';

/** `26DEC25` out of `BTC-26DEC25-100000-C`. */
function expiryKeyOf(name: string): string {
  return name.split('-')[1] ?? name;
}

function amountsOf(sum: ExposureSum): GreekAmounts {
  const { greeks } = sum;
  return {
    quantityCoin: sum.quantityCoin,
    adjustedDeltaCoin: greeks.adjustedDelta,
    coin: {
      delta: greeks.delta,
      gamma: greeks.gamma,
      vega: sum.vegaCoin,
      weightedVega: sum.weightedVegaCoin,
      theta: sum.thetaCoin,
      vanna: greeks.vanna,
      volga: sum.volgaCoin,
    },
    usd: {
      delta: sum.deltaUsd,
      gamma: sum.gammaUsd,
      vega: greeks.vega,
      weightedVega: greeks.weightedVega,
      theta: greeks.theta,
      vanna: sum.vannaUsd,
      volga: greeks.volga,
    },
  };
}

function venueOf(sum: ExposureSum): VenueAmounts {
  return { deltaCoin: sum.venueDelta, gammaCoin: sum.venueGamma, vegaUsd: sum.venueVega, thetaUsd: sum.venueTheta };
}

function minus(own: number | null, venue: number | null): number | null {
  return own === null || venue === null ? null : own - venue;
}

function gapOf(sum: ExposureSum): VenueAmounts {
  const { greeks } = sum;
  return {
    deltaCoin: minus(greeks.delta, sum.venueDelta),
    gammaCoin: minus(greeks.gamma, sum.venueGamma),
    vegaUsd: minus(greeks.vega, sum.venueVega),
    thetaUsd: minus(greeks.theta, sum.venueTheta),
  };
}

function instrumentOf({ position, quantityCoin, greeks, volatility, source }: PricedPosition): GreekInstrument {
  return {
    instrumentId: position.instrumentId,
    name: position.name,
    quantityCoin: quantityCoin ?? 0,
    deltaCoin: greeks?.delta ?? null,
    vegaUsd: greeks?.vega ?? null,
    volatility,
    volatilitySource: source,
  };
}

function cellOf(book: readonly PricedPosition[]): GreekCell {
  const sum = sumExposure(book);
  const [first] = book;
  return {
    ...amountsOf(sum),
    expiryKey: expiryKeyOf(first?.position.name ?? ''),
    strike: first?.position.strike ?? 0,
    deltaBucket: bucketOf(first?.callDelta ?? null),
    venue: venueOf(sum),
    gap: gapOf(sum),
    instruments: book.map(instrumentOf),
  };
}

function totalsBy(book: readonly PricedPosition[], keyOf: (priced: PricedPosition) => string): readonly GreekTotal[] {
  return [...groupBy(book, keyOf)].map(([key, part]) => ({ key, ...amountsOf(sumExposure(part)) }));
}

function expiryOf(key: string, part: readonly PricedPosition[], market: BookMarket | undefined): GreekExpiry {
  const expiresAtMs = part[0]?.position.expiresAtMs ?? 0;
  const forward = market === undefined ? null : forwardAt(market.curve, expiresAtMs);
  const surface = market?.surface ?? null;
  const atm = surface === null ? null : surfaceVolatility(surface, { expiresAtMs, logMoneyness: 0 });
  return {
    key,
    expiresAtMs,
    years: market === undefined ? 0 : Math.max(0, (expiresAtMs - market.nowMs) / YEAR_MS),
    forward: forward?.ok === true ? forward.value.forward : null,
    atmVolatility: atm?.ok === true ? atm.value : null,
  };
}

type DeltaBand = RiskInputs['snapshot']['bands'][string];

/** Bands are distances from the target. */
function deltaLimit(delta: number | null, { target, soft, hard }: DeltaBand): GreekLimit {
  return { greek: 'delta', unit: 'coin', used: minus(delta, target), soft, hard };
}

function limitsOf(inputs: RiskInputs, underlying: string, total: ExposureSum): readonly GreekLimit[] {
  const band = inputs.snapshot.bands[underlying];
  const delta: readonly GreekLimit[] = band === undefined ? [] : [deltaLimit(total.greeks.delta, band)];
  return [...delta, ...greekLimits(inputs, underlying, total)];
}

function underlyingGreeks(inputs: RiskInputs, underlying: string, book: readonly PricedPosition[]): UnderlyingGreeks {
  const market = inputs.markets.get(underlying);
  const byTime = [...book].sort(
    (first, second) =>
      (first.position.expiresAtMs ?? 0) - (second.position.expiresAtMs ?? 0) ||
      (first.position.strike ?? 0) - (second.position.strike ?? 0),
  );
  const options = byTime.filter(({ position }) => position.kind === 'option');
  const deltaOne = byTime.filter(({ position }) => position.kind !== 'option');
  const expiryKey = ({ position }: PricedPosition): string => expiryKeyOf(position.name);
  const strikes = [...new Set(options.map(({ position }) => position.strike ?? 0))].sort((first, second) => first - second);
  const byStrike = [...options].sort((first, second) => (first.position.strike ?? 0) - (second.position.strike ?? 0));
  const total = sumExposure(book);
  return {
    underlying,
    indexPrice: market?.indexPrice ?? null,
    expiries: [...groupBy(options, expiryKey)].map(([key, part]) => expiryOf(key, part, market)),
    strikes,
    cells: [...groupBy(options, (priced) => `${expiryKey(priced)}|${priced.position.strike ?? ''}`).values()].map(cellOf),
    expiryTotals: totalsBy(options, expiryKey),
    strikeTotals: totalsBy(byStrike, ({ position }) => String(position.strike)),
    bucketTotals: totalsBy(options, (priced) => `${expiryKey(priced)}|${bucketOf(priced.callDelta)}`),
    deltaOne: totalsBy(deltaOne, ({ position }) => position.name),
    optionTotal: amountsOf(sumExposure(options)),
    total: amountsOf(total),
    venueTotal: venueOf(total),
    gapTotal: gapOf(total),
    limits: limitsOf(inputs, underlying, total),
    unpriced: namesOfUnpriced(book),
    fallbackCount: countFallbacks(book),
  };
}

/** Quick enough for one slice; still a run like the others. */
export function* runGreeks(inputs: RiskInputs): Run<GreeksBody> {
  const groups = [...groupBy(inputs.book, ({ position }) => position.underlying)].sort(([first], [second]) => first.localeCompare(second));
  const underlyings: Record<string, UnderlyingGreeks> = {};
  for (const [index, [underlying, book]] of groups.entries()) {
    yield index / groups.length;
    underlyings[underlying] = underlyingGreeks(inputs, underlying, book);
  }
  return { deltaBuckets: deltaBuckets.map(([name]) => name), underlyings };
}

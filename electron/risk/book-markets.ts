/** Forwards and surface of each underlying, out of a snapshot and the last chains. */
import { buildForwardCurve, type ExpiryMarket } from '../../shared/pricing/build-forward-curve';
import type { ForwardCurve } from '../../shared/pricing/forward-curve';
import type { ChainRow, ChainSnapshot, RiskSnapshot } from '../../shared/projection/risk-snapshot';
import type { BookMarket } from '../../shared/risk/priced-position';

/** Chains by underlying. */
export type Chains = ReadonlyMap<string, ChainSnapshot>;

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Rows of a chain by expiry, ascending. */
export function rowsByExpiry(chain: ChainSnapshot | undefined): ReadonlyMap<number, readonly ChainRow[]> {
  const groups = new Map<number, ChainRow[]>();
  for (const row of chain?.rows ?? []) groups.set(row.expiresAtMs, [...(groups.get(row.expiresAtMs) ?? []), row]);
  return new Map([...groups].sort(([first], [second]) => first - second));
}

/**
 * The venue's own forward of each expiry is in every row of the chain; a listed future of the same expiry comes first. Expiries of
 * futures without options are points of the curve as well.
 */
export function buildCurve(snapshot: RiskSnapshot, underlying: string, chain: ChainSnapshot | undefined): ForwardCurve {
  const futures = new Map(
    snapshot.futures.flatMap((row) =>
      row.underlying === underlying && row.expiresAtMs !== null ? [[row.expiresAtMs, row.markPrice] as const] : [],
    ),
  );
  const rows = rowsByExpiry(chain);
  const expiries = [...new Set([...rows.keys(), ...futures.keys()])].map((expiresAtMs): ExpiryMarket => {
    const quotes = rows.get(expiresAtMs) ?? [];
    const synthetic = median(quotes.flatMap(({ underlyingPrice }) => underlyingPrice ?? []));
    return { expiresAtMs, futurePrice: futures.get(expiresAtMs) ?? null, syntheticPrice: synthetic, quotes };
  });
  return buildForwardCurve({ underlying, asOfMs: snapshot.atMs, spot: snapshot.indexes[underlying] ?? null, expiries });
}

/** Every underlying that is held, quoted in a chain or asked for. */
export function buildMarkets(snapshot: RiskSnapshot, chains: Chains): ReadonlyMap<string, BookMarket> {
  const held = [...snapshot.positions, ...snapshot.whatIf].map(({ underlying }) => underlying);
  const names = new Set([...held, ...chains.keys()]);
  return new Map(
    [...names].sort().map((underlying) => {
      const curve = buildCurve(snapshot, underlying, chains.get(underlying));
      const surface = snapshot.surfaces[underlying]?.published ?? null;
      return [underlying, { underlying, indexPrice: snapshot.indexes[underlying] ?? null, curve, surface, nowMs: snapshot.atMs }];
    }),
  );
}

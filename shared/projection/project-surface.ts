/** The volatility surface of each underlying with options: market, model, draft, term structure, heat map. */
import type { EngineState } from '../engine/state';
import type { SurfaceState } from '../engine/surface-state';
import { forwardAt } from '../pricing/forward-curve';
import { atTheMoneyVolatility, sliceOf, sliceVolatility, type VolatilitySurface } from '../pricing/surface/volatility-surface';
import { finiteOrNull } from './finite';
import type { DeskHealth } from './project-connections';
import type { MarketSmiles, RiskResult } from './risk-results';
import type { RiskStatus } from './risk-status';
import { breachesOfSurface, expiryKey, showDraft } from './surface-changes';
import { showExpiry } from './surface-expiry';
import { chainSource } from './trust-source';
import type { SurfaceGrid, SurfaceView, TermPoint, UnderlyingSurface } from './surface-view';

/** A fit older than this is stale, ms: chains come every few seconds. */
const FIT_STALE_MS = 20_000;

/** Columns of the heat map. */
const COLUMNS = [-0.5, -0.4, -0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5] as const;

function statusOf(state: EngineState, surface: SurfaceState, result: RiskResult<unknown> | undefined): RiskStatus {
  const { fitted, fittedAtMs } = surface;
  const problem = result?.problem ?? '';
  const isStale = state.session.nowMs - fittedAtMs > FIT_STALE_MS;
  const stale = { state: 'stale', reason: `expected a fit at most ${FIT_STALE_MS / 1000} s old` } as const;
  const verdict =
    problem !== '' ? ({ state: 'error', reason: problem } as const) : isStale ? stale : ({ state: 'live', reason: '' } as const);
  return {
    ...verdict,
    source: chainSource(state, surface.underlying),
    // No position is in it.
    isReconciled: true,
    revision: result?.revision ?? null,
    latestRevision: state.revisions.positions,
    asOfMs: fitted.asOfMs,
    computeMs: result?.computeMs ?? null,
    progress: result?.progress ?? null,
  };
}

/** Names of expiries as the venue writes them, by instant. */
function keysOf(state: EngineState, underlying: string): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  for (const { instrumentId } of state.chains[underlying]?.quotes ?? []) {
    const instrument = state.markets.get(instrumentId)?.instrument;
    if (instrument?.expiresAtMs != null) keys.set(instrument.expiresAtMs, expiryKey(instrument.name));
  }
  return new Map([...keys].sort(([first], [second]) => first - second));
}

function levelOf(surface: VolatilitySurface | null | undefined, expiresAtMs: number): number | null {
  const slice = surface == null ? null : sliceOf(surface, expiresAtMs);
  return slice === null ? null : finiteOrNull(atTheMoneyVolatility(slice));
}

function termPoint(surface: SurfaceState, expiresAtMs: number, key: string): TermPoint {
  const point = forwardAt(surface.curve, expiresAtMs);
  return {
    expiryKey: key,
    expiresAtMs,
    years: point.ok ? point.value.years : 0,
    market: surface.marketLevels.find((level) => level.expiresAtMs === expiresAtMs)?.volatility ?? null,
    model: levelOf(surface.published, expiresAtMs),
    draft: levelOf(surface.draft?.surface, expiresAtMs),
    previous: levelOf(surface.previous, expiresAtMs),
  };
}

function gridRows(surface: VolatilitySurface, expiries: readonly number[]): readonly (readonly (number | null)[])[] {
  return expiries.map((expiresAtMs) => {
    const slice = sliceOf(surface, expiresAtMs);
    return COLUMNS.map((k) => (slice === null ? null : finiteOrNull(sliceVolatility(slice, k))));
  });
}

function showGrid({ published, draft }: SurfaceState, keys: ReadonlyMap<number, string>): SurfaceGrid {
  const expiries = [...keys.keys()];
  return {
    expiryKeys: [...keys.values()],
    logMoneyness: COLUMNS,
    model: gridRows(published, expiries),
    draft: draft === null ? null : gridRows(draft.surface, expiries),
  };
}

interface Surrounding {
  readonly smiles: MarketSmiles | undefined;
  readonly result: RiskResult<unknown> | undefined;
}

function showSurface(state: EngineState, surface: SurfaceState, { smiles, result }: Surrounding): UnderlyingSurface {
  const { underlying } = surface;
  const keys = keysOf(state, underlying);
  return {
    underlying,
    status: statusOf(state, surface, result),
    version: surface.published.revision,
    publishedAtMs: surface.publishedAtMs,
    mode: surface.mode,
    draft: showDraft(state, surface, { chain: state.chains[underlying], keys }),
    expiries: [...keys].map(([expiresAtMs, key]) => showExpiry({ state, surface, smiles, expiresAtMs, key })),
    term: [...keys].map(([expiresAtMs, key]) => termPoint(surface, expiresAtMs, key)),
    grid: showGrid(surface, keys),
    breaches: breachesOfSurface(surface.published, keys),
  };
}

/** The surface slice. */
export function projectSurface(state: EngineState, { risk }: DeskHealth): SurfaceView {
  const result = risk?.surface;
  const shown = Object.values(state.surfaces).map((surface) => {
    const smiles = result?.body?.[surface.underlying];
    return [surface.underlying, showSurface(state, surface, { smiles, result })] as const;
  });
  return Object.fromEntries(shown);
}

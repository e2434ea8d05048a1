/** Smoothness in time: a new fit remembers the smile before it, less with every second, and not at all when the market has jumped. */
import type { FitPoint } from './fit-points';
import { sliceVolatility, type SurfaceSlice } from './volatility-surface';

/** How long a smile is remembered. */
export interface MemorySettings {
  /** Weight of the smile before falls by half in this time; 0: no memory. */
  readonly halfLifeMs: number;
  /** Above this share of strikes whose bid and ask exclude the smile before, the market has jumped. */
  readonly jumpShare: number;
  /** The time of the new fit. */
  readonly asOfMs: number;
}

/** Whether the smile before lies outside bid and ask of more than the given share of strikes. */
function hasJumped(points: readonly FitPoint[], before: SurfaceSlice, jumpShare: number): boolean {
  const sided = points.filter(({ mid }) => Number.isFinite(mid));
  const outside = sided.filter(({ k, bid, ask }) => {
    const volatility = sliceVolatility(before, k);
    return volatility === null || volatility < bid || volatility > ask;
  });
  return outside.length > jumpShare * sided.length;
}

/** Residuals are squared and pulled to the middle by a small share only; the same holds for the memory. */
const PULL = 0.15;
const LONGEST_MEMORY = 20;

/**
 * Points that remember: with α = 1 − 2^(−Δt/half-life) the fit minimises α·(σ − market)² + (1−α)·(σ − before)², which is the
 * exponential filter. The same points where there is nothing to remember, or a jump to follow at once.
 */
export function remember(
  points: readonly FitPoint[],
  before: SurfaceSlice | null,
  { halfLifeMs, jumpShare, asOfMs }: MemorySettings,
): readonly FitPoint[] {
  const elapsedMs = before?.fit == null ? Infinity : asOfMs - before.fit.fittedAtMs;
  if (before === null || !(halfLifeMs > 0) || !(elapsedMs >= 0) || hasJumped(points, before, jumpShare)) return points;
  const kept = 2 ** (-elapsedMs / halfLifeMs);
  const memory = PULL * Math.min(LONGEST_MEMORY, Math.sqrt(kept / Math.max(1e-9, 1 - kept)));
  return points.map((point) => ({ ...point, memory, before: sliceVolatility(before, point.k) ?? NaN }));
}

/** Progress of a flatten for the stop bar. */
import type { FlattenState } from '../engine/flatten-state';
import type { EngineState } from '../engine/state';
import { lotsToCoin } from '../risk/exposure';
import { finiteOrNull } from './finite';
import type { FlattenProgress } from './desk-view';

/** `null` before the first; what is left of each leg in coin. */
export function projectFlatten(state: EngineState): FlattenProgress | null {
  const { flatten } = state;
  if (flatten === null) return null;
  const { kind, underlying, phase, startedAtMs, reason, sliceCount } = flatten;
  return { kind, underlying, phase, startedAtMs, reason, sliceCount, remainingCoin: remainingOf(state, flatten) };
}

function remainingOf(state: EngineState, flatten: FlattenState): FlattenProgress['remainingCoin'] {
  const remaining: Record<string, number | null> = {};
  for (const [key, leg] of Object.entries(flatten.legs)) {
    if (flatten.kind === 'delta') remaining[key] = finiteOrNull(leg.remaining);
    else {
      const market = [...state.markets.values()].find(({ instrument }) => instrument.id === key);
      const coin = market === undefined ? null : lotsToCoin(market.instrument, leg.remaining, market.ticker?.markPrice ?? Number.NaN);
      remaining[market?.instrument.name ?? key] = finiteOrNull(coin);
    }
  }
  return remaining;
}

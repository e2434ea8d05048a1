/** Inventory of each underlying against its target, with its history and the fills that made it. */
import { ticksToPrice } from '../domain/price';
import { sideSign } from '../domain/side';
import type { InventoryPoint } from '../engine/account-state';
import type { EngineState } from '../engine/state';
import { halfLifeMinutes } from '../inventory/half-life';
import { finiteOrNull, finiteOrZero } from './finite';
import { lotsToCoinAt } from './instrument-units';
import { remember } from './remember';
import { exposureTrust } from './trust';
import type { InventoryView } from './view-state';

const showHistory = remember((points: readonly InventoryPoint[]): InventoryView['history'] =>
  points.map(
    (point) => [point.atMs, finiteOrZero(point.deltaCoin), finiteOrZero(point.targetCoin), finiteOrZero(point.skewTicks)] as const,
  ),
);

const measureHalfLife = remember((points: readonly InventoryPoint[]): number | null =>
  halfLifeMinutes(points.map((point) => [point.atMs, point.deltaCoin - point.targetCoin] as const)),
);

/** Skew of the underlying's quoted instrument that leans most, ticks; `null` if none is quoted. */
function strongestSkew(state: EngineState, underlying: string): number | null {
  let strongest: number | null = null;
  for (const quoting of Object.values(state.quoting)) {
    const skew = finiteOrNull(quoting.targets?.skewTicks);
    if (skew === null || state.markets.get(quoting.instrumentId)?.instrument.underlying !== underlying) continue;
    if (strongest === null || Math.abs(skew) > Math.abs(strongest)) strongest = skew;
  }
  return strongest;
}

function showFills(state: EngineState, underlying: string): InventoryView['fills'] {
  const points: (readonly [number, number, number])[] = [];
  for (const { fill, deltaAfterCoin } of state.fills) {
    const instrument = state.markets.get(fill.instrumentId)?.instrument;
    const after = finiteOrNull(deltaAfterCoin);
    if (instrument?.underlying !== underlying || after === null) continue;
    const coin = lotsToCoinAt(instrument, fill.quantity, ticksToPrice(fill.price, instrument.tickSize));
    points.push([fill.executedAtMs, sideSign(fill.side) * coin, after]);
  }
  return points;
}

function projectOne(state: EngineState, underlying: string): InventoryView {
  const exposure = state.exposures[underlying];
  const target = state.inventoryTargets[underlying];
  const points = state.inventoryHistory[underlying];
  return {
    underlying,
    deltaCoin: finiteOrNull(exposure?.deltaCoin),
    indexPrice: finiteOrNull(state.indexes[underlying]?.price),
    targetCoin: target?.targetCoin ?? 0,
    softBandCoin: target?.softBandCoin ?? 0,
    hardBandCoin: target?.hardBandCoin ?? 0,
    skewTicks: strongestSkew(state, underlying),
    halfLifeMinutes: points === undefined ? null : measureHalfLife(points),
    history: points === undefined ? [] : showHistory(points),
    fills: showFills(state, underlying),
    trust: exposureTrust(state, exposure),
  };
}

/** Views keyed by underlying: all with a target or an exposure. */
export function projectInventory(state: EngineState): Readonly<Record<string, InventoryView>> {
  const names = new Set([...Object.keys(state.inventoryTargets), ...Object.keys(state.exposures)]);
  return Object.fromEntries([...names].sort().map((name) => [name, projectOne(state, name)] as const));
}

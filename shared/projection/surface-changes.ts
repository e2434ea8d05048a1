/** What publishing a draft would change: every option of the chain priced before and after. */
import type { OptionChainState } from '../engine/market-state';
import type { EngineState } from '../engine/state';
import type { SurfaceState } from '../engine/surface-state';
import type { Instrument } from '../domain/instrument';
import { theoOf, type OptionTheo } from '../pricing/option-theo';
import { findArbitrage, type ArbitrageBreach } from '../pricing/surface/arbitrage';
import type { SurfaceDraft, SurfaceEdit } from '../pricing/surface/surface-draft';
import type { VolatilitySurface } from '../pricing/surface/volatility-surface';
import { finiteOrNull } from './finite';
import { showQuantity } from './instrument-units';
import { remember } from './remember';
import type { ArbitrageBreach as BreachView, SurfaceChange, SurfaceDraftView } from './surface-view';

/** Rows shown at most. */
const CHANGES_SHOWN = 60;
/** Smaller changes of a price than this are none, coin. */
const NOTHING = 1e-9;

const breachesOf = remember((surface: VolatilitySurface) => findArbitrage(surface.slices));

/** `26DEC25` out of an option's name. */
export function expiryKey(name: string): string {
  return name.split('-')[1] ?? name;
}

/** Breaches with the name of their expiry. */
function showBreaches(breaches: readonly ArbitrageBreach[], keys: ReadonlyMap<number, string>): readonly BreachView[] {
  return breaches.map(({ kind, expiresAtMs, worstAt, words }) => ({
    kind,
    expiryKey: keys.get(expiresAtMs) ?? String(expiresAtMs),
    logMoneyness: worstAt,
    words,
  }));
}

/** Breaches of a surface; computed once per surface. */
export function breachesOfSurface(surface: VolatilitySurface, keys: ReadonlyMap<number, string>): readonly BreachView[] {
  return showBreaches(breachesOf(surface), keys);
}

function describeEdit(edit: SurfaceEdit): string {
  switch (edit.kind) {
    case 'move':
      return `${edit.move} ${edit.amount >= 0 ? '+' : ''}${(edit.amount * 100).toFixed(2)}`;
    case 'drag':
      return `${edit.strike} to ${(edit.volatility * 100).toFixed(2)}`;
    case 'lock':
    case 'unlock':
      return `${edit.kind} ${edit.strike}`;
    case 'recentre':
      return `re-centre ${edit.levels.length} expiries`;
    case 'snap': {
      const words = edit.to === 'settlement' ? edit.slices.map(({ because }) => because).join('; ') : '';
      return words === '' ? `snap to ${edit.to}` : `snap to ${edit.to}: ${words}`;
    }
  }
}

interface Pricing {
  readonly state: EngineState;
  readonly surface: SurfaceState;
  readonly draft: SurfaceDraft;
}

function priceUnder({ state, surface: { curve } }: Pricing, instrument: Instrument, surface: VolatilitySurface): OptionTheo | null {
  if (instrument.option === null || instrument.expiresAtMs === null) return null;
  const contract = { ...instrument.option, expiresAtMs: instrument.expiresAtMs };
  const theo = theoOf(contract, { curve, surface, nowMs: state.session.nowMs });
  return theo.ok ? theo.value : null;
}

function changeOf(pricing: Pricing, instrument: Instrument): SurfaceChange {
  const { state, surface, draft } = pricing;
  const before = priceUnder(pricing, instrument, surface.published);
  const after = priceUnder(pricing, instrument, draft.surface);
  const lots = state.positions[instrument.id]?.position.lots ?? 0;
  const positionCoin = showQuantity(instrument, lots);
  const remark = before === null || after === null ? null : positionCoin * (after.priceUsd - before.priceUsd);
  return {
    instrumentId: instrument.id,
    name: instrument.name,
    expiryKey: expiryKey(instrument.name),
    volatilityBefore: finiteOrNull(before?.volatility),
    volatilityAfter: finiteOrNull(after?.volatility),
    priceBefore: finiteOrNull(before?.priceCoin),
    priceAfter: finiteOrNull(after?.priceCoin),
    positionCoin,
    remarkUsd: finiteOrNull(remark),
  };
}

function sizeOf({ priceBefore, priceAfter }: SurfaceChange): number {
  return priceBefore === null || priceAfter === null ? Infinity : Math.abs(priceAfter - priceBefore);
}

function byWeight(first: SurfaceChange, second: SurfaceChange): number {
  return Number(second.positionCoin !== 0) - Number(first.positionCoin !== 0) || sizeOf(second) - sizeOf(first);
}

/** The draft with all that it would change; `null` without one. */
export function showDraft(
  state: EngineState,
  surface: SurfaceState,
  names: { readonly chain: OptionChainState | undefined; readonly keys: ReadonlyMap<number, string> },
): SurfaceDraftView | null {
  const { draft } = surface;
  if (draft === null) return null;
  const pricing: Pricing = { state, surface, draft };
  const instruments = (names.chain?.quotes ?? []).flatMap(({ instrumentId }) => state.markets.get(instrumentId)?.instrument ?? []);
  const changed = instruments.map((instrument) => changeOf(pricing, instrument)).filter((change) => sizeOf(change) > NOTHING);
  const held = changed.filter(({ positionCoin }) => positionCoin !== 0);
  const isKnown = held.every(({ remarkUsd }) => remarkUsd !== null);
  return {
    baseVersion: draft.base.revision,
    edits: draft.edits.map(describeEdit),
    changes: changed.sort(byWeight).slice(0, CHANGES_SHOWN),
    changedCount: changed.length,
    remarkUsd: isKnown ? held.reduce((sum, { remarkUsd }) => sum + (remarkUsd ?? 0), 0) : null,
    breaches: breachesOfSurface(draft.surface, names.keys),
  };
}

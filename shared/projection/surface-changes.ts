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

function priceUnder({ surface: { curve, fittedAtMs } }: Pricing, instrument: Instrument, surface: VolatilitySurface): OptionTheo | null {
  if (instrument.option === null || instrument.expiresAtMs === null) return null;
  const contract = { ...instrument.option, expiresAtMs: instrument.expiresAtMs };
  const theo = theoOf(contract, { curve, surface, nowMs: fittedAtMs });
  return theo.ok ? theo.value : null;
}

/** Theos of options before and after, as far as they were needed: once per fit and edit, not with each look at the panel. */
const theosUnder = remember((_surface: SurfaceState) => new Map<string, readonly [before: OptionTheo | null, after: OptionTheo | null]>());

function theosOf(pricing: Pricing, instrument: Instrument): readonly [before: OptionTheo | null, after: OptionTheo | null] {
  const { surface, draft } = pricing;
  const known = theosUnder(surface);
  const found = known.get(instrument.id);
  if (found !== undefined) return found;
  const theos = [priceUnder(pricing, instrument, surface.published), priceUnder(pricing, instrument, draft.surface)] as const;
  known.set(instrument.id, theos);
  return theos;
}

function changeOf(pricing: Pricing, instrument: Instrument): SurfaceChange {
  const { state } = pricing;
  const [before, after] = theosOf(pricing, instrument);
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
  if (priceBefore === null && priceAfter === null) return 0;
  return priceBefore === null || priceAfter === null ? Infinity : Math.abs(priceAfter - priceBefore);
}

function byWeight(first: SurfaceChange, second: SurfaceChange): number {
  return Number(second.positionCoin !== 0) - Number(first.positionCoin !== 0) || sizeOf(second) - sizeOf(first);
}

/** Expiries whose smile of their own is the published one: an edit replaces the smiles that it changes and no others. */
function untouchedExpiries(draft: VolatilitySurface, published: VolatilitySurface): ReadonlySet<number> {
  const known = new Set(published.slices);
  return new Set(draft.slices.filter((slice) => known.has(slice)).map(({ expiresAtMs }) => expiresAtMs));
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
  const untouched = untouchedExpiries(draft.surface, surface.published);
  const touched = instruments.filter(({ expiresAtMs }) => !untouched.has(expiresAtMs ?? Number.NaN));
  const changed = touched.map((instrument) => changeOf(pricing, instrument)).filter((change) => sizeOf(change) > NOTHING);
  const held = changed.filter(({ positionCoin }) => positionCoin !== 0);
  const isKnown = held.every(({ remarkUsd }) => remarkUsd !== null);
  return {
    baseVersion: draft.base.revision,
    version: surface.draftVersion ?? 0,
    edits: draft.edits.map(describeEdit),
    changes: changed.sort(byWeight).slice(0, CHANGES_SHOWN),
    changedCount: changed.length,
    remarkUsd: isKnown ? held.reduce((sum, { remarkUsd }) => sum + (remarkUsd ?? 0), 0) : null,
    breaches: breachesOfSurface(draft.surface, names.keys),
  };
}

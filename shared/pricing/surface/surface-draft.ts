/** A trader's edits on a published surface: nothing changes for the desk until they are published, and each can be undone. */
import { fail, ok, type Result } from '../../domain/result';
import { dragSlice, lockSlice, moveSlice, snapSlice, unlockSlice } from './edit-slice';
import type { SmileMove } from './smile-adjustment';
import { atTheMoneyVolatility, type SurfaceSlice, type VolatilitySurface } from './volatility-surface';

/** What a smile can be set back to. */
export type SnapTarget = 'autofit' | 'market-mid' | 'previous' | 'settlement';

/** The volatility that an expiry's smile shall have at the money. */
export interface AtTheMoneyLevel {
  readonly expiresAtMs: number;
  readonly volatility: number;
}

/** One edit; plain data, so that it can be a command, a journal entry and a line of history. Volatilities are decimals, strikes USD. */
export type SurfaceEdit =
  | { readonly kind: 'move'; readonly expiries: readonly number[]; readonly move: SmileMove; readonly amount: number }
  | { readonly kind: 'drag'; readonly expiresAtMs: number; readonly strike: number; readonly volatility: number }
  | { readonly kind: 'lock' | 'unlock'; readonly expiresAtMs: number; readonly strike: number }
  | { readonly kind: 'recentre'; readonly levels: readonly AtTheMoneyLevel[] }
  | { readonly kind: 'snap'; readonly to: SnapTarget; readonly slices: readonly SurfaceSlice[] };

/** Edits in order, and the surface that they change. */
export interface SurfaceDraft {
  /** The published surface that the draft was begun on. */
  readonly base: VolatilitySurface;
  /** Oldest first. */
  readonly edits: readonly SurfaceEdit[];
  /** The surface with all edits. */
  readonly surface: VolatilitySurface;
}

/** Begins a draft that changes nothing yet. */
export function beginDraft(base: VolatilitySurface): SurfaceDraft {
  return { base, edits: [], surface: base };
}

/** Adds one edit. Fails with what was expected and found, and the draft stays as it was. */
export function addEdit(draft: SurfaceDraft, edit: SurfaceEdit): Result<SurfaceDraft, string> {
  const surface = applyEdit(draft.surface, edit);
  return surface.ok ? ok({ ...draft, edits: [...draft.edits, edit], surface: surface.value }) : surface;
}

/** The draft without its last edit; without edits it stays as it is. */
export function undoEdit({ base, edits }: SurfaceDraft): SurfaceDraft {
  return replay(base, edits.slice(0, -1));
}

/** The same edits on a newer surface; those that no longer apply (an expiry is gone) are left out. */
export function rebaseDraft({ edits }: SurfaceDraft, base: VolatilitySurface): SurfaceDraft {
  return replay(base, edits);
}

function replay(base: VolatilitySurface, edits: readonly SurfaceEdit[]): SurfaceDraft {
  return edits.reduce((draft, edit) => {
    const next = addEdit(draft, edit);
    return next.ok ? next.value : draft;
  }, beginDraft(base));
}

/**
 * The surface that publishing makes, one revision further. Refused where the published surface is no longer the one that the draft was
 * begun on: rebase, look at the changes again, then publish.
 */
export function publishDraft(draft: SurfaceDraft, published: VolatilitySurface, asOfMs: number): Result<VolatilitySurface, string> {
  if (published.revision !== draft.base.revision)
    return fail(
      `expected surface ${draft.base.revision}, on which the draft was begun, found ${published.revision}: look at the draft again`,
    );
  if (draft.edits.length === 0) return fail('expected at least one edit to publish, found none');
  return ok({ ...draft.surface, revision: published.revision + 1, asOfMs });
}

/** One edit on a surface. Fails with what was expected and found; never changes half of it. */
function applyEdit(surface: VolatilitySurface, edit: SurfaceEdit): Result<VolatilitySurface, string> {
  switch (edit.kind) {
    case 'move':
      if (!Number.isFinite(edit.amount)) return fail(`expected an amount of volatility, found ${edit.amount}`);
      return changeSlices(surface, edit.expiries, (slice) => ok(moveSlice(slice, edit.move, edit.amount)));
    case 'drag':
      if (!(edit.volatility > 0 && edit.volatility < Infinity)) return fail(`expected a positive volatility, found ${edit.volatility}`);
      return atStrike(surface, edit, (slice, logMoneyness) => dragSlice(slice, logMoneyness, edit.volatility));
    case 'lock':
      return atStrike(surface, edit, lockSlice);
    case 'unlock':
      return atStrike(surface, edit, (slice, logMoneyness) => ok(unlockSlice(slice, logMoneyness)));
    case 'recentre':
      return recentre(surface, edit.levels);
    case 'snap': {
      const targets = new Map(edit.slices.map((slice) => [slice.expiresAtMs, slice]));
      return changeSlices(surface, [...targets.keys()], (slice) => ok(snapSlice(slice, targets.get(slice.expiresAtMs) ?? slice)));
    }
  }
}

function recentre(surface: VolatilitySurface, levels: readonly AtTheMoneyLevel[]): Result<VolatilitySurface, string> {
  const wanted = new Map(levels.map(({ expiresAtMs, volatility }) => [expiresAtMs, volatility]));
  return changeSlices(surface, [...wanted.keys()], (slice) => {
    const present = atTheMoneyVolatility(slice);
    const volatility = wanted.get(slice.expiresAtMs);
    if (present === null || volatility === undefined || !(volatility > 0 && volatility < Infinity))
      return fail(`expected a positive volatility at the money, found ${volatility} for a smile at ${present}`);
    return ok(moveSlice(slice, 'shift', volatility - present));
  });
}

interface StrikePlace {
  readonly expiresAtMs: number;
  readonly strike: number;
}

function atStrike(
  surface: VolatilitySurface,
  { expiresAtMs, strike }: StrikePlace,
  change: (slice: SurfaceSlice, logMoneyness: number) => Result<SurfaceSlice, string>,
): Result<VolatilitySurface, string> {
  if (!(strike > 0 && strike < Infinity)) return fail(`expected a positive strike, found ${strike}`);
  return changeSlices(surface, [expiresAtMs], (slice) => change(slice, Math.log(strike / slice.forward)));
}

function changeSlices(
  surface: VolatilitySurface,
  expiries: readonly number[],
  change: (slice: SurfaceSlice) => Result<SurfaceSlice, string>,
): Result<VolatilitySurface, string> {
  const missing = expiries.find((expiry) => !surface.slices.some((slice) => slice.expiresAtMs === expiry));
  if (missing !== undefined || expiries.length === 0)
    return fail(`expected expiries that have a smile, found ${missing === undefined ? 'none named' : `${missing}, which has none`}`);
  const slices: SurfaceSlice[] = [];
  for (const slice of surface.slices) {
    const changed = expiries.includes(slice.expiresAtMs) ? change(slice) : ok(slice);
    if (!changed.ok) return changed;
    slices.push(changed.value);
  }
  return ok({ ...surface, slices });
}

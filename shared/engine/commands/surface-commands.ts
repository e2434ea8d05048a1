/** Commands of the volatility surface: edits are a draft, publishing changes what the book is priced by. */
import type { CommandArgs } from '../../contract/commands';
import { fail, ok, type Result } from '../../domain/result';
import { addEdit, beginDraft, publishDraft, type SnapTarget, type SurfaceEdit } from '../../pricing/surface/surface-draft';
import { moveSlice } from '../../pricing/surface/edit-slice';
import type { SmileMove } from '../../pricing/surface/smile-adjustment';
import { atTheMoneyVolatility, sliceOf, type SurfaceSlice } from '../../pricing/surface/volatility-surface';
import type { SurfaceState } from '../surface-state';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';
import { settlementSmile } from './settlement-smile';

type WantedEdit = Pick<CommandArgs<'edit-surface'>, 'expiresAtMs' | 'edit'>;

function withSurface(work: StepWork, underlying: string, change: (state: SurfaceState) => Result<SurfaceState, string>): CommandResult {
  const state = work.surfaces[underlying];
  if (state === undefined) return denied(`There is no surface of ${underlying} yet; wait for its first fit.`);
  const changed = change(state);
  if (!changed.ok) return denied(`${underlying} surface: ${changed.error}.`);
  const draftVersion = changed.value.draft === state.draft ? (state.draftVersion ?? 0) : work.session.sequence;
  work.surfaces = { ...work.surfaces, [underlying]: { ...changed.value, draftVersion } };
  return accepted;
}

function withEdit(state: SurfaceState, edit: Result<SurfaceEdit, string>): Result<SurfaceState, string> {
  if (!edit.ok) return edit;
  const draft = addEdit(state.draft ?? beginDraft(state.published), edit.value);
  return draft.ok ? ok({ ...state, draft: draft.value }) : draft;
}

/** The fitted smile, moved so that it meets the market at the money. */
function atMarketMid(state: SurfaceState, expiresAtMs: number): SurfaceSlice | null {
  const fitted = sliceOf(state.fitted, expiresAtMs);
  const level = state.marketLevels.find((each) => each.expiresAtMs === expiresAtMs);
  const present = fitted === null ? null : atTheMoneyVolatility(fitted);
  if (fitted === null || level === undefined || present === null) return null;
  return moveSlice(fitted, 'shift', level.volatility - present);
}

interface WantedSmile {
  readonly expiresAtMs: number;
  readonly to: SnapTarget;
}

function smileOf(state: SurfaceState, expiresAtMs: number, to: Exclude<SnapTarget, 'settlement'>): SurfaceSlice | null {
  switch (to) {
    case 'autofit':
      return sliceOf(state.fitted, expiresAtMs);
    case 'market-mid':
      return atMarketMid(state, expiresAtMs);
    case 'previous':
      return state.previous && sliceOf(state.previous, expiresAtMs);
  }
}

function snapTarget(work: StepWork, state: SurfaceState, { expiresAtMs, to }: WantedSmile): Result<SurfaceSlice, string> {
  if (to === 'settlement') return settlementSmile(work, state, expiresAtMs);
  const slice = smileOf(state, expiresAtMs, to);
  return slice === null ? fail(`expected a smile to snap to (${to}), found none for this expiry`) : ok(slice);
}

/** How far the draft has moved the published smile so far, as volatility. */
function movedBy({ draft, published }: SurfaceState, expiresAtMs: number, move: SmileMove): number {
  const [before, now] = [published, draft?.surface ?? published].map(
    (surface) => sliceOf(surface, expiresAtMs)?.adjustment.moves[move] ?? 0,
  );
  return (now ?? 0) - (before ?? 0);
}

function toEdit(work: StepWork, state: SurfaceState, { expiresAtMs, edit }: WantedEdit): Result<SurfaceEdit, string> {
  switch (edit.kind) {
    case 'move':
      return ok({ kind: 'move', expiries: [expiresAtMs], move: edit.move, amount: edit.points / 100 });
    case 'move-to':
      return ok({
        kind: 'move',
        expiries: [expiresAtMs],
        move: edit.move,
        amount: edit.points / 100 - movedBy(state, expiresAtMs, edit.move),
      });
    case 'node':
      return ok({ kind: 'drag', expiresAtMs, strike: edit.strike, volatility: edit.volatility });
    case 'lock':
      return ok({ kind: edit.isLocked ? 'lock' : 'unlock', expiresAtMs, strike: edit.strike });
    case 'snap': {
      const slice = snapTarget(work, state, { expiresAtMs, to: edit.to });
      return slice.ok ? ok({ kind: 'snap', to: edit.to, slices: [slice.value] }) : slice;
    }
  }
}

/** Changes the draft of one expiry. */
export function editSurface(work: StepWork, { underlying, expiresAtMs, edit }: CommandArgs<'edit-surface'>): CommandResult {
  return withSurface(work, underlying, (state) => withEdit(state, toEdit(work, state, { expiresAtMs, edit })));
}

/** Moves the draft to the market's at-the-money volatility. */
export function recenterSurface(work: StepWork, { underlying, expiresAtMs }: CommandArgs<'recenter-surface'>): CommandResult {
  return withSurface(work, underlying, (state) => {
    const known = new Set((state.draft?.surface ?? state.published).slices.map((slice) => slice.expiresAtMs));
    const wanted = state.marketLevels.filter((level) => known.has(level.expiresAtMs));
    const levels = expiresAtMs === null ? wanted : wanted.filter((level) => level.expiresAtMs === expiresAtMs);
    if (levels.length === 0) return fail('expected quotes on both sides of the money, found none; nothing to centre on');
    return withEdit(state, ok({ kind: 'recentre', levels }));
  });
}

/** Drops the draft. */
export function revertSurface(work: StepWork, { underlying }: CommandArgs<'revert-surface'>): CommandResult {
  return withSurface(work, underlying, (state) => (state.draft === null ? fail('there is no draft') : ok({ ...state, draft: null })));
}

/** Prices the book by the draft as the window saw it; from then on only the trader publishes. */
export function publishSurface(work: StepWork, { underlying, baseVersion, draftVersion }: CommandArgs<'publish-surface'>): CommandResult {
  const { nowMs } = work.session;
  return withSurface(work, underlying, (state) => {
    const { draft, published } = state;
    if (draft === null) return fail('there is no draft to publish');
    if (draft.base.revision !== baseVersion)
      return fail(`the draft was begun on ${draft.base.revision}, not on ${baseVersion}; look again`);
    if (draftVersion !== undefined && draftVersion !== (state.draftVersion ?? 0))
      return fail('the draft was changed elsewhere, as in another window, since this one last showed it; look at it and publish again');
    const next = publishDraft(draft, published, nowMs);
    if (!next.ok) return next;
    return ok({ ...state, published: next.value, publishedAtMs: nowMs, previous: published, draft: null, mode: 'manual' });
  });
}

/** Puts the previous publish back. Not beside a draft, perhaps of another window: it was begun on what would be taken back. */
export function undoSurface(work: StepWork, { underlying }: CommandArgs<'undo-surface'>): CommandResult {
  const { nowMs } = work.session;
  return withSurface(work, underlying, (state) => {
    const { previous, published, draft } = state;
    if (previous === null) return fail('there is no earlier publish');
    if (draft !== null) return fail('there is a draft, which this would drop; revert it first');
    const restored = { ...previous, revision: published.revision + 1 };
    return ok({ ...state, published: restored, publishedAtMs: nowMs, previous: published, mode: 'manual' });
  });
}

/** Whether fits are published by themselves. */
export function setSurfaceMode(work: StepWork, { underlying, mode }: CommandArgs<'set-surface-mode'>): CommandResult {
  return withSurface(work, underlying, (state) => ok({ ...state, mode }));
}

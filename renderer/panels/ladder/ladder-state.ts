/** What a trader does on the ladder, apart from React: window, cursor, hover, selected chip, open ticket. */
import type { LadderView } from '../../../shared/projection/view-state';
import type { LadderFrame } from '../../canvas/ladder-frame';
import { chooseGroup, isOffCentre, ladderMarks, ladderRows, middleBucket, rowPrice, stepGroup, topBucket } from './model';
import type { LadderTicket, LadderWindow } from './model';

/** State of one ladder. */
export interface LadderState {
  readonly instrumentId: string | null;
  readonly window: LadderWindow | null;
  /** Chosen by hand; `null` lets the ladder choose. */
  readonly chosenGroup: number | null;
  readonly hoverRow: number | null;
  readonly isPointerInside: boolean;
  readonly isRecentreHeld: boolean;
  readonly cursorRow: number | null;
  readonly cursorSide: 'buy' | 'sell';
  readonly selectedId: string | null;
  readonly ticket: LadderTicket | null;
  /** What was typed to confirm the open ticket. */
  readonly typed: string;
}

/** A ladder before its first book. */
export const initialLadder: LadderState = {
  instrumentId: null,
  window: null,
  chosenGroup: null,
  hoverRow: null,
  isPointerInside: false,
  isRecentreHeld: false,
  cursorRow: null,
  cursorSide: 'buy',
  selectedId: null,
  ticket: null,
  typed: '',
};

/** The row that has the cursor's price in another window; none where no row has it. */
function cursorIn(window: LadderWindow, { window: before, cursorRow }: LadderState): number | null {
  if (before === null || cursorRow === null) return null;
  const row = topBucket(window) - ((topBucket(before) - cursorRow) * before.group) / window.group;
  return Number.isInteger(row) && row >= 0 && row < window.rowCount ? row : null;
}

/** Centres on the book now. The cursor stays on its price: a key must not act on another one because the book moved. */
export function recentre(state: LadderState, ladder: LadderView, rowCount: number): LadderState {
  const group = state.chosenGroup ?? chooseGroup(ladder, rowCount);
  const centre = middleBucket(ladder, group);
  if (centre === null) return { ...state, isRecentreHeld: false };
  const window = { group, centre, rowCount };
  return { ...state, isRecentreHeld: false, window, cursorRow: cursorIn(window, state) };
}

/** The same object if nothing changes, so that followers can compare by identity. */
function held(state: LadderState, isRecentreHeld: boolean): LadderState {
  return state.isRecentreHeld === isRecentreHeld ? state : { ...state, isRecentreHeld };
}

/** Follows a new book: a new instrument starts afresh; rows never move while the pointer is inside. */
export function follow(before: LadderState, ladder: LadderView, rowCount: number): LadderState {
  const state =
    before.instrumentId === ladder.instrumentId
      ? before
      : { ...initialLadder, instrumentId: ladder.instrumentId, isPointerInside: before.isPointerInside };
  if (state.window === null || state.window.rowCount !== rowCount) return recentre(state, ladder, rowCount);
  const middle = middleBucket(ladder, state.window.group);
  if (middle === null || !isOffCentre(state.window, middle)) return held(state, false);
  return state.isPointerInside ? held(state, true) : recentre(state, ladder, rowCount);
}

/** Finer or coarser rows. */
export function regroup(state: LadderState, ladder: LadderView, step: 1 | -1): LadderState {
  if (state.window === null) return state;
  return recentre({ ...state, chosenGroup: stepGroup(state.window.group, step) }, ladder, state.window.rowCount);
}

/** Moves the keyboard cursor; the first move starts at the middle. */
export function moveCursor(state: LadderState, rows: number): LadderState {
  if (state.window === null) return state;
  const from = state.cursorRow ?? Math.floor(state.window.rowCount / 2);
  return { ...state, cursorRow: Math.min(state.window.rowCount - 1, Math.max(0, from + rows)), ticket: null };
}

/** Opens a ticket; nothing is typed for it yet. */
export function openTicket(state: LadderState, ticket: LadderTicket): LadderState {
  return { ...state, ticket, typed: '' };
}

/** The order that the cursor stands for. */
export function cursorTicket(state: LadderState, ladder: LadderView, quantityCoin: number): LadderTicket | null {
  if (state.window === null || state.cursorRow === null) return null;
  return { side: state.cursorSide, price: rowPrice(state.window, state.cursorRow, ladder.tickSize), quantityCoin };
}

/** What is painted. */
export function frameOf(state: LadderState, ladder: LadderView): LadderFrame {
  if (state.window === null) return { rows: [], marks: [], hoverRow: null, cursorRow: null, cursorSide: 'buy', isDimmed: true };
  return {
    rows: ladderRows(ladder, state.window, state.selectedId),
    marks: ladderMarks(ladder, state.window),
    hoverRow: state.hoverRow,
    cursorRow: state.cursorRow,
    cursorSide: state.cursorSide,
    isDimmed: ladder.isCrossed,
  };
}

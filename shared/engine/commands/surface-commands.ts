/** Commands of the volatility surface: edits are a draft, publishing changes what the book is priced by. */
import type { CommandArgs } from '../../contract/commands';
import { denied, type CommandResult, type StepWork } from '../step-work';

function withoutSurface(_work: StepWork, { underlying }: { readonly underlying: string }): CommandResult {
  return denied(`There is no surface of ${underlying} yet; wait for its first fit.`);
}

/** Changes the draft of one expiry. */
export function editSurface(work: StepWork, args: CommandArgs<'edit-surface'>): CommandResult {
  return withoutSurface(work, args);
}

/** Moves the draft to the market's at-the-money volatility. */
export function recenterSurface(work: StepWork, args: CommandArgs<'recenter-surface'>): CommandResult {
  return withoutSurface(work, args);
}

/** Drops the draft. */
export function revertSurface(work: StepWork, args: CommandArgs<'revert-surface'>): CommandResult {
  return withoutSurface(work, args);
}

/** Prices the book by the draft. */
export function publishSurface(work: StepWork, args: CommandArgs<'publish-surface'>): CommandResult {
  return withoutSurface(work, args);
}

/** Puts the previous publish back. */
export function undoSurface(work: StepWork, args: CommandArgs<'undo-surface'>): CommandResult {
  return withoutSurface(work, args);
}

/** Whether fits are published by themselves. */
export function setSurfaceMode(work: StepWork, args: CommandArgs<'set-surface-mode'>): CommandResult {
  return withoutSurface(work, args);
}

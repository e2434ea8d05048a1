/** Changes of a smile's draft, each sent: the same value may be typed again before the engine has answered the first time. */
import type { CommandArgs } from '../../../shared/contract/commands';
import type { CommandOutcome } from '../../../shared/contract/envelope';
import type { SurfaceExpiry, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { notify, sendCommand } from '../../desk/commands';

let count = 0;

/** What became of this window's last change of each draft; what it made, the screen may not show yet. */
const lastChanges = new Map<string, Promise<CommandOutcome | null>>();

/** Sends one change of an expiry's draft. */
export function edit(
  { underlying }: Pick<UnderlyingSurface, 'underlying'>,
  { expiresAtMs }: Pick<SurfaceExpiry, 'expiresAtMs'>,
  change: CommandArgs<'edit-surface'>['edit'],
): void {
  count += 1;
  lastChanges.set(underlying, sendCommand('edit-surface', { underlying, expiresAtMs, edit: change }, `${underlying} edit ${count}`));
}

/** Moves the draft to the market at the money; `null` means every expiry. */
export function recenter({ underlying }: Pick<UnderlyingSurface, 'underlying'>, expiresAtMs: number | null): void {
  lastChanges.set(underlying, sendCommand('recenter-surface', { underlying, expiresAtMs }, underlying));
}

/** Drops the draft. */
export function revert({ underlying, draft }: Pick<UnderlyingSurface, 'underlying' | 'draft'>): void {
  lastChanges.delete(underlying);
  if (draft !== null) void sendCommand('revert-surface', { underlying }, underlying);
}

/** Publishes the draft as this window shows or made it; nothing while its last change was not taken, which a field may still show. */
export async function publish({ underlying, draft }: Pick<UnderlyingSurface, 'underlying' | 'draft'>): Promise<void> {
  if (draft === null) return;
  const last = (await lastChanges.get(underlying)) ?? null;
  lastChanges.delete(underlying);
  if (last !== null && last.status !== 'accepted') {
    notify('denied', 'The last change of the smile was not taken, so nothing was published; look at the draft and repeat.');
    return;
  }
  const draftVersion = Math.max(draft.version, last?.sequence ?? 0);
  await sendCommand('publish-surface', { underlying, baseVersion: draft.baseVersion, draftVersion }, underlying);
}

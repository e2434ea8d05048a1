/** Edits of a smile's draft, each sent: the same value may be typed again before the engine has answered the first time. */
import type { CommandArgs } from '../../../shared/contract/commands';
import type { SurfaceExpiry, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { sendCommand } from '../../desk/commands';

let count = 0;

/** Sends one change of an expiry's draft. */
export function edit(
  { underlying }: Pick<UnderlyingSurface, 'underlying'>,
  { expiresAtMs }: Pick<SurfaceExpiry, 'expiresAtMs'>,
  change: CommandArgs<'edit-surface'>['edit'],
): void {
  count += 1;
  void sendCommand('edit-surface', { underlying, expiresAtMs, edit: change }, `${underlying} edit ${count}`);
}

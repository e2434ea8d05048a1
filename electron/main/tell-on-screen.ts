/** Says something important in a box of its own, without holding up the process that relays orders. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dialog } from 'electron';

export function tellOnScreen(message: string, detail: string): void {
  void dialog.showMessageBox({ type: 'error', title: 'Keel', message, detail, noLink: true });
}

/** The same as the last word of a desk: whoever is there reads it first, and a desk that nobody looks at still ends. */
export async function tellBeforeLeaving(message: string, detail: string, limitMs: number): Promise<void> {
  const isRead = dialog.showMessageBox({ type: 'error', title: 'Keel', message, detail, noLink: true });
  await Promise.race([isRead, sleep(limitMs)]);
}

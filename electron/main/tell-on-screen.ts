/** Says something important in a box of its own, without holding up the process that relays orders. */
import { dialog } from 'electron';

export function tellOnScreen(message: string, detail: string): void {
  void dialog.showMessageBox({ type: 'error', title: 'Keel', message, detail, noLink: true });
}

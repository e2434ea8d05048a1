/** Who may speak to main: the top frame of a terminal window, served by ourselves. */
import { APP_ORIGIN } from '../app-protocol';

/** What is looked at in an IPC event; Electron's own events fit. */
export interface IpcSource {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: { readonly id: number };
}

/** The window's id, or why the message is refused. */
export function checkSender(
  source: IpcSource,
  knownWindows: ReadonlySet<number>,
): { readonly windowId: number } | { readonly refusal: string } {
  const frame = source.senderFrame;
  if (!frame) return { refusal: 'expected a living frame, found none' };
  if (frame.parent !== null) return { refusal: `expected the main frame, found a frame inside it at ${frame.url.slice(0, 100)}` };
  if (!frame.url.startsWith(`${APP_ORIGIN}/`)) {
    return { refusal: `expected the origin ${APP_ORIGIN}, found ${frame.url.slice(0, 100)}` };
  }
  if (!knownWindows.has(source.sender.id)) return { refusal: `expected a terminal window, found contents ${source.sender.id}` };
  return { windowId: source.sender.id };
}

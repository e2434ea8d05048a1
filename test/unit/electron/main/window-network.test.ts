/** A window reaches nothing but the files of the terminal: whatever runs in it, no host hears of it. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../../../electron/main/log';

type Decide = (answer: { readonly cancel: boolean }) => void;
type RequestListener = (details: { readonly url: string }, decide: Decide) => void;

const { found } = vi.hoisted(() => ({ found: { requests: [] as RequestListener[] } }));

vi.mock('electron', () => {
  const ignore = (): void => undefined;
  const defaultSession = {
    protocol: { handle: ignore },
    webRequest: { onBeforeRequest: (listener: RequestListener) => void found.requests.push(listener) },
    setPermissionRequestHandler: ignore,
    setPermissionCheckHandler: ignore,
    setDevicePermissionHandler: ignore,
  };
  return { app: { on: ignore }, protocol: {}, session: { defaultSession } };
});

const { secureSession } = await import('../../../../electron/main/security');
const logged: string[] = [];

/** What becomes of a request of a window, and what is written of it. */
function request(url: string): { readonly isBlocked: boolean; readonly said: readonly string[] } {
  let isBlocked = false;
  for (const listener of found.requests) listener({ url }, ({ cancel }) => (isBlocked = cancel));
  return { isBlocked, said: logged.splice(0) };
}

describe('a request of a window', () => {
  beforeAll(() => {
    secureSession(
      import.meta.dirname,
      createLog((line) => void logged.push(line)),
    );
  });

  it.each([
    ['a host of the web', 'https://example.com/?position=5'],
    ['the venue itself, which only the engine speaks to', 'wss://www.deribit.com/ws/api/v2'],
    ['this machine', 'http://127.0.0.1:8080/'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['an origin that only begins like the terminal', 'app://terminal.evil/x'],
  ])('to %s is blocked and recorded (fault 74)', (_what, url) => {
    expect(request(url)).toEqual({ isBlocked: true, said: [expect.stringContaining('blocked a request from a window to')] });
  });

  it('for a file of the terminal passes in silence', () => {
    expect(request('app://terminal/index.html')).toEqual({ isBlocked: false, said: [] });
  });
});

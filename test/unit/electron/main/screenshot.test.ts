/** A picture that does not come keeps no desk from its end. */
import type { BrowserWindow } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../../../electron/main/log';
import { writeScreenshot } from '../../../../electron/main/screenshot';

afterEach(() => {
  vi.useRealTimers();
  process.exitCode = undefined;
});

describe('a screenshot', () => {
  it('of a window that hangs is given up in words, and the desk goes on to its end', async () => {
    vi.useFakeTimers();
    const said: string[] = [];
    const window = { getContentSize: () => [1, 1], webContents: { capturePage: () => new Promise(() => undefined) } };
    let isOver = false;
    // Of a window only these are used.
    void writeScreenshot(
      window as unknown as BrowserWindow,
      '/nowhere/desk.png',
      createLog((line) => void said.push(line)),
    ).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isOver).toBe(true);
    expect([said, process.exitCode]).toEqual([[expect.stringContaining('no picture of the window within 5 s')], 1]);
  });
});

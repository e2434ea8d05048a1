/** Writes what the window shows as a PNG. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Log } from './log';

/** A page that hangs or has crashed gives no picture and says nothing; the desk must end all the same. */
const CAPTURE_LIMIT_MS = 5_000;

export async function writeScreenshot(window: BrowserWindow, path: string, log: Log): Promise<void> {
  try {
    const [contentWidth = 0, contentHeight = 0] = window.getContentSize();
    const image = await inTime(window.webContents.capturePage({ x: 0, y: 0, width: contentWidth, height: contentHeight }));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, image.toPNG());
    const { width, height } = image.getSize();
    log.info(`screenshot: ${width} x ${height}, ${path}`);
  } catch (error) {
    log.error(`expected to write a screenshot to ${path}, found: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

async function inTime<Value>(capture: Promise<Value>): Promise<Value> {
  let cancelLimit = (): void => undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no picture of the window within ${CAPTURE_LIMIT_MS / 1000} s`)), CAPTURE_LIMIT_MS);
    cancelLimit = () => clearTimeout(timer);
  });
  try {
    return await Promise.race([capture, limit]);
  } finally {
    cancelLimit();
  }
}

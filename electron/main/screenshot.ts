/** Writes what the window shows as a PNG. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Log } from './log';

export async function writeScreenshot(window: BrowserWindow, path: string, log: Log): Promise<void> {
  try {
    const [contentWidth = 0, contentHeight = 0] = window.getContentSize();
    const image = await window.webContents.capturePage({ x: 0, y: 0, width: contentWidth, height: contentHeight });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, image.toPNG());
    const { width, height } = image.getSize();
    log.info(`screenshot: ${width} x ${height}, ${path}`);
  } catch (error) {
    log.error(`expected to write a screenshot to ${path}, found: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

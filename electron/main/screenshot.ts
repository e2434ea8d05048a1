/** Writes what the window shows as a PNG. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Log } from './log';

export async function writeScreenshot(window: BrowserWindow, path: string, log: Log): Promise<void> {
  try {
    const image = await window.webContents.capturePage();
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, image.toPNG());
    const { width, height } = image.getSize();
    log.info(`screenshot: ${width} x ${height}, ${path}`);
  } catch (error) {
    log.error(`expected to write a screenshot to ${path}, found: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

/** Copies of the desk's own files with something changed in them, for tests of what a desk makes of that. */
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeManifest } from '../../electron/build/manifest.mjs';
import { deskTargets, targets } from '../../electron/build/targets.mjs';

/** Below the project, so that packages are found as the desk finds them. */
const FOLDER = resolve('.cache/changed-desks');
const deskFolders = [...new Set(targets.filter((target) => deskTargets.includes(target.name)).map((target) => target.output))];

/** One copy. */
export interface DeskFiles {
  readonly appPath: string;
  /** Replaces every occurrence of a text in one file below `dist/`; throws if there is none. */
  replaceText(path: string, text: string, replacement: string): void;
  flipByte(path: string, at: number): void;
  /** As if the build had made the files as they are now. */
  seal(): void;
  remove(): void;
}

/** Copies the files that the suite's desk runs on. */
export function copyDeskFiles(from: string): DeskFiles {
  mkdirSync(FOLDER, { recursive: true });
  const appPath = mkdtempSync(join(FOLDER, 'desk-'));
  cpSync(from, appPath, { recursive: true });
  const pathOf = (path: string): string => join(appPath, 'dist', path);
  return {
    appPath,
    replaceText: (path, text, replacement) => {
      const before = readFileSync(pathOf(path), 'utf8');
      if (!before.includes(text)) throw new Error(`expected ${text} in ${path}, found it nowhere`);
      writeFileSync(pathOf(path), before.replaceAll(text, replacement));
    },
    flipByte: (path, at) => {
      const bytes = readFileSync(pathOf(path));
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      writeFileSync(pathOf(path), bytes);
    },
    seal: () => writeManifest(join(appPath, 'dist'), deskFolders),
    remove: () => rmSync(appPath, { recursive: true, force: true }),
  };
}

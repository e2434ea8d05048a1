/** `npm run reference -- [--dir DIR]`: checks every row of the reference tables through the product's own functions. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkFolder } from './reference/check-folder';

const DEFAULT_FOLDER = '../shared/reference';

function folderOf(words: readonly string[]): string | null {
  if (words.length === 0) return DEFAULT_FOLDER;
  const [option, folder] = words;
  return option === '--dir' && folder !== undefined && words.length === 2 ? folder : null;
}

function main(words: readonly string[]): number {
  const folder = folderOf(words);
  if (folder === null) {
    process.stderr.write(`Expected --dir DIR or nothing, found "${words.join(' ')}": npm run reference -- --dir DIR\n`);
    return 1;
  }
  if (!(statSync(resolve(folder), { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    process.stderr.write(`Expected a folder of reference tables at ${folder}, found none: name it with --dir DIR.\n`);
    return 1;
  }
  const { ok, lines } = checkFolder(resolve(folder));
  process.stdout.write(`${lines.join('\n')}\n`);
  return ok ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));

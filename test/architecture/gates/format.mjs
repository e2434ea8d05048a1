/** Gate: one format everywhere (Prettier). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, getFileInfo, resolveConfig } from 'prettier';
import { sourceFiles } from './source-files.mjs';

const formatted = /\.(ts|tsx|mjs|cjs|css|json|yml)$/;

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkFormat(root) {
  const files = sourceFiles(root).filter((path) => formatted.test(path));
  const options = await resolveConfig(join(root, 'package.json'));
  const problems = [];
  for (const path of files) {
    const filepath = join(root, path);
    const { ignored, inferredParser } = await getFileInfo(filepath, { ignorePath: join(root, '.prettierignore') });
    if (ignored || inferredParser === null) continue;
    const problem = await complaint(await readFile(filepath, 'utf8'), { ...options, filepath });
    if (problem !== null) problems.push(`${path}: ${problem}`);
  }
  return { problems, detail: `${files.length} files` };
}

async function complaint(text, options) {
  try {
    return (await check(text, options)) ? null : 'not in the house format; run `npx prettier --write` on it';
  } catch (problem) {
    return `cannot be parsed: ${problem.message.split('\n')[0]}`;
  }
}

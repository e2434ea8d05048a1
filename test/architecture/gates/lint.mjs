/** Gate: purity, sizes and names (ESLint). */
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const configFile = fileURLToPath(new URL('../eslint.config.mjs', import.meta.url));

/** An ESLint that knows the rules of the house and treats `root` as the project. */
export function houseLint(root) {
  return new ESLint({ cwd: root, overrideConfigFile: configFile, errorOnUnmatchedPattern: false });
}

/** What counts against a file: its messages, and a complaint about switching rules off that was itself switched off. */
export function complaints(result) {
  return [...result.messages, ...result.suppressedMessages.filter((message) => message.ruleId === 'house/disable-reason')];
}

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkLint(root) {
  const results = await houseLint(root).lintFiles(['**/*.{ts,tsx,mjs,cjs,js}']);
  const problems = results.flatMap((result) =>
    complaints(result).map((message) => {
      const path = result.filePath.slice(root.length + 1);
      return `${path}:${message.line ?? 1}:${message.column ?? 1} ${message.message}  (${message.ruleId ?? 'parse'})`;
    }),
  );
  if (results.length === 0) problems.push('no file was linted: the check is switched off somewhere');
  return { problems, detail: `${results.length} files` };
}

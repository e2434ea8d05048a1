/** Gate: no file, export or package that nothing uses (knip). */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-node.mjs';

const knip = join(dirname(createRequire(import.meta.url).resolve('knip')), '../bin/knip.js');
const configFile = fileURLToPath(new URL('../knip.config.ts', import.meta.url));

const words = {
  files: 'a file that nothing uses',
  dependencies: 'a dependency that nothing uses',
  devDependencies: 'a development dependency that nothing uses',
  optionalPeerDependencies: 'an optional peer that is used without being declared',
  unlisted: 'a package that is used without being declared',
  binaries: 'a program that is used without being declared',
  unresolved: 'an import that leads nowhere',
  exports: 'an export that no other file uses',
  nsExports: 'an export that no other file uses',
  types: 'an exported type that nothing uses',
  nsTypes: 'an exported type that nothing uses',
  enumMembers: 'a member of an enumeration that nothing uses',
  duplicates: 'one thing exported under two names',
};

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkDeadCode(root) {
  const { code, output } = await runNode([knip, '--config', configFile, '--reporter', 'json', '--no-progress'], {
    cwd: root,
    env: { NO_COLOR: '1' },
  });
  const line = output.split('\n').find((each) => each.startsWith('{"'));
  const problems = line === undefined ? [] : JSON.parse(line).issues.flatMap(problemsOfFile).sort();
  if (problems.length === 0 && code !== 0) problems.push(output.trim() || `knip ended with ${code} and said nothing`);
  return { problems, detail: 'files, exports, types, packages' };
}

function problemsOfFile({ file, ...kinds }) {
  return Object.entries(kinds).flatMap(([kind, found]) =>
    (Array.isArray(found) ? found : []).map((each) => {
      const name = Array.isArray(each) ? each.map((one) => one.name).join(' = ') : each.name;
      const place = each.line === undefined ? file : `${file}:${each.line}`;
      return `${place} ${name === file ? '' : `${name} `}(${words[kind] ?? kind})`;
    }),
  );
}

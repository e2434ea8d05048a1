/** Lint rule: file and folder names are kebab-case nouns, and the words that mean "miscellaneous" are refused. */
import { relative } from 'node:path';

const bannedWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager']);
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The definition file of a venue, a quoting model or a panel is the only index. */
const definitionFile = /(^|\/)(electron\/venues\/[^/]+|shared\/quoting\/models\/[^/]+|renderer\/panels\/[^/]+)\/index\.tsx?$/;

/** What is wrong with a path (relative, forward slashes), or null. */
function complaintAbout(path) {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const stem = name.replace(/\.(module\.css|config\.[a-z]+|test\.tsx?|d\.ts|[a-z]+)$/, '').replace(/^\./, '');
  if (stem === 'index' && !definitionFile.test(path)) {
    return `index file "${path}": only a venue, a model or a panel has one; import the file that holds the thing`;
  }
  for (const word of [...parts, stem]) {
    if (word === 'README' || word.startsWith('.')) continue;
    if (!kebabCase.test(word)) return `"${word}" in "${path}" is not kebab-case; expected lower case words joined by "-"`;
    const banned = word.split('-').find((piece) => bannedWords.has(piece));
    if (banned !== undefined) return `"${banned}" in "${path}" names nothing; use the noun of the thing`;
  }
  return null;
}

export const fileName = {
  meta: { type: 'problem', schema: [], messages: { name: '{{complaint}}' } },
  create(context) {
    return {
      Program(node) {
        const path = relative(context.cwd, context.filename).replaceAll('\\', '/');
        const complaint = complaintAbout(path);
        if (complaint !== null) context.report({ node, messageId: 'name', data: { complaint } });
      },
    };
  },
};

/** Gate: no file names a path, a registry or a secret of the machine that it was written on. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sourceFiles } from './source-files.mjs';

const binary = /\.(png|jpg|jpeg|ico|icns|woff2?|ttf|gz|wav|mp3|ogg|asar|node)$/;
/** Spelled in pieces so that this file does not name what it refuses; `trader` is the invented person of our examples. */
const patterns = [
  { what: 'a home folder', pattern: new RegExp(`(^|[^\\w.])/(ho${'me'}|Use${'rs'})/(?!trader/)[a-z][\\w.-]*/`, 'm') },
  { what: 'the folder of the superuser', pattern: new RegExp(`(^|[\\s"'\`(=:])/ro${'ot'}/[\\w.]`, 'm') },
  { what: 'a folder of a build machine', pattern: new RegExp(`(^|[\\s"'\`(=:])/(wo${'rk'}|builds|workspace)/[\\w.]`, 'm') },
  { what: 'a Windows home folder', pattern: new RegExp(`[A-Z]:\\\\+Use${'rs'}\\\\`, 'm') },
  { what: 'a job folder', pattern: new RegExp(`/tmp/(ba${'sh'}_jobs|brief)`, 'm') },
];
const registry = /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[^"]+"/;

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkMachinePaths(root) {
  const files = sourceFiles(root).filter((path) => !binary.test(path));
  const problems = files.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const found = patterns.filter(({ pattern }) => pattern.test(text) || (homePrefix !== null && text.includes(homePrefix)));
    const problemsHere = found.map(({ what, pattern }) => `${path}: names ${what} (${(text.match(pattern) ?? [homePrefix])[0].trim()})`);
    if (path === 'package-lock.json' && registry.test(text))
      problemsHere.push(`${path}: a package resolves to another registry than npm's own`);
    return problemsHere;
  });
  return { problems, detail: `${files.length} files` };
}

const home = homedir();
const homePrefix = home.split('/').length > 2 ? `${home}/` : null;

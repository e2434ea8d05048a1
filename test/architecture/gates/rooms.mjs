/** Gate: the plan of the house: known rooms, a README in each, known names at the top level. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rooms } from '../walls.mjs';
import { sourceFiles } from './source-files.mjs';

const topLevel = new Set(
  'electron renderer shared assets test docs package.json package-lock.json electron-builder.yml tsconfig.json README.md LICENSE'.split(
    ' ',
  ),
);
const housed = ['shared', 'electron', 'renderer'];
const fewestLines = 5;
const mostLines = 30;

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkRooms(root) {
  const files = sourceFiles(root);
  const folders = roomFolders(files);
  const problems = [...strayNames(files), ...unknownRooms(folders), ...folders.flatMap((folder) => readmeProblem(root, folder, files))];
  return { problems, detail: `${folders.length} folders` };
}

/** Folders of the three houses down to the second level, as far as they hold files. */
function roomFolders(files) {
  const folders = new Set();
  for (const path of files) {
    const parts = path.split('/').slice(0, -1);
    if (!housed.includes(parts[0])) continue;
    if (parts.length >= 2) folders.add(parts.slice(0, 2).join('/'));
    if (parts.length >= 3) folders.add(parts.slice(0, 3).join('/'));
  }
  return [...folders].sort();
}

function strayNames(files) {
  const names = new Set(files.map((path) => path.split('/')[0]));
  return [...names]
    .filter((name) => !name.startsWith('.') && !topLevel.has(name))
    .map((name) => `${name}: not a name of the top level; expected one of ${[...topLevel].join(', ')} or a dot-file`);
}

function unknownRooms(folders) {
  return folders
    .filter((folder) => folder.split('/').length === 2 && !Object.hasOwn(rooms, folder))
    .map((folder) => `${folder}: a room that the walls do not know; give it a line in test/architecture/walls.mjs`);
}

function readmeProblem(root, folder, files) {
  const path = `${folder}/README.md`;
  if (!files.includes(path)) return [`${folder}: expected a README.md of about ten lines, found none`];
  const lines = readFileSync(join(root, path), 'utf8').trim().split('\n').length;
  if (lines >= fewestLines && lines <= mostLines) return [];
  return [`${path}: expected about ten lines (${fewestLines} to ${mostLines}), found ${lines}`];
}

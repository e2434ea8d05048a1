/** `npm run faults`: writes docs/fault-catalogue.md from the last `npm test`; `-- --check` only compares, and is part of `npm test`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { catalogue } from './catalogue';
import { decodeTally } from './decode-tally';
import { pageOf, problemsOf, tableOf } from './fault-table';

/** What `npm test` leaves behind, one file a suite. */
const TALLIES = ['.cache/test/suite.json', '.cache/test/window.json'];
const PAGE = 'docs/fault-catalogue.md';
const USAGE = 'usage: npm run faults [-- --check]   after npm test; --check: compare, write nothing';

function main(words: readonly string[]): readonly string[] {
  const isCheck = words.length === 1 && words[0] === '--check';
  if (words.length > 0 && !isCheck) return [`Expected no argument or --check, found ${words.join(' ')}.`, USAGE];
  const absent = TALLIES.filter((path) => !existsSync(resolve(path)));
  if (absent.length > 0) return [`Expected the results of a whole test run, found no ${absent.join(', ')}; run npm test first.`];
  const results = TALLIES.flatMap((path) => decodeTally(readFileSync(resolve(path), 'utf8')));
  const rows = tableOf(catalogue, results);
  const page = pageOf(rows);
  const problems = problemsOf(rows, results);
  if (isCheck) return isCommitted(page) ? problems : [...problems, `${PAGE} is not what the tests say: npm run faults, then commit it.`];
  mkdirSync(dirname(resolve(PAGE)), { recursive: true });
  writeFileSync(resolve(PAGE), page);
  return problems;
}

function isCommitted(page: string): boolean {
  return existsSync(resolve(PAGE)) && readFileSync(resolve(PAGE), 'utf8') === page;
}

const problems = main(process.argv.slice(2));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length === 0) process.stdout.write('every fault has a passing test\n');
process.exitCode = problems.length === 0 ? 0 : 1;

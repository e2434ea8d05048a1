/** From the results of tests to the table of faults: who covers what, what is wrong, and the page that is committed. */
import type { CatalogueFault } from './catalogue';
import { readTags } from './fault-tags';

/** How one test ended. */
export interface TestResult {
  readonly file: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
}

/** One fault with the tests that name it. */
export interface FaultRow {
  readonly fault: CatalogueFault;
  readonly tests: readonly TestResult[];
}

const placeOf = ({ file, title }: TestResult): string => `${file} ${title}`;

/** By code unit, never by the language of the machine. */
function byPlace(a: TestResult, b: TestResult): number {
  if (placeOf(a) === placeOf(b)) return 0;
  return placeOf(a) < placeOf(b) ? -1 : 1;
}

/** Every fault with its tests, in the order of the catalogue; tests by file and title, so that equal results make an equal page. */
export function tableOf(catalogue: readonly CatalogueFault[], results: readonly TestResult[]): readonly FaultRow[] {
  const tagged = results.map((result) => ({ result, numbers: readTags(result.title).numbers }));
  return catalogue.map((fault) => ({
    fault,
    tests: tagged
      .filter(({ numbers }) => numbers.includes(fault.number))
      .map(({ result }) => result)
      .sort(byPlace),
  }));
}

/** What is wrong: tags that mean nothing, faults whose tests fail, faults that no test passed for. */
export function problemsOf(rows: readonly FaultRow[], results: readonly TestResult[]): readonly string[] {
  return [...brokenTags(rows, results), ...rows.flatMap(problemOfRow)];
}

function brokenTags(rows: readonly FaultRow[], results: readonly TestResult[]): readonly string[] {
  const known = new Set(rows.map(({ fault }) => fault.number));
  return results.flatMap(({ file, title }) => {
    const { numbers, broken } = readTags(title);
    return [
      ...broken.map((text) => `${file} › ${title}: expected a tag like (fault 14) or (faults 45, 57), found ${text}`),
      ...numbers.filter((number) => !known.has(number)).map((number) => `${file} › ${title}: the catalogue has no fault ${number}`),
    ];
  });
}

function problemOfRow({ fault, tests }: FaultRow): readonly string[] {
  const failed = tests.filter(({ state }) => state === 'failed');
  const label = `fault ${fault.number} (${fault.name})`;
  if (failed.length > 0) return failed.map(({ file, title }) => `${label}: its test fails: ${file} › ${title}`);
  if (tests.some(({ state }) => state === 'passed')) return [];
  if (tests.length > 0) return [`${label}: each of its ${tests.length} tests was skipped; expected one that runs on every machine`];
  return [`${label}: no test; write one and put (fault ${fault.number}) into its title`];
}

function verdictOf({ tests }: FaultRow): string {
  if (tests.length === 0) return 'NO TEST';
  return tests.some(({ state }) => state === 'failed') ? 'FAILS' : 'passes';
}

/** Markdown reads `|` as the end of a cell and `<` as the start of a tag. */
const asCell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

function testsCell(tests: readonly TestResult[]): string {
  if (tests.length === 0) return '—';
  return tests.map(({ file, title }) => `\`${file}\` ${asCell(title)}`).join('<br>');
}

/** The page: nothing in it depends on the machine or the hour. A skip counts as neither, because what is absent differs between machines. */
export function pageOf(rows: readonly FaultRow[]): string {
  const covered = rows.filter((row) => verdictOf(row) === 'passes').length;
  const groups = [...new Set(rows.map(({ fault }) => fault.group))];
  return [
    '# Catalogue of faults',
    '',
    'What can break, what the desk must do then, and the tests that prove it. Written by `npm run faults` from the results of `npm test`:',
    'a test names its faults in its title. `npm test` is red while a fault has no passing test, or while this page is not what the tests say.',
    '',
    `${covered} of ${rows.length} faults have a passing test.`,
    ...groups.flatMap((group) => [
      '',
      `## ${group}`,
      '',
      '|   # | fault | the desk must | verdict | tests |',
      '| --: | ----- | ------------- | ------- | ----- |',
      ...rows.filter(({ fault }) => fault.group === group).map(lineOf),
    ]),
    '',
  ].join('\n');
}

function lineOf(row: FaultRow): string {
  const { fault, tests } = row;
  return `| ${fault.number} | ${asCell(fault.name)} | ${asCell(fault.required)} | ${verdictOf(row)} | ${testsCell(tests)} |`;
}

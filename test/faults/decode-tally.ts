/** Reads what `npm test` wrote about its tests. */
import type { TestResult } from './fault-table';

const states: readonly unknown[] = ['passed', 'failed', 'skipped'];

function decodeResult(value: unknown): TestResult {
  const { file, title, state } = Object(value) as Record<string, unknown>;
  if (typeof file !== 'string' || typeof title !== 'string' || !states.includes(state)) {
    throw new Error(`expected a result with file, title and state, found ${JSON.stringify(value)}`);
  }
  return { file, title, state: state as TestResult['state'] };
}

/** The results inside the JSON text of one tally. Throws when it is of another form. */
export function decodeTally(text: string): readonly TestResult[] {
  const tests: unknown = Reflect.get(Object(JSON.parse(text)), 'tests');
  if (!Array.isArray(tests)) throw new Error('expected a tally with a list of tests');
  return tests.map(decodeResult);
}

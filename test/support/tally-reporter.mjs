/** Vitest reporter: one line per file, failures with their reason, skips with theirs; the tally goes to KEEL_TALLY as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

const stateOf = (test) => (['failed', 'skipped'].includes(test.result().state) ? test.result().state : 'passed');
const isFailure = (test) => test.result().state === 'failed';

export default class TallyReporter {
  #tally = { passed: 0, failed: 0, skipped: [], failures: [], tests: [] };

  onTestModuleEnd(module) {
    const tests = [...module.children.allTests()];
    const broken = brokenHooks(module);
    const failed = tests.filter(isFailure);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const passed = tests.length - failed.length - skipped.length;
    const path = pathOf(module);
    for (const test of tests) this.#tally.tests.push({ file: path, title: test.fullName, state: stateOf(test) });
    this.#tally.passed += passed;
    this.#tally.failed += failed.length + broken.length;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const parts = [`${passed} passed`, ...countOf(failed.length + broken.length, 'failed'), ...countOf(skipped.length, 'skipped')];
    console.log(`  ${path}  ${parts.join(', ')}  ${seconds} s`);
    for (const test of failed) this.#fail(`${path} › ${test.fullName}`, test.result().errors);
    for (const { name, errors } of broken) this.#fail(`${path}${name === '' ? '' : ` › ${name}`}`, errors);
    for (const test of skipped) {
      const reason = test.result().note ?? 'no reason given';
      this.#tally.skipped.push({ name: `${path} › ${test.fullName}`, reason });
      console.log(`      skipped: ${test.fullName} (${reason})`);
    }
  }

  onTestRunEnd(modules, unhandledErrors) {
    for (const error of unhandledErrors) {
      this.#tally.failed += 1;
      this.#fail('an error that no test caught', [error]);
    }
    if (modules.length === 0 && unhandledErrors.length === 0) console.log('  no test files');
    const path = process.env.KEEL_TALLY;
    if (path === undefined) {
      console.log(`${this.#tally.passed} passed, ${this.#tally.failed} failed, ${this.#tally.skipped.length} skipped`);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(this.#tally));
  }

  #fail(name, errors) {
    const text = errors.map(describe).join('\n');
    this.#tally.failures.push(name);
    console.log(`      FAILED: ${name}`);
    console.log(text.replace(/^/gm, '        '));
  }
}

/** Files that could not be loaded and hooks that threw: no test says so, so they count by themselves. */
function brokenHooks(module) {
  const suites = [...module.children.allSuites()].map((suite) => ({ name: suite.fullName, errors: suite.errors() }));
  return [{ name: '', errors: module.errors() }, ...suites].filter(({ errors }) => errors.length > 0);
}

function describe(error) {
  const where = (error.stacks ?? []).slice(0, 3).map((frame) => `at ${relative(process.cwd(), frame.file)}:${frame.line}:${frame.column}`);
  const message = error.message ?? String(error);
  return [message, ...(error.diff ? [error.diff] : []), ...(where.length > 0 ? where : [error.stack ?? ''])].join('\n');
}

function pathOf(module) {
  return relative(process.cwd(), module.moduleId);
}

function countOf(number, word) {
  return number === 0 ? [] : [`${number} ${word}`];
}

/** The tally counts what happened: failures, skips with their reason, files that cannot be loaded and hooks that throw. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from './gates/run-node.mjs';
import { projectRoot, sampleTree } from './sample-tree';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const config = `export default { test: { include: ['**/*.test.mjs'], allowOnly: false, reporters: [${JSON.stringify(join(projectRoot, 'test/support/tally-reporter.mjs'))}] } };\n`;
const file = (body: string) => `import { beforeAll, describe, expect, it } from 'vitest';\n${body}\n`;

async function tallyOf(name: string, files: Readonly<Record<string, string>>) {
  const root = sampleTree(name, { 'vitest.config.mjs': config, ...files });
  const path = join(root, 'tally.json');
  const { code, output } = await runNode([vitest, 'run', '--config', 'vitest.config.mjs'], { cwd: root, env: { KEEL_TALLY: path } });
  return { code, output, tally: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null };
}

describe('tally of the tests', () => {
  it('counts each way in which a test ends', async () => {
    const { code, output, tally } = await tallyOf('tally-bad', {
      'fails.test.mjs': file(`it('holds', () => expect(1).toBe(1));\nit('breaks', () => expect(1).toBe(2));`),
      'skips.test.mjs': file(`it('needs a file', (ctx) => ctx.skip('absent: data/x'));\nit.todo('comes later');`),
      'unloadable.test.mjs': file(`import './nowhere.mjs';\nit('never runs', () => {});`),
      'hook.test.mjs': file(`describe('room', () => { beforeAll(() => { throw new Error('no room'); }); it('never runs', () => {}); });`),
    });
    expect(code).not.toBe(0);
    expect(tally.passed).toBe(1);
    expect(tally.failed).toBe(3);
    expect(tally.failures).toEqual(expect.arrayContaining(['fails.test.mjs › breaks', 'unloadable.test.mjs', 'hook.test.mjs › room']));
    expect(tally.skipped).toContainEqual({ name: 'skips.test.mjs › needs a file', reason: 'absent: data/x' });
    expect(output).toContain('absent: data/x');
  }, 60_000);

  it('does not let a lone test hide the others', async () => {
    const { code, tally } = await tallyOf('tally-only', { 'lone.test.mjs': file(`it.only('alone', () => {});\nit('hidden', () => {});`) });
    expect(code).not.toBe(0);
    expect(tally.failed).toBeGreaterThan(0);
  }, 60_000);
});

/** How the desk's own window is tested, and the short form of the drills: one file at a time, on real processes. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  cacheDir: '.cache/vite-e2e',
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/drill/**/*.test.ts'],
    environment: 'node',
    reporters: ['./test/support/tally-reporter.mjs'],
    allowOnly: false,
    globalSetup: ['./test/e2e/global-setup.mjs'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    retry: 0,
  },
});

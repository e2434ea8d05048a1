/** How the desk's own window is tested: one file at a time, each drives a real Electron against the practice exchange. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  cacheDir: '.cache/vite-e2e',
  test: {
    include: ['test/e2e/**/*.test.ts'],
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

/** How the suites that need no window run: unit, property, architecture, conformance, replay, simulation, fuzz. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: '.cache/vite-test',
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/drill/**', 'test/performance/**', 'node_modules/**'],
    environment: 'node',
    setupFiles: ['./test/support/property-seed.ts'],
    reporters: ['./test/support/tally-reporter.mjs'],
    allowOnly: false,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

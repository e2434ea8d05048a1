/** What knip starts from: everything reachable from these files is alive, the rest is dead code. */
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'electron/main/main.ts',
    'electron/main/desk-arguments.ts',
    'electron/preload/bridge.ts',
    'electron/engine/engine-worker.ts',
    'electron/risk/risk-worker.ts',
    'electron/engine/journal-worker.ts',
    'electron/engine/journal-keeper-worker.ts',
    'electron/practice/server.ts',
    'electron/tools/*.ts',
    'electron/launch/*.mjs',
    'electron/build/build.mjs',
    'electron/build/empty-module.mjs',
    'renderer/app/main.tsx',
    'test/run.mjs',
    'test/architecture/check.mjs',
    'test/architecture/eslint.config.mjs',
    'test/architecture/knip.config.ts',
    'test/e2e/global-setup.mjs',
    'test/faults/faults.ts',
    'test/fuzz/fuzz.ts',
    'test/performance/bench.ts',
    'test/simulation/simulate.ts',
    'test/drill/drill.ts',
    'test/drill/**/*.{cjs,mjs}',
    'test/performance/soak-probe.cjs',
    'test/support/fake-bridge/screenshot.mjs',
    'test/support/fake-bridge/window-entry.ts',
    'test/support/property-seed.ts',
    'test/support/tally-reporter.mjs',
    'test/**/*.test.{ts,tsx}',
  ],
  project: ['{electron,renderer,shared,test}/**/*.{ts,tsx,mjs,cjs,css}'],
  vitest: { config: ['test/vitest.config.mjs', 'test/e2e/vitest.config.mjs'] },
  compilers: { css: (text: string) => [...text.matchAll(/@import '([^']+)'/g)].map(([, path]) => `import '${path}';`).join('\n') },
  // Loaded at run time through `createRequire`, where the runtime has no SQLite of its own.
  ignoreDependencies: ['@photostructure/sqlite'],
  // Programs of the operating system: the launcher says how to install them, a drill without them says that it was skipped.
  ignoreBinaries: ['Xvfb', 'apt-get', 'g\\+\\+', 'openssl', 'prlimit', 'tar'],
  // A type in the signature of an exported function belongs to that function.
  ignoreExportsUsedInFile: { interface: true, type: true },
  treatConfigHintsAsErrors: false,
};

export default config;

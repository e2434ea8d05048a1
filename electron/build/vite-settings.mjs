/** How vite builds each kind of target. */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { OLDEST_CHROME, OLDEST_NODE } from './oldest-runtime.mjs';

/** @typedef {import('./targets.mjs').Target} Target */
/** @typedef {import('vite').InlineConfig} InlineConfig */

/** Native or optional: loaded from node_modules at run time, never bundled. */
const EXTERNAL_PACKAGES = ['electron', '@photostructure/sqlite', 'bufferutil', 'utf-8-validate', 'tardis-dev'];

const EXTERNAL = [...EXTERNAL_PACKAGES, ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

const emptyModule = fileURLToPath(new URL('./empty-module.mjs', import.meta.url));

/**
 * @param {Target} target
 * @param {string} root The project's folder.
 * @returns {InlineConfig}
 */
export function viteSettings(target, root) {
  const output = join(root, 'dist', target.output);
  if (target.kind === 'renderer') return rendererSettings(root, output);
  return target.kind === 'preload' ? preloadSettings(target, root, output) : nodeSettings(target, root, output);
}

/**
 * @param {string} root
 * @returns {InlineConfig}
 */
function basis(root) {
  return { root, configFile: false, envDir: false, publicDir: false, logLevel: 'warn' };
}

/**
 * @param {Target} target @param {string} root @param {string} output
 * @returns {InlineConfig}
 */
function nodeSettings(target, root, output) {
  return {
    ...basis(root),
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    resolve: { alias: [{ find: /^protobufjs(\/.*)?$/, replacement: emptyModule }] },
    ssr: { noExternal: true, external: EXTERNAL_PACKAGES },
    build: {
      ssr: join(root, target.entry),
      target: OLDEST_NODE,
      outDir: output,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: EXTERNAL,
        // The empty module that stands in for protobuf exports nothing, and nothing of it is ever called.
        checks: { importIsUndefined: false },
        output: { format: 'cjs', entryFileNames: target.file, codeSplitting: false },
      },
    },
  };
}

/**
 * One IIFE: a sandboxed preload has no `module` before Electron 28.
 * @param {Target} target @param {string} root @param {string} output
 * @returns {InlineConfig}
 */
function preloadSettings(target, root, output) {
  return {
    ...basis(root),
    build: {
      lib: { entry: join(root, target.entry), formats: ['iife'], name: 'keelBridge', fileName: () => target.file },
      target: OLDEST_CHROME,
      outDir: output,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { external: ['electron'], output: { globals: { electron: 'require("electron")' } } },
    },
  };
}

/**
 * @param {string} root @param {string} output
 * @returns {InlineConfig}
 */
function rendererSettings(root, output) {
  return {
    ...basis(join(root, 'renderer')),
    base: './',
    plugins: [react()],
    build: {
      target: OLDEST_CHROME,
      outDir: output,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
    },
  };
}

/** Draws the window on the fake bridge: `node test/support/fake-bridge/screenshot.mjs OUT.png,scenario,theme,1920x1080,layout,keys …`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../../.cache/fake-window', import.meta.url));
/** The browser that draws; `undefined` where none is installed. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** The policy of the real window. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; require-trusted-types-for 'script'",
};

/** Builds the window with the fake bridge and serves it under the real policy until `stop`. */
export async function serveWindow() {
  const basis = { root, base: './', configFile: false, logLevel: 'warn' };
  const input = { rolldownOptions: { input: `${root}fake-window.html` } };
  await build({
    ...basis,
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
      ...input,
    },
  });
  const server = await preview({ ...basis, build: { outDir }, preview: { port: 0, headers } });
  return { address: `${server.resolvedUrls?.local[0] ?? ''}fake-window.html`, stop: () => server.close() };
}

/** A browser and a page of the given size; what the page complains about is printed. */
export async function openPage(width, height) {
  if (chromiumPath === undefined) throw new Error('expected Chromium at /usr/bin/chromium, found none; install the package chromium');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width, height } });
  page.on('console', (message) => message.type() === 'error' && console.error('page:', message.text()));
  page.on('pageerror', (error) => console.error('page:', error.message));
  return { browser, page };
}

/** Presses keys that are written as `Alt+r 5` and waits for what they change. */
export async function pressAll(page, keys) {
  for (const key of keys.split(' ').filter((name) => name !== '')) await page.keyboard.press(key);
  await page.waitForTimeout(300);
}

/** Draws one picture per request `out,scenario,theme,extent,layout,keys`; keys as `Alt+r 5`, pressed before it. */
async function draw(requests) {
  const { address, stop } = await serveWindow();
  for (const request of requests) {
    const [out = 'window.png', scenario = 'live', theme = 'dark', extent = '1920x1080', layout = 'Delta-one MM', keys = ''] =
      request.split(',');
    const [width = 1920, height = 1080] = extent.split('x').map(Number);
    const { browser, page } = await openPage(width, height);
    await page.goto(`${address}?${new URLSearchParams({ scenario, theme, layout })}`);
    await page.waitForTimeout(scenario === 'loading' ? 4_000 : 1_500);
    await pressAll(page, keys);
    await page.screenshot({ path: out });
    await browser.close();
  }
  await stop();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await draw(process.argv.slice(2));
  process.exit(0);
}

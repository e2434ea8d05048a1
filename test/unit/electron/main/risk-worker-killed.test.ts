/** The real risk thread, bundled and running, killed twice and hung twice: the panels say so and come back, quoting never notices. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { BroadcastChannel } from 'node:worker_threads';
import { connectRisk, type RiskConnection } from '../../../../electron/engine/risk-channel';
import { keepRiskThread, type RiskThread } from '../../../../electron/main/risk-thread';
import { project } from '../../../../shared/projection/project';
import type { RiskStatus } from '../../../../shared/projection/risk-status';
import { TestDesk } from '../../../support/engine-builder';
import { fillOf } from '../../../support/engine-parts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const CHANNEL = `keel-risk-killed-${process.pid}`;
/** Beside the worker's own code in the worker's own thread: dies as asked. */
const DEATH = `
const { BroadcastChannel } = require('node:worker_threads');
new BroadcastChannel('${CHANNEL}-death').onmessage = ({ data }) => {
  if (data === 'exit') process.exit(3);
  if (data === 'hang') for (;;);
  setTimeout(() => { throw new Error('killed by the test'); }, 0);
};
require('./risk-worker.cjs');
`;

const folder = mkdtempSync(join(tmpdir(), 'keel-risk-'));
const death = new BroadcastChannel(`${CHANNEL}-death`);
const startedAtMs = performance.now();
let desk: TestDesk;
let thread: RiskThread;
let channel: RiskConnection;
let ticking: NodeJS.Timeout;
/** The engine's clock ahead of the true one: half a minute of silence need not be waited for. */
let aheadMs = 0;

function greeksStatus(): RiskStatus {
  const health = { journalEntries: 0, journalState: 'open', engineP99Micros: null, screenP95Ms: null, journalCheck: null };
  return project(desk.state, 'greeks', { ...health, risk: channel.link.results } as Parameters<typeof project>[2]).status;
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`Expected ${what} within 40 s, found ${JSON.stringify(greeksStatus())}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const quiet = (): void => undefined;

/** As an engine does that begins. */
function connect(): RiskConnection {
  const origin = desk.state.session.nowMs;
  const connection = connectRisk(CHANNEL, {
    // The desk's own time stands still; results are as old as the engine says, so its clock is the desk's.
    clock: { nowMs: () => origin, monotonicMs: () => performance.now() - startedAtMs + aheadMs, schedule: () => quiet },
    state: () => desk.state,
    submit: quiet,
  });
  if (connection === null) throw new Error('Expected a channel, found none.');
  return connection;
}

beforeAll(async () => {
  await build({
    ...{ root: ROOT, configFile: false, logLevel: 'silent' },
    build: {
      ...{ ssr: join(ROOT, 'electron/risk/risk-worker.ts'), outDir: folder, emptyOutDir: false, minify: false },
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'risk-worker.cjs' } },
    },
  });
  writeFileSync(join(folder, 'mortal.cjs'), DEATH);
  desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.wait(50);
  const [bid] = [...desk.state.orders.open.values()].filter((order) => order.side === 'buy').sort((a, b) => b.price - a.price);
  if (bid === undefined) throw new Error('Expected a resting bid, found none.');
  desk.apply({ kind: 'fill-reported', fill: fillOf(bid) });
  channel = connect();
  thread = keepRiskThread(join(folder, 'mortal.cjs'), CHANNEL, { info: quiet, warn: quiet, error: quiet, hide: quiet });
  ticking = setInterval(() => channel.link.tick(), 50);
  await until('greeks of a living worker', () => greeksStatus().state === 'live');
}, 90_000);

afterAll(async () => {
  clearInterval(ticking);
  await thread.stop();
  channel.close();
  death.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a risk worker that dies', () => {
  it.each([
    ['throw', /it failed: killed by the test.*quoting goes on/],
    ['exit', /it ended with code 3.*quoting goes on/],
    ['hang', /it did not answer for \d+ s.*quoting goes on/],
  ])(
    'by %s is an error of the panels until another one answers, and nothing of the quotes',
    async (how, expected) => {
      const resting = (): readonly string[] => [...desk.state.orders.open.keys()].sort();
      const before = resting();
      expect(before.length).toBeGreaterThan(0);
      death.postMessage(how);
      const hurry = setInterval(() => (aheadMs += how === 'hang' ? 500 : 0), 20);
      await until('the loss to be said', () => greeksStatus().state === 'error' && expected.test(greeksStatus().reason));
      clearInterval(hurry);
      expect(channel.link.results.greeks.body).not.toBeNull();
      expect(desk.state.safety.tradingState).toBe('active');
      expect(resting()).toEqual(before);
      await until('greeks of the next worker', () => greeksStatus().state === 'live');
      expect(greeksStatus().reason).toBe('');
      desk.wait(50);
      expect(desk.state.safety.tradingState).toBe('active');
    },
    90_000,
  );

  it('while the engine is replaced is found out by the new one, and one that is not there yet is no riddle to the next', async () => {
    death.postMessage('hang');
    await new Promise((resolve) => setTimeout(resolve, 500));
    channel.close();
    channel = connect();
    const hurry = setInterval(() => (aheadMs += 500), 20);
    await until('the hang to be said', () => /it did not answer for \d+ s.*quoting goes on/.test(greeksStatus().reason));
    clearInterval(hurry);
    channel.close();
    channel = connect();
    await until('main to answer for the worker that it waits to begin', () => /another one is begun/.test(greeksStatus().reason));
    await until('greeks of the next worker', () => greeksStatus().state === 'live');
  }, 90_000);
});

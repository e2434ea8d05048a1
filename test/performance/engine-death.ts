/** How long the quotes of a dead engine rest: from its death in a real desk until the exchange has canceled the last of them for main. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild } from '../support/child-processes';
import { injectIntoEngine, type EngineFault } from '../support/engine-faults';
import type { Inspector } from '../support/inspector';
import { startPracticeExchange, type PracticeExchange } from '../support/practice-exchange';
import { openDeskHouse, spawnDesk, type DeskHouse } from '../support/spawned-desk';
import { quantile, type BenchCase, type BenchRow } from './bench-case';

/** A desk replaces its engine so often by itself; then it is opened anew. */
const DEATHS_PER_DESK = 5;
const END_LIMIT_MS = 20_000;
const WAIT_LIMIT_MS = 60_000;
/** Longer than any pull that is worth a figure. */
const PULL_LIMIT_MS = 10_000;

/** Sends a command as the window does. */
const send = (name: string, args: object): string => `window.keel.send(crypto.randomUUID(), '${name}', ${JSON.stringify(args)})`;

/** Target: p99 of one second from death to the pull, of which 600 ms are the five beats that a hung engine must miss first. */
export const engineDeath: BenchCase = {
  name: 'engine-death',
  async run({ projectRoot, isQuick }) {
    const house = await openDeskHouse(projectRoot);
    try {
      const trials = isQuick ? 5 : 30;
      return [
        ...rows('engine hangs', await measure(house, 'infinite loop (fault 49)', trials)),
        ...rows('engine throws', await measure(house, 'thrown error (fault 49)', trials)),
      ];
    } finally {
      house.close();
    }
  },
};

function rows(what: string, samples: readonly number[]): readonly BenchRow[] {
  const note = `${samples.length} deaths`;
  const measureOf = (share: string): string => `${what} → last order gone at the exchange, ${share}`;
  return [
    { measure: measureOf('p50'), value: quantile(samples, 0.5), unit: 'ms', note },
    { measure: measureOf('p99'), value: quantile(samples, 0.99), unit: 'ms', target: { atMost: 1_000 }, note },
  ];
}

async function measure(house: DeskHouse, fault: EngineFault, trials: number): Promise<readonly number[]> {
  const samples: number[] = [];
  while (samples.length < trials) samples.push(...(await measureDesk(house, fault, Math.min(DEATHS_PER_DESK, trials - samples.length))));
  return samples;
}

async function measureDesk(house: DeskHouse, fault: EngineFault, deaths: number): Promise<readonly number[]> {
  const profile = mkdtempSync(join(tmpdir(), 'keel-bench-death-'));
  const exchange = await startPracticeExchange(['--seed', '7']);
  const desk = await spawnDesk(house, { profile, words: ['--exchange', exchange.url], isMainInspected: true });
  const samples: number[] = [];
  try {
    const { main, page } = desk;
    if (main === null) throw new Error('expected the inspector of the main process, found none');
    for (let death = 0; death < deaths; death += 1) {
      await until('quotes at the exchange', async () => {
        const isQuoting = (await openOrders(exchange)) > 0;
        if (!isQuoting) await resume(page);
        return isQuoting;
      });
      // In the middle of trading, not in the first moment of it.
      await sleep(500 + Math.random() * 500);
      const diedAtMs = await injectIntoEngine((expression) => main.evaluate(expression), fault);
      const pulledMs = await pulledAfter(exchange, diedAtMs);
      if (pulledMs !== null) samples.push(pulledMs);
    }
    main.close();
    page.close();
  } finally {
    await endChild(desk.child, END_LIMIT_MS);
    await exchange.stop();
    rmSync(profile, { recursive: true, force: true });
  }
  return samples;
}

/** The last cancel that the exchange recorded once nothing rests any more. A hung engine sends none and keeps its connection: they are main's. `null`: nothing rested when it died. */
async function pulledAfter(exchange: PracticeExchange, diedAtMs: number): Promise<number | null> {
  const endsAtMs = Date.now() + PULL_LIMIT_MS;
  while ((await openOrders(exchange)) > 0) {
    if (Date.now() > endsAtMs) throw new Error(`expected no open order ${PULL_LIMIT_MS} ms after the engine died, found some`);
    await sleep(5);
  }
  const times = exchange.log().flatMap((line) => (line['kind'] === 'cancel' && Number(line['t']) >= diedAtMs ? [Number(line['t'])] : []));
  return times.length === 0 ? null : Math.max(...times) - diedAtMs;
}

async function openOrders(exchange: PracticeExchange): Promise<number> {
  return ((await exchange.call('practice/open_orders')) as readonly unknown[]).length;
}

/** What a person does at the start and after a death, for the instruments of the defaults; again and again, as the account is coming back. */
async function resume(page: Inspector): Promise<void> {
  const commands = [
    send('arm', {}),
    send('resume', { confirmation: 'RESUME' }),
    ...['BTC', 'ETH'].map((code) => send('set-trading', { instrumentId: `deribit:${code}-PERPETUAL`, isOn: true })),
  ];
  // Before its page is there a window has nobody to ask.
  for (const command of commands) await page.evaluate(command).catch(() => undefined);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAtMs = Date.now() + WAIT_LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > endsAtMs) throw new Error(`expected ${what} within ${WAIT_LIMIT_MS} ms, it did not happen`);
    await sleep(200);
  }
}

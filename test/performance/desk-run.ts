/** The desk as a trader has it: first window, published → painted under load, memory of each process after a run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile, type BenchCase, type BenchRow } from './bench-case';
import { openMeasuredDesk, type MeasuredDesk } from './measured-desk';

/** Book changes per second beside the exchange's own hundred or two. */
const ADDED_PER_SECOND = 1_900;
/** Left out of the figures: caches fill, code is compiled. */
const WARM_UP_MS = 5_000;

/**
 * Notes in main when the desk topic of an event is relayed, and when the window says it painted it. The hop from the engine's thread to
 * main is not in it; the engine's own meter, printed beside it, holds every hop.
 */
const WATCH_PAINTING = `(() => {
  const { ipcMain, webContents } = require('electron');
  const now = () => performance.timeOrigin + performance.now();
  const relayed = new Map();
  globalThis.keelBench = { painted: [] };
  const sequenceOf = (message) => message.kind === 'snapshot'
    ? message.value.eventSequence
    : message.patch.find((operation) => operation.path[0] === 'eventSequence')?.value;
  for (const contents of webContents.getAllWebContents()) {
    const send = contents.send.bind(contents);
    contents.send = (channel, message, ...rest) => {
      if (message?.topic === 'desk') {
        const sequence = sequenceOf(message);
        if (sequence !== undefined) relayed.set(sequence, now());
        if (relayed.size > 1000) relayed.delete(relayed.keys().next().value);
      }
      return send(channel, message, ...rest);
    };
  }
  ipcMain.on('keel:painted', (event, sequence, paintedAtMs) => {
    const at = relayed.get(sequence);
    if (at !== undefined) globalThis.keelBench.painted.push(paintedAtMs - at);
  });
})()`;

const READ_METRICS = `require('electron').app.getAppMetrics().map(({ type, name, memory }) => [name || type, memory.workingSetSize / 1024])`;

/** The engine's view of its connections, as any panel gets it. */
const READ_CONNECTIONS = `new Promise((resolve) => {
  const stop = window.keel.subscribe('connections', (message) => {
    if (message.kind !== 'snapshot') return;
    stop();
    const { rows, screenP95Ms, engineP99Micros } = message.value;
    const messagesPerSecond = Object.values(rows).reduce((sum, row) => sum + row.messagesPerSecond, 0);
    resolve({ messagesPerSecond, screenP95Ms, engineP99Micros });
  });
})`;

interface ConnectionFigures {
  readonly messagesPerSecond: number;
  readonly screenP95Ms: number | null;
  readonly engineP99Micros: number | null;
}

/** Needs Electron; without one that starts, the case fails with what the launcher said. */
export const deskRun: BenchCase = {
  name: 'desk-run',
  async run({ projectRoot, minutes }) {
    const desk = await openMeasuredDesk(projectRoot, ADDED_PER_SECOND);
    try {
      const firstPaint = await firstPaintMs(desk);
      await desk.main.evaluate(WATCH_PAINTING);
      await untilFed(desk);
      await sleep(WARM_UP_MS);
      await desk.main.evaluate('void (globalThis.keelBench.painted.length = 0)');
      const rates = await watchRates(desk, minutes * 60_000);
      return [
        { measure: 'first window, process start → first paint', value: firstPaint, unit: 'ms', target: { atMost: 1_500 } },
        ...(await paintRows(desk, rates)),
        ...(await memoryRows(desk, minutes)),
      ];
    } finally {
      desk.main.close();
      desk.page.close();
      await desk.stop();
    }
  },
};

const READ_FIRST_PAINT = `(() => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return paint ? performance.timeOrigin + paint.startTime : null;
})()`;

async function firstPaintMs({ page, startedAtMs }: MeasuredDesk): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    // Between two documents a page has no context to ask.
    const at = await page.evaluate(READ_FIRST_PAINT).catch(() => null);
    if (typeof at === 'number') return at - startedAtMs;
    await sleep(20);
  }
  throw new Error('expected a first paint within 10 s, found none');
}

/** A desk without a feed would paint at leisure. */
async function untilFed({ page }: MeasuredDesk): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const { messagesPerSecond } = (await page.evaluate(READ_CONNECTIONS)) as ConnectionFigures;
    if (messagesPerSecond > 0) return;
    await sleep(500);
  }
  throw new Error('expected a desk with market data within a minute, found none');
}

async function watchRates({ page }: MeasuredDesk, lengthMs: number): Promise<readonly ConnectionFigures[]> {
  const figures: ConnectionFigures[] = [];
  for (const endsAt = Date.now() + lengthMs; Date.now() < endsAt;) {
    await sleep(Math.min(5_000, Math.max(0, endsAt - Date.now())));
    figures.push((await page.evaluate(READ_CONNECTIONS)) as ConnectionFigures);
  }
  return figures;
}

async function paintRows({ main }: MeasuredDesk, figures: readonly ConnectionFigures[]): Promise<readonly BenchRow[]> {
  const painted = (await main.evaluate('globalThis.keelBench.painted')) as readonly number[];
  const last = figures.at(-1);
  const note = `${painted.length} frames`;
  return [
    {
      measure: 'messages the engine took',
      value: quantile(
        figures.map((each) => each.messagesPerSecond),
        0.5,
      ),
      unit: 'per s',
      note: 'goal 2,000',
    },
    { measure: 'relayed → painted frame, p50', value: quantile(painted, 0.5), unit: 'ms', note },
    { measure: 'relayed → painted frame, p99', value: quantile(painted, 0.99), unit: 'ms', target: { atMost: 33 } },
    { measure: 'published → painted, p95 by the engine’s meter', value: last?.screenP95Ms ?? Number.NaN, unit: 'ms' },
    { measure: 'book in → decision out, p99 by the engine’s meter', value: last?.engineP99Micros ?? Number.NaN, unit: 'µs' },
  ];
}

async function memoryRows({ main }: MeasuredDesk, minutes: number): Promise<readonly BenchRow[]> {
  const processes = (await main.evaluate(READ_METRICS)) as readonly (readonly [string, number])[];
  return processes.map(([name, value]) => ({ measure: `memory of ${name}`, value, unit: 'MiB', note: `working set after ${minutes} min` }));
}

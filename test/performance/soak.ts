/** Millions of messages through the real engine, its adapter and its journal: does memory stay flat, and are the books equal at the end? */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quoteAgain } from '../drill/desk-controls';
import { DrillRoom } from '../drill/drill-room';
import { median, type BenchCase, type BenchRow } from './bench-case';
import { startLoadingProxy } from './loading-proxy';

/** As many as any desk gets in a burst; a machine that can't follow gets what it can. */
const PER_SECOND = 20_000;
const QUICK_MESSAGES = 100_000;
/** Caches fill, code is compiled, the books reach their size. */
const WARM_UP_SHARE = 0.2;
const LIMIT_MS = 3 * 3_600_000;
const MIB = 1 << 20;

interface Sample {
  readonly messages: number;
  /** Of the measurement, from 1 on. */
  readonly number: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly descriptors: number;
  readonly p50: number;
  readonly p999: number;
}

/** `--messages N`: how many; it ends by itself. */
export const soak: BenchCase = {
  name: 'soak',
  async run({ isQuick, messages }) {
    const folder = mkdtempSync(join(tmpdir(), 'keel-soak-'));
    const probe = join(folder, 'probe.jsonl');
    let count = 0;
    const front = (url: string): ReturnType<typeof startLoadingProxy> => startLoadingProxy(url, PER_SECOND, () => (count += 1));
    const preload = resolve('test/performance/soak-probe.cjs');
    const room = await DrillRoom.open(
      { seed: 1, slackMs: 60_000 },
      { preload, environment: { KEEL_SOAK_PROBE: probe, KEEL_SOAK_PERIOD_MS: String(isQuick ? 1_000 : 10_000) } },
      front,
    );
    try {
      const startedAt = performance.now();
      const samples = await feed(room, { probe, messages: messages ?? (isQuick ? QUICK_MESSAGES : 10_000_000), count: () => count });
      const seconds = (performance.now() - startedAt) / 1_000;
      const last = count;
      const { journalEntries } = await room.engine.read('connections');
      return [
        { measure: 'messages', value: last, unit: '', note: `${Math.round(last / seconds)} per s by websocket, quoting, journal on disk` },
        { measure: 'entries that the engine made durable of it', value: journalEntries, unit: '' },
        ...rowsOf(samples),
        ...(await bookRows(room)),
      ];
    } finally {
      await room.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Feeding {
  readonly probe: string;
  readonly messages: number;
  count(): number;
}

/** Until so many messages went to the desk; outsiders trade with it meanwhile, and it is asked to quote again whenever it stopped. */
async function feed(room: DrillRoom, { probe, messages, count }: Feeding): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const endsAt = performance.now() + LIMIT_MS; count() < messages && performance.now() < endsAt;) {
    await room.trade(500);
    await sleep(500);
    if (!room.engine.isRunning) throw new Error(`expected an engine that runs, found that it ended: ${room.engine.complaints}`);
    const sample = readLast(probe, count());
    if (sample !== null && sample.number !== samples.at(-1)?.number) samples.push(sample);
    // A feed that lags on a busy machine pulls; the trader turns it on again.
    if ((await room.truth.openOrders()).length === 0) await quoteAgain(room.engine).catch(() => undefined);
  }
  return samples;
}

function readLast(path: string, messages: number): Sample | null {
  try {
    const line = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    return { ...(JSON.parse(line) as Omit<Sample, 'messages'>), messages };
  } catch {
    // Nothing was measured yet, or the line is being written.
    return null;
  }
}

function rowsOf(samples: readonly Sample[]): readonly BenchRow[] {
  const total = samples.at(-1)?.messages ?? 0;
  const warm = samples.filter(({ messages }) => messages >= total * WARM_UP_SHARE);
  const tenth = Math.max(1, Math.floor(warm.length / 10));
  const [first, last] = [warm.slice(0, tenth), warm.slice(-tenth)];
  const growth = (key: 'rss' | 'heapUsed' | 'descriptors'): { readonly from: number; readonly to: number; readonly percent: number } => {
    const [from, to] = [median(first.map((each) => each[key])), median(last.map((each) => each[key]))];
    return { from, to, percent: (to / from - 1) * 100 };
  };
  const [rss, heap, descriptors] = [growth('rss'), growth('heapUsed'), growth('descriptors')];
  const describe = ({ from, to }: { readonly from: number; readonly to: number }): string =>
    `${Math.round(from / MIB)} → ${Math.round(to / MIB)} MiB, first and last tenth after ${WARM_UP_SHARE * 100} % warm-up`;
  const slope = (rss.to - rss.from) / MIB / ((total * (1 - WARM_UP_SHARE)) / 1e6);
  return [
    { measure: 'resident memory, growth after warm-up', value: rss.percent, unit: '%', target: { atMost: 5 }, note: describe(rss) },
    { measure: 'resident memory, slope', value: slope, unit: 'MiB per million messages' },
    {
      measure: 'heap of the engine thread after collection, growth after warm-up',
      value: heap.percent,
      unit: '%',
      target: { atMost: 5 },
      note: describe(heap),
    },
    {
      measure: 'descriptors, growth',
      value: descriptors.to - descriptors.from,
      unit: '',
      target: { atMost: 0 },
      note: `${descriptors.to} open`,
    },
    {
      measure: 'event loop held up, p99.9 over the whole run',
      value: samples.at(-1)?.p999 ?? Number.NaN,
      unit: 'ms',
      target: { atMost: 20 },
    },
    { measure: 'event loop held up, p50', value: samples.at(-1)?.p50 ?? Number.NaN, unit: 'ms', note: 'timer grain 5 ms' },
  ];
}

async function bookRows(room: DrillRoom): Promise<readonly BenchRow[]> {
  const differences = await room.compareAtRest();
  const [orders, fills] = [room.truth.of('order').length, room.truth.of('trade').length];
  const note = differences.length === 0 ? `${orders} orders, ${fills} fills` : differences.slice(0, 3).join('; ');
  return [{ measure: 'differences from the exchange’s own books', value: differences.length, unit: '', target: { atMost: 0 }, note }];
}

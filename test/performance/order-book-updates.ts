/** Order book updates per second: ours, ccxt's and tardis-dev's, on the same streams, alternating in one run. */
import { sharedFile } from '../support/shared-data';
import type { BenchCase, BenchOptions, BenchRow } from './bench-case';
import { median } from './bench-case';
import { keel, keelByMessage, loadCcxt, tardis, type Contestant, type TopSums } from './order-book-contestants';
import { recordedStream, syntheticStream, type UpdateStream } from './update-streams';

const RECORDING = 'data/wire/binance-hftbacktest/usdm_btcusdt_20240808.gz';

/** Level updates per second of each contestant, and how many times ours is faster. */
export const orderBookUpdates: BenchCase = {
  name: 'order-book-updates',
  async run(options) {
    const contestants = [keel, keelByMessage, await loadCcxt(options.projectRoot), tardis];
    const rows: BenchRow[] = [];
    for (const stream of await streams(options)) {
      const rates = compare(contestants, stream, options.isQuick ? 3 : 9);
      const ours = rates.get(keel.name) ?? Number.NaN;
      for (const [name, rate] of rates) {
        rows.push({ measure: `${name} updates, ${stream.name}`, value: rate / 1e6, unit: 'M/s' });
      }
      for (const [name, rate] of rates) {
        if (name === keel.name || name === keelByMessage.name) continue;
        rows.push({ measure: `keel / ${name}, ${stream.name}`, value: ours / rate, unit: '×', target: { atLeast: 20 } });
      }
    }
    if (sharedFile(RECORDING) === null)
      rows.push({ measure: 'recorded stream', value: Number.NaN, unit: '', note: `absent: ${RECORDING}` });
    return rows;
  },
};

async function streams({ isQuick }: BenchOptions): Promise<readonly UpdateStream[]> {
  const path = sharedFile(RECORDING);
  const synthetic = syntheticStream(isQuick ? 200_000 : 500_000);
  return path === null ? [synthetic] : [synthetic, await recordedStream(path)];
}

/** Median updates per second; the first round warms up, the order rotates so that nobody always follows the same neighbour. */
function compare(contestants: readonly Contestant[], stream: UpdateStream, rounds: number): ReadonlyMap<string, number> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const sums = new Map<string, TopSums>();
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const contestant = contestants[(turn + round) % contestants.length];
      if (contestant === undefined) continue;
      const prepared = contestant.prepare(stream);
      const startedAt = performance.now();
      sums.set(contestant.name, prepared.run());
      const seconds = (performance.now() - startedAt) / 1_000;
      if (round > 0) rates.get(contestant.name)?.push(stream.updateCount / seconds);
    }
    requireSameTops(sums, stream);
  }
  return new Map([...rates].map(([name, samples]) => [name, median(samples)]));
}

function requireSameTops(sums: ReadonlyMap<string, TopSums>, stream: UpdateStream): void {
  const [[, first] = [], ...others] = sums;
  for (const [name, { prices, lots }] of others) {
    if (first !== undefined && lots === first.lots && Math.abs(prices / first.prices - 1) < 1e-9) continue;
    throw new Error(`Expected the same tops of book on ${stream.name}, found others in ${name}: the comparison would not be fair.`);
  }
}

/** How long a whole chain takes from quotes in coin to a surface without arbitrage: a made chain of full size, and recorded ones. */
import { readChainFile } from '../../electron/tools/chain/read-chain-file';
import { chainInputs as recordedInputs } from '../../electron/tools/chain/measure-chain';
import { DEFAULT_FIT_SETTINGS, fitSurface, type SurfaceFit, type SurfaceFitInputs } from '../../shared/pricing/surface/fit-surface';
import { chainInputs, places, smileOf, type MadeExpiry } from '../support/option-chains';
import { sharedFile } from '../support/shared-data';
import { median, quantile, type BenchCase, type BenchRow } from './bench-case';

const EXPIRY_DAYS = [1, 2, 3, 7, 14, 21, 30, 60, 91, 182, 273, 364];
const STRIKES = 60;
const RECORDED = [
  ['calm', 'data/options/deribit_chain_6h/chain_20251230T173115Z.csv.gz'],
  ['stress', 'data/options/deribit_chain_6h/chain_20260205T155132Z.csv.gz'],
] as const;
const settings = DEFAULT_FIT_SETTINGS;

/** 12 expiries × 60 strikes with noise of a third of the half-spread. */
function madeInputs(): SurfaceFitInputs {
  const expiries = EXPIRY_DAYS.map((days): MadeExpiry => {
    const years = days / 365;
    const noise = (index: number): number => 0.0035 * Math.sin(days + 12.9898 * index * index);
    return {
      years,
      forward: 60_000,
      raw: smileOf(0.6, years),
      places: places(2.5 * 0.6 * Math.sqrt(years), STRIKES),
      halfWidth: 0.01,
      noise,
    };
  });
  return chainInputs(expiries, { settings });
}

interface Timing {
  readonly milliseconds: readonly number[];
  /** Processor time of one fit, which a busy machine does not stretch. */
  readonly processorMs: number;
  readonly fit: SurfaceFit;
}

function time(inputs: SurfaceFitInputs, rounds: number): Timing {
  const milliseconds: number[] = [];
  let fit = fitSurface(inputs);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    fit = fitSurface(inputs);
    milliseconds.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  return { milliseconds, processorMs: (user + system) / 1_000 / rounds, fit };
}

function rowsOf(name: string, inputs: SurfaceFitInputs, rounds: number): readonly BenchRow[] {
  const { milliseconds, processorMs, fit } = time(inputs, rounds);
  const quotes = fit.markets.reduce((sum, { twoSidedCount }) => sum + twoSidedCount, 0);
  const note = `${fit.surface.slices.length} expiries, ${quotes} strikes with both sides, arbitrage ${fit.breachesBefore.length} → ${fit.breachesAfter.length}`;
  return [
    { measure: `surface fit, ${name}, median`, value: median(milliseconds), unit: 'ms', target: { atMost: 100 }, note },
    { measure: `surface fit, ${name}, 95th percentile`, value: quantile(milliseconds, 0.95), unit: 'ms' },
    { measure: `surface fit, ${name}, processor time`, value: processorMs, unit: 'ms' },
  ];
}

/** Milliseconds from quotes to surface, forwards given, no memory of a surface before. */
export const surfaceFit: BenchCase = {
  name: 'surface-fit',
  run({ isQuick }) {
    const rounds = isQuick ? 15 : 60;
    const rows: BenchRow[] = [...rowsOf('made chain of 12 × 60', madeInputs(), rounds)];
    for (const [name, file] of RECORDED) {
      const path = sharedFile(file);
      if (path === null) rows.push({ measure: `surface fit, recorded ${name}`, value: Number.NaN, unit: '', note: `absent: ${file}` });
      else
        for (const chain of readChainFile(path))
          rows.push(...rowsOf(`recorded ${name}, ${chain.underlying}`, recordedInputs(chain, settings), rounds));
    }
    return Promise.resolve(rows);
  },
};

/** The named crash and rally say what the recorded index and chains say. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { recordedStress } from '../../shared/risk/stress-set';
import { sharedFile } from '../support/shared-data';

const INDEX = 'data/options/deribit_index_6h.csv';
const chainOf = (stamp: string): string => `data/options/deribit_chain_6h/chain_${stamp}.csv.gz`;
const days = ['20260204T213308Z', '20260205T212937Z', '20260206T213057Z'] as const;

type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): readonly Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

/** Volatility of the strike nearest the money, per time to expiry in days, ascending. */
function atTheMoney(rows: readonly Row[], currency: string): readonly (readonly [number, number])[] {
  const nearest = new Map<string, readonly [number, number, number]>();
  for (const row of rows) {
    const [volatility, distance] = [
      Number(row['implied_volatility']),
      Math.abs(Math.log(Number(row['strike']) / Number(row['futures_price']))),
    ];
    if (row['currency'] !== currency || !(volatility > 0) || !Number.isFinite(distance)) continue;
    const key = row['expiry_datetime'] ?? '';
    const known = nearest.get(key);
    if (known === undefined || distance < known[0]) nearest.set(key, [distance, Number(row['time_to_maturity']) * 365, volatility]);
  }
  return [...nearest.values()].map(([, time, volatility]) => [time, volatility] as const).sort((first, second) => first[0] - second[0]);
}

function interpolate(curve: readonly (readonly [number, number])[], at: number): number {
  const above = curve.findIndex(([time]) => time >= at);
  const [before, after] = [curve[Math.max(0, above - 1)], curve[Math.max(0, above)]];
  if (before === undefined || after === undefined) return Number.NaN;
  const share = after[0] === before[0] ? 0 : (at - before[0]) / (after[0] - before[0]);
  return before[1] + share * (after[1] - before[1]);
}

describe.for([
  [0, 'Crash of 5 February 2026'],
  [1, 'Rally of 6 February 2026'],
] as const)('scenario %i', ([index, name]) => {
  const [from, to] = [days[index], days[index + 1] ?? ''];
  const paths = [INDEX, chainOf(from), chainOf(to)].map((path) => [path, sharedFile(path)] as const);

  it.for(['BTC', 'ETH'])(`${name} moves %s as recorded`, (coin, ctx) => {
    const missing = paths.find(([, path]) => path === null);
    if (missing !== undefined) return ctx.skip(`absent: ${missing[0]}`);
    const [indexPath, before, after] = paths.map(([, path]) => path ?? '');
    const move = recordedStress.find((one) => one.name === name)?.moves[coin];
    if (move === undefined || indexPath === undefined || before === undefined || after === undefined)
      throw new Error('expected the scenario');
    const prices = rowsOf(readFileSync(indexPath, 'utf8'));
    const priceAt = (stamp: string): number =>
      Number(prices.find((row) => row['snapshot_utc'] === stamp)?.[`${coin.toLowerCase()}_usd_index`]);
    expect(priceAt(to) / priceAt(from) - 1).toBeCloseTo(move.move, 3);
    const curves = [before, after].map((path) => atTheMoney(rowsOf(gunzipSync(readFileSync(path)).toString('utf8')), coin));
    const [then = [], now = []] = curves;
    for (const [at, stated] of move.volatilityMoves)
      expect(interpolate(now, at) / interpolate(then, at) - 1, `${at} days`).toBeCloseTo(stated, 2);
  });
});

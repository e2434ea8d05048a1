/** How volatilities move with prices: estimated where the venue publishes an index of volatility, assumed and said so elsewhere. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factorMoves } from '../../../../electron/risk/factor-moves';
import { jointReturns } from '../../../../electron/risk/joint-returns';
import { SeededRandom } from '../../../../shared/domain/random';
import { factorise } from '../../../../shared/pricing/cholesky';
import { sharedFile } from '../../../support/shared-data';

const DAY_MS = 86_400_000;
const DAYS = 800;

/** Prices and volatilities of two coins with known deviations and correlations of their log moves. */
function world(days: number) {
  const random = new SeededRandom(11);
  const logs = { BTC: [11, -0.6], ETH: [8, -0.4] };
  const closes = { BTC: [] as { atMs: number; price: number }[], ETH: [] as { atMs: number; price: number }[] };
  const indexes = { BTC: [] as { atMs: number; volatility: number }[], ETH: [] as { atMs: number; volatility: number }[] };
  for (let day = 0; day < days; day += 1) {
    const market = random.gaussian();
    for (const name of ['BTC', 'ETH'] as const) {
      const own = 0.8 * market + 0.6 * random.gaussian();
      const [price = 0, volatility = 0] = logs[name];
      logs[name] = [price + 0.03 * own, volatility + 0.06 * (-0.5 * own + Math.sqrt(0.75) * random.gaussian())];
      closes[name].push({ atMs: day * DAY_MS, price: Math.exp(logs[name][0] ?? 0) });
      indexes[name].push({ atMs: day * DAY_MS, volatility: Math.exp(logs[name][1] ?? 0) });
    }
  }
  const underlyings = ['BTC', 'ETH'];
  const rows = closes.BTC.slice(1).map((_each, day) =>
    (['BTC', 'ETH'] as const).map((name) => (closes[name][day + 1]?.price ?? 0) / (closes[name][day]?.price ?? 0) - 1),
  );
  return {
    returns: { underlyings, rows },
    histories: new Map(Object.entries(closes)),
    volatilities: new Map(Object.entries(indexes)),
    windowDays: 1_000,
  };
}

describe('factor moves', () => {
  it('are those of the volatility index where every underlying has one', () => {
    const { covariance, words } = factorMoves(world(DAYS));
    const deviation = (index: number): number => Math.sqrt(covariance[index]?.[index] ?? Number.NaN);
    const correlation = (row: number, column: number): number =>
      (covariance[row]?.[column] ?? Number.NaN) / (deviation(row) * deviation(column));
    // Standard errors: a fortieth of a deviation, 0.03 of a correlation.
    expect(Math.abs(deviation(0) - 0.03)).toBeLessThan(0.003);
    for (const index of [1, 3]) expect(Math.abs(deviation(index) - 0.06)).toBeLessThan(0.006);
    expect(Math.abs(correlation(0, 1) + 0.5)).toBeLessThan(0.1);
    expect(Math.abs(correlation(0, 2) - 0.64)).toBeLessThan(0.1);
    expect(Math.abs(correlation(1, 3) - 0.16)).toBeLessThan(0.12);
    expect(factorise(covariance)).not.toBeNull();
    expect(words).toContain('as the venue’s volatility index did on 799 days');
    expect(words).toContain(`BTC ${(deviation(1) * 100).toFixed(1)} % a day, correlation ${correlation(0, 1).toFixed(2)}`);
  });

  it('of the recorded index and prices are what another program computes', (ctx) => {
    const [index, prices] = ['data/history/deribit_dvol_btc_1d_2022_2025.json', 'data/history/yahoo_BTC-USD_1d.csv'].map(sharedFile);
    if (index == null || prices == null) return ctx.skip('absent: data/history');
    const recorded = JSON.parse(readFileSync(index, 'utf8')) as readonly (readonly [number, number])[];
    const lines = readFileSync(prices, 'utf8').trim().split('\n').slice(1);
    const closes = lines.map((line) => ({ atMs: Date.parse(line.slice(0, 10)), price: Number(line.split(',')[4]) }));
    const histories = new Map([['BTC', closes]]);
    const volatilities = new Map([['BTC', recorded.map(([atMs, value]) => ({ atMs, volatility: value / 100 }))]]);
    const returns = jointReturns(['BTC'], histories, 500);
    const { covariance, words } = factorMoves({ returns, histories, volatilities, windowDays: 500 });
    const [price, volatility] = [Math.sqrt(covariance[0]?.[0] ?? 0), Math.sqrt(covariance[1]?.[1] ?? 0)];
    // 500 days to 2024-12-07, sample deviations of log moves; the correlation is not the −0.3 that is assumed elsewhere.
    expect(price).toBeCloseTo(0.025894701548, 9);
    expect(volatility).toBeCloseTo(0.044411406545, 9);
    expect((covariance[0]?.[1] ?? 0) / (price * volatility)).toBeCloseTo(0.094100877303, 9);
    expect(words).toContain('on 500 days (BTC 4.4 % a day, correlation 0.09)');
  });

  it('are assumed, and named so, where an index is missing or has too few days in common', () => {
    const known = world(DAYS);
    const onlyBtc = new Map([...known.volatilities].filter(([name]) => name === 'BTC'));
    const assumed = factorMoves({ ...known, volatilities: onlyBtc });
    expect(assumed.words).toBe('log volatility moves 5 % a day, correlation -0.3 with price (assumed: no volatility index of ETH)');
    expect(assumed.covariance[1]?.[1]).toBeCloseTo(0.0025, 12);
    expect(factorise(assumed.covariance)).not.toBeNull();
    const elsewhere = new Map(
      [...known.volatilities].map(([name, values]) => [name, values.map((day) => ({ ...day, atMs: day.atMs + 1 }))] as const),
    );
    expect(factorMoves({ ...known, volatilities: elsewhere }).words).toContain('(assumed: too few days in common)');
  });

  it('are assumed where an index never moves', () => {
    const known = world(DAYS);
    const flat = new Map(
      [...known.volatilities].map(([name, values]) => [name, values.map((day) => ({ ...day, volatility: 0.5 }))] as const),
    );
    expect(factorMoves({ ...known, volatilities: flat }).words).toContain('assumed');
  });
});

/** The formula against the published experiment, whose moments are computed exactly instead of sampled. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  intensitySpread,
  optimalQuotes,
  reservationPrice,
} from '../../../../../../shared/quoting/models/avellaneda-stoikov/optimal-quotes';
import { sharedFile } from '../../../../../support/shared-data';

const TABLE = 'reference/avellaneda_stoikov.csv';
const STEPS = 200;
const DT = 1 / STEPS;
const SIGMA = 2;
const DECAY = 1.5;
const INTENSITY = 140;
/** Inventory beyond this has no weight that matters at six decimals. */
const WIDEST = 150;

interface Moments {
  readonly spread: number;
  readonly meanPnl: number;
  readonly stdPnl: number;
  readonly meanInventory: number;
  readonly stdInventory: number;
}

interface Distances {
  readonly bid: number;
  readonly ask: number;
}

/** The formula's quotes at inventory `q` and step `n`, through the function under test, as distances from the mid. */
function inventoryDistances(gamma: number, q: number, n: number): Distances {
  const input = { midPrice: 100, inventory: q, riskAversion: gamma, volatility: SIGMA, arrivalDecay: DECAY, timeLeft: 1 - n * DT };
  const quotes = optimalQuotes(input);
  return { bid: 100 - quotes.bid, ask: quotes.ask - 100 };
}

function averageSpread(gamma: number): number {
  const spreads = Array.from({ length: STEPS }, (_, n) => inventoryDistances(gamma, 0, n)).map((d) => d.bid + d.ask);
  return spreads.reduce((sum, spread) => sum + spread, 0) / STEPS;
}

/** The paper's benchmark quotes the average spread of the inventory strategy around the mid, whatever is held. */
function strategyDistances(gamma: number, strategy: string): Policy {
  if (strategy === 'inventory') return (q, n) => inventoryDistances(gamma, q, n);
  const half = averageSpread(gamma) / 2;
  return () => ({ bid: half, ask: half });
}

const fillProbability = (distance: number): number => Math.min(1, INTENSITY * Math.exp(-DECAY * distance) * DT);

/** The four outcomes of one step: chance, change of inventory, gain against the mid. */
function outcomes(d: Distances): readonly (readonly [number, number, number])[] {
  const [b, a] = [fillProbability(d.bid), fillProbability(d.ask)];
  return [
    [(1 - b) * (1 - a), 0, 0],
    [b * (1 - a), 1, d.bid],
    [(1 - b) * a, -1, d.ask],
    [b * a, 0, d.bid + d.ask],
  ];
}

type Policy = (q: number, n: number) => Distances;

const clampInventory = (q: number): number => Math.max(-WIDEST, Math.min(WIDEST, q));

/** First and second moment of PnL by backward recursion: the price is a martingale independent of the fills. */
function pnlMoments(policy: Policy): readonly [number, number] {
  let first = new Float64Array(2 * WIDEST + 1);
  let second = new Float64Array(2 * WIDEST + 1);
  for (let n = STEPS - 1; n >= 0; n -= 1) {
    const nextFirst = new Float64Array(first.length);
    const nextSecond = new Float64Array(first.length);
    for (let q = -WIDEST; q <= WIDEST; q += 1) {
      let [m1, m2] = [0, 0];
      for (const [chance, change, gain] of outcomes(policy(q, n))) {
        const to = clampInventory(q + change);
        const x = first[to + WIDEST] ?? Number.NaN;
        m1 += chance * (gain + x);
        m2 += chance * (gain ** 2 + 2 * gain * x + (second[to + WIDEST] ?? Number.NaN) + to ** 2 * SIGMA ** 2 * DT);
      }
      nextFirst[q + WIDEST] = m1;
      nextSecond[q + WIDEST] = m2;
    }
    [first, second] = [nextFirst, nextSecond];
  }
  return [first[WIDEST] ?? Number.NaN, second[WIDEST] ?? Number.NaN];
}

/** Chances of each terminal inventory, by forward recursion. */
function inventoryWeights(policy: Policy): Float64Array {
  let weights = new Float64Array(2 * WIDEST + 1);
  weights[WIDEST] = 1;
  for (let n = 0; n < STEPS; n += 1) {
    const next = new Float64Array(weights.length);
    weights.forEach((weight, index) => {
      if (weight === 0) return;
      for (const [chance, change] of outcomes(policy(index - WIDEST, n))) {
        const to = clampInventory(index - WIDEST + change) + WIDEST;
        next[to] = (next[to] ?? Number.NaN) + weight * chance;
      }
    });
    weights = next;
  }
  return weights;
}

function exactMoments(gamma: number, strategy: string): Moments {
  const policy = strategyDistances(gamma, strategy);
  const [meanPnl, squarePnl] = pnlMoments(policy);
  const weights = inventoryWeights(policy);
  const meanInventory = weights.reduce((sum, weight, i) => sum + weight * (i - WIDEST), 0);
  const squareInventory = weights.reduce((sum, weight, i) => sum + weight * (i - WIDEST) ** 2, 0);
  return {
    spread: averageSpread(gamma),
    meanPnl,
    stdPnl: Math.sqrt(squarePnl - meanPnl ** 2),
    meanInventory,
    stdInventory: Math.sqrt(squareInventory - meanInventory ** 2),
  };
}

describe('the formula of Avellaneda and Stoikov', () => {
  it('gives the exact moments of the published experiment', (ctx) => {
    const path = sharedFile(TABLE);
    if (!path) return ctx.skip('absent: ' + TABLE);
    const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      const [, gamma = '', strategy = '', spread, meanPnl, stdPnl, meanInventory, stdInventory] = row.split(',');
      const moments = exactMoments(Number(gamma), strategy);
      expect(moments.spread, row).toBeCloseTo(Number(spread), 5);
      expect(moments.meanPnl, row).toBeCloseTo(Number(meanPnl), 5);
      expect(moments.stdPnl, row).toBeCloseTo(Number(stdPnl), 5);
      expect(moments.meanInventory, row).toBeCloseTo(Number(meanInventory), 5);
      expect(moments.stdInventory, row).toBeCloseTo(Number(stdInventory), 5);
    }
  });

  it('puts the reservation price below the mid when long and the quotes evenly around it', () => {
    const input = { midPrice: 100, inventory: 3, riskAversion: 0.1, volatility: 2, arrivalDecay: 1.5, timeLeft: 0.5 };
    expect(reservationPrice(input)).toBeCloseTo(100 - 3 * 0.1 * 4 * 0.5, 12);
    const quotes = optimalQuotes(input);
    expect((quotes.bid + quotes.ask) / 2).toBeCloseTo(quotes.reservationPrice, 12);
    expect(quotes.spread).toBeCloseTo(0.1 * 4 * 0.5 + 20 * Math.log(1 + 0.1 / 1.5), 12);
  });

  it('tends to the risk-neutral 2/k as risk aversion vanishes', () => {
    expect(intensitySpread(1e-9, 1.5)).toBeCloseTo(2 / 1.5, 8);
  });
});

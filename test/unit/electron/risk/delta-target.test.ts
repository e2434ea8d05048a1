/** The bands of a delta lie around its target: what is used of them, and what room is left, is counted from there. */
import { describe, expect, it } from 'vitest';
import { runCapital } from '../../../../electron/risk/capital-run';
import { runGreeks } from '../../../../electron/risk/greeks-run';
import { prepareInputs } from '../../../../electron/risk/risk-inputs';
import { projectRiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { closesOf, finish } from '../../../support/tail-book';

/** Lots of 10 USD at 60,000 to the coin. */
const LOTS_PER_COIN = 6_000;

function inputsOf(heldCoin: number, targetCoin: number) {
  const targets = { BTC: { targetCoin, softBandCoin: 2, hardBandCoin: 5 } };
  const desk = new TestDesk().start(testSettings({ targets }), { positions: [positionOf(BTC, heldCoin * LOTS_PER_COIN)] });
  const histories = new Map([['BTC', closesOf('BTC')]]);
  return prepareInputs(projectRiskSnapshot(desk.state), { chains: new Map(), histories, volatilities: new Map(), days: [] });
}

function deltaOf(heldCoin: number, targetCoin: number) {
  const inputs = inputsOf(heldCoin, targetCoin);
  const { limits, allocations } = finish(runCapital(inputs)).body;
  const room = allocations.find(({ product }) => product === 'delta-one')?.rooms.find(({ key }) => key === 'delta|BTC');
  const [greek] = finish(runGreeks(inputs)).underlyings['BTC']?.limits ?? [];
  return { bar: limits.find(({ key }) => key === 'delta|BTC'), room, greek };
}

describe('a delta with a target of four coins short and a hard band of five', () => {
  it('uses nothing of its band on the target, and has the whole band as room on both sides', () => {
    const { bar, room, greek } = deltaOf(-4, -4);
    expect(bar).toMatchObject({ label: 'BTC delta from its target -4', soft: 2, hard: 5, state: 'ok' });
    for (const used of [bar?.used, greek?.used]) expect(used).toBeCloseTo(0, 9);
    expect([room?.bidCoin, room?.askCoin].map((coin) => Math.round((coin ?? Number.NaN) * 1e9) / 1e9)).toEqual([5, 5]);
  });

  it('is beyond it two coins long, where nothing more is bid', () => {
    const { bar, room, greek } = deltaOf(2, -4);
    expect(bar).toMatchObject({ state: 'hard', hard: 5 });
    for (const used of [bar?.used, greek?.used]) expect(used).toBeCloseTo(6, 9);
    expect(room?.bidCoin).toBe(0);
  });

  it('is its own distance where the target is nothing', () => {
    expect(deltaOf(2, 0).bar).toMatchObject({ label: 'BTC delta', state: 'soft', used: 2 });
  });
});

/** The target moves on a grid, inside the hard band; the gauge keeps everything on screen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandState,
  clampTarget,
  coinText,
  gaugeBands,
  gaugeMarks,
  gaugePercent,
  gaugeReach,
  moveTarget,
  targetStep,
  targetWords,
} from '../../../../../renderer/panels/inventory/model';

const band = { hardBandCoin: 4 };

describe('the inventory target', () => {
  it('moves by half a coin in a band of four: three arrows are 1.5', () => {
    expect(targetStep(4)).toBe(0.5);
    expect(moveTarget(moveTarget(moveTarget(0, 1, band), 1, band), 1, band)).toBe(1.5);
    expect(moveTarget(0, 10, band)).toBe(4);
    expect(moveTarget(-4, -1, band)).toBe(-4);
  });

  it('stays inside the band and on its grid, whatever is dragged', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0.01, max: 5_000, noNaN: true }),
        (value, hardBandCoin) => {
          const target = clampTarget(value, { hardBandCoin });
          expect(Math.abs(target)).toBeLessThanOrEqual(hardBandCoin + targetStep(hardBandCoin) / 10);
          expect(clampTarget(target, { hardBandCoin })).toBeCloseTo(target, 9);
        },
      ),
    );
  });

  it('is written as it is sent, also in a small band', () => {
    const small = { hardBandCoin: 0.1, underlying: 'BTC' };
    expect(coinText(clampTarget(0.004, small), 2, 'always')).toBe('+0.004');
    expect(targetWords(-0.015, small)).toBe('target minus 0.015 BTC, limit 0.10');
    expect([coinText(1.5, 2, 'always'), coinText(0, 2), coinText(4, 0), coinText(0.25, 0), coinText(-0.02, 0)]).toEqual([
      '+1.50',
      '0.00',
      '4',
      '0.25',
      '−0.02',
    ]);
  });

  it('is said in words', () => expect(targetWords(1.5, { underlying: 'BTC', hardBandCoin: 10 })).toBe('target plus 1.50 BTC, limit 10.00'));
});

describe('the gauge', () => {
  it('shows inventory outside the hard band too', () => {
    const reach = gaugeReach({ hardBandCoin: 4, deltaCoin: -9, targetCoin: 0 });
    expect(gaugePercent(-9, reach)).toBeGreaterThan(0);
    expect(gaugePercent(0, reach)).toBe(50);
  });

  it.each([
    [0.5, 'inside'],
    [2, 'outside'],
    [5, 'breach'],
    [null, 'unknown'],
  ] as const)('names the band of %s', (deltaCoin, state) =>
    expect(bandState({ deltaCoin, targetCoin: 0, softBandCoin: 1.5, hardBandCoin: 4 })).toBe(state),
  );
});

describe('the bands of the gauge', () => {
  const view = { targetCoin: 3, softBandCoin: 2, hardBandCoin: 5 };

  it('lie around the target: where the words say that the hard band is left, the drawing shows it', () => {
    const { hard, soft } = gaugeBands(view);
    for (const deltaCoin of [-2.1, -2, 0.9, 1, 5, 5.1, 7.9, 8, 8.1]) {
      const state = bandState({ ...view, deltaCoin });
      expect(deltaCoin < hard[0] || deltaCoin > hard[1]).toBe(state === 'breach');
      expect(deltaCoin >= soft[0] && deltaCoin <= soft[1]).toBe(state === 'inside');
    }
  });

  it('are written at their edges, and stay on screen', () => {
    expect(gaugeMarks(view)).toEqual([-2, 0, 1, 5, 8]);
    expect(gaugeMarks({ targetCoin: 0.3, softBandCoin: 0.3, hardBandCoin: 0.6 })).toEqual([-0.3, 0, 0.6, 0.9]);
    expect(gaugeReach({ ...view, deltaCoin: 0 })).toBeGreaterThan(8);
  });

  it('lie around zero with a neutral target', () => expect(gaugeMarks({ ...view, targetCoin: 0 })).toEqual([-5, -2, 0, 2, 5]));
});

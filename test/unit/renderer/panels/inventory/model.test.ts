/** The target moves on a grid, inside the hard band; the gauge keeps everything on screen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandState,
  clampTarget,
  coinText,
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

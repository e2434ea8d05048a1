/** Breaches come first, bars stay on their scale, and what is not known says so. */
import { describe, expect, it } from 'vitest';
import {
  barPercent,
  measureWords,
  sharedReason,
  nextOf,
  orderLimits,
  roomWords,
  tighterSide,
} from '../../../../../renderer/panels/capital/model';
import { sampleCapital } from '../../../../support/fake-bridge/sample-capital';

const view = sampleCapital();

describe('capital', () => {
  it('orders limits by urgency, the unknown before the comfortable', () => {
    expect(orderLimits(view.limits).map(({ state }) => state)).toEqual(['hard', 'near', 'unknown', 'ok']);
    expect(view.limits.map(({ key }) => key)).toEqual(['vega', 'es', 'delta', 'margin']);
  });

  it('draws the hard limit at four fifths, either sign alike, nothing for nothing', () => {
    expect(barPercent(2_000, 2_000)).toBe(80);
    expect(barPercent(-1_000, 2_000)).toBe(40);
    expect(barPercent(9_000, 2_000)).toBe(100);
    expect(barPercent(null, 2_000)).toBe(0);
    expect(barPercent(1, 0)).toBe(0);
  });

  it('names confidence, horizon, window and convention of a measure', () => {
    const [first] = view.measures;
    if (first === undefined) throw new Error('expected a measure');
    expect(measureWords({ ...first, confidence: 0.975, horizonDays: 10 })).toBe(
      'historical: 97.5 % over 10 d, 500 observations; quantile type 7',
    );
  });

  it('goes round its choices, and stays where it is among none of them', () => {
    expect([nextOf([1, 10], 1), nextOf([1, 10], 10)]).toEqual([10, 1]);
    expect(nextOf([], 3)).toBe(3);
  });

  it('knows the tighter side only where both are known', () => {
    const [row] = view.allocations;
    if (row === undefined) throw new Error('expected an allocation');
    expect(tighterSide(row)).toBe('bid');
    expect(tighterSide({ ...row, askRoomCoin: null })).toBeNull();
    expect(roomWords(0.4, 'delta', 'BTC')).toBe('0.40 BTC until delta');
    expect(roomWords(null, 'delta', 'BTC')).toBe('not known');
  });
});

describe('the reason of a table', () => {
  it('is said once where every row has the same, and row by row otherwise', () => {
    const row = (reason: string) => ({ reason });
    expect(sharedReason([row('no position'), row('no position')])).toBe('no position');
    expect(sharedReason([row('no position'), row('')])).toBe('');
    expect(sharedReason([row('one'), row('other')])).toBe('');
    expect(sharedReason([])).toBe('');
  });
});

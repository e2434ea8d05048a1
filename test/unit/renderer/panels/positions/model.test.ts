/** Totals are unknown as soon as a part is; agreement with the venue is never assumed. */
import { describe, expect, it } from 'vitest';
import { agreement, positionEntries, sumKnown } from '../../../../../renderer/panels/positions/model';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const { rows } = sampleState().positions;

describe('positions', () => {
  it('come by underlying, a total first, perpetuals before futures, futures before options', () => {
    expect(positionEntries(rows).map((entry) => entry.id)).toEqual([
      'total-BTC',
      'deribit:BTC-PERPETUAL',
      'deribit:BTC-25DEC26',
      'deribit:BTC-29NOV26-62000-C',
      'total-ETH',
      'deribit:ETH-PERPETUAL',
      'deribit:ETH-25DEC26',
    ]);
  });

  it('sum what is known and nothing else', () => {
    expect(sumKnown([1, 2.5])).toBe(3.5);
    expect(sumKnown([1, null, 2])).toBeNull();
    expect(sumKnown([])).toBe(0);
  });

  it('agree with the venue, differ from it, or are not reconciled', () => {
    const states = Object.values(rows).map(agreement);
    expect(states.filter((state) => state === 'off')).toHaveLength(2);
    const [first] = Object.values(rows);
    expect(first === undefined ? '' : agreement({ ...first, difference: null })).toBe('unknown');
  });
});

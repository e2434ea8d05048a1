/** Figures over several fills weigh each by its value. */
import { describe, expect, it } from 'vitest';
import { meanMarkout } from '../../../../../renderer/panels/fills/model';
import { sampleState } from '../../../../support/fake-bridge/sample-state';
import type { FillRow } from '../../../../../shared/projection/view-state';

function fill(change: Partial<FillRow>): FillRow {
  const [row] = Object.values(sampleState().fills.rows);
  if (row === undefined) throw new Error('expected a fill in the sample');
  return { ...row, ...change };
}

const mean = (...rows: readonly FillRow[]): number | null => meanMarkout(rows, (row) => row.markout10sBps);

describe('the mean markout', () => {
  it('weighs fills of different coins by their value: forty ETH at 2,500 are as much as one BTC at 100,000', () => {
    const bitcoin = fill({ quantityCoin: 1, valueUsd: 100_000, markout10sBps: -2 });
    const ether = fill({ quantityCoin: 40, valueUsd: 100_000, markout10sBps: 1 });
    expect(mean(bitcoin, ether)).toBeCloseTo(-0.5, 12);
  });

  it('leaves out what is not known yet, and is unknown without any', () => {
    expect(mean(fill({ valueUsd: 10, markout10sBps: 3 }), fill({ valueUsd: 90, markout10sBps: null }))).toBe(3);
    expect(mean(fill({ markout10sBps: null }))).toBeNull();
  });
});

/** Standard margin of futures as the venue published it: 2 % and 1 %, rising 0.005 % with each BTC and 0.0004 % with each ETH. */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../../electron/risk/margin-rules';
import { listContracts } from '../../../../shared/exchange/listing';
import { marginOf } from '../../../../shared/exchange/margin';
import type { Marks } from '../../../../shared/exchange/marks';
import type { RiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { inverseFutureMargin } from '../../../../shared/risk/margin-standard';
import { INDEX, START_MS } from '../../../support/quiet-exchange';

const MARK = 2_000;
const marks = { mark: () => MARK } as unknown as Marks;
/** A venue that publishes no number of its own: the documents' figures stand in. */
const silent = { futures: [], balances: [], marginSimulations: {} } as unknown as RiskSnapshot;

describe.each([
  ['BTC', 25, 0.02125, 0.01125],
  ['BTC', 350, 0.0375, 0.0275],
  ['ETH', 0.5, 0.020002, 0.010002],
  ['ETH', 1_000, 0.024, 0.014],
  ['ETH', 5_000, 0.04, 0.03],
] as const)('a position of %s × %d', (currency, coins, initial, maintenance) => {
  it('binds the published rates at the exchange', () => {
    const perpetual = listContracts(START_MS, INDEX).find((spec) => spec.name === `${currency}-PERPETUAL`);
    if (perpetual === undefined) throw new Error('expected the perpetual in the listing');
    const need = marginOf(perpetual, coins * MARK, marks);
    expect(need.initial / coins).toBeCloseTo(initial, 12);
    expect(need.maintenance / coins).toBeCloseTo(maintenance, 12);
  });

  it('binds the same by the desk’s own count', () => {
    const parameters = rulesOf(silent, 'deribit', currency).standard;
    if (parameters === null) throw new Error('expected a rule');
    const need = inverseFutureMargin(coins * MARK, MARK, parameters.future);
    expect((need?.initial ?? NaN) / coins).toBeCloseTo(initial, 12);
    expect((need?.maintenance ?? NaN) / coins).toBeCloseTo(maintenance, 12);
  });
});

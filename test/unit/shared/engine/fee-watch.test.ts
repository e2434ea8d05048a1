/** Fees that are not those of the list: a rebate that became a fee turns quotes that earned into quotes that cost. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import type { AlertState } from '../../../../shared/engine/state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, perpetual } from '../../../support/engine-parts';

/** Executions of one quote, 600 USD at 60,000 each, at these rates of the 0.01 coin; listed for makers is a rebate of 1 bp. */
function filledAt(rates: readonly number[], change: Partial<Fill> = {}): readonly AlertState[] {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const [order] = desk.state.orders.open.values();
  if (order === undefined) throw new Error('no quote');
  const lots = quantityLots(600 / perpetual().lotSize);
  const coin = 600 / (order.price * perpetual().tickSize);
  rates.forEach((rate, index) => {
    const fee = Number((rate * coin).toFixed(8));
    const fill = fillOf(order, { tradeId: tradeId(`fee-${index}`), quantity: lots, fee, ...change });
    desk.apply({ kind: 'fill-reported', fill });
  });
  return desk.state.alerts.filter(({ key }) => key.startsWith(`fee|${BTC}`));
}

describe('the fee of an execution', () => {
  it('as it is listed is no news', () => {
    expect(filledAt([-0.0001, -0.0001])).toEqual([]);
    expect(filledAt([0.0005], { liquidity: 'taker' })).toEqual([]);
  });

  it('above the list, such as a rebate that became a fee, is told once and not with every fill (fault 38)', () => {
    const [alert, ...others] = filledAt([-0.0001, 0.00005, 0.00005]);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ severity: 2, count: 1 });
    expect(alert?.text).toBe(
      'BTC-PERPETUAL: a maker execution cost 0.50 bps of its notional, the venue lists -1.00. Check the fee tier: widths and hedge costs are set for the list.',
    );
  });

  it('is told again when it rises further (fault 38)', () => {
    expect(filledAt([0, 0.0001])[0]).toMatchObject({ count: 2 });
  });

  it('below the list costs nobody anything', () => {
    expect(filledAt([-0.0002])).toEqual([]);
  });
});

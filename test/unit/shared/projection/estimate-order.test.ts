/** What the ticket says an order would add: in whole lots, signed, and unknown where an input is. */
import { describe, expect, it } from 'vitest';
import { estimateOrder } from '../../../../shared/projection/estimate-order';
import { projectLadder } from '../../../../shared/projection/project-ladder';
import type { OrderTerms } from '../../../../shared/projection/view-state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, testSettings } from '../../../support/engine-parts';

const perpetual: OrderTerms = {
  ...{ kind: 'perpetual', isInverse: true, quantityUnit: 'USD', lotSize: 10, underlying: 'BTC' },
  ...{ indexPrice: 60_100, markPrice: 60_050, optionDelta: null, soft: { coin: 1, usd: 500_000 } },
};
const put: OrderTerms = { ...perpetual, kind: 'option', quantityUnit: 'coin', lotSize: 0.1, optionDelta: -0.4 };
const order = { side: 'buy' as const, price: 60_000, quantityCoin: 0.1 };

describe('what an order by hand would add', () => {
  it('is its value in USD and its delta at the mark, signed, in the whole lots that would be sent (fault 63)', () => {
    expect(estimateOrder(perpetual, { ...order, quantityCoin: 0.10009 })).toEqual({
      notionalUsd: 6_000,
      deltaCoin: 6_000 / 60_050,
      unknown: '',
      isTyped: false,
    });
    expect(estimateOrder(perpetual, { ...order, side: 'sell' }).deltaCoin).toBeCloseTo(-0.0999, 4);
  });

  it('is the venue’s own delta of an option, whose value is that of the coin behind it (fault 63)', () => {
    expect(estimateOrder(put, { side: 'buy', price: 0.05, quantityCoin: 0.5 })).toMatchObject({ notionalUsd: 30_050, deltaCoin: -0.2 });
    expect(estimateOrder(put, { side: 'sell', price: 0.05, quantityCoin: 0.5 }).deltaCoin).toBe(0.2);
  });

  it('is unknown with the reason, never 0, where an input is missing (fault 63)', () => {
    const cases: readonly (readonly [OrderTerms, object])[] = [
      [
        { ...put, optionDelta: null },
        { deltaCoin: null, unknown: 'no delta from the venue for a minute' },
      ],
      [
        { ...perpetual, markPrice: null },
        { notionalUsd: 30_000, deltaCoin: null, unknown: 'no mark price for 10 s' },
      ],
      [
        { ...put, indexPrice: null },
        { notionalUsd: null, deltaCoin: -0.2, unknown: 'no BTC index for 10 s' },
      ],
    ];
    for (const [terms, expected] of cases) expect(estimateOrder(terms, { ...order, quantityCoin: 0.5 })).toMatchObject(expected);
    expect(estimateOrder(perpetual, { ...order, price: 0 })).toMatchObject({ notionalUsd: null, deltaCoin: null, isTyped: true });
  });

  it('is to be typed where the gate asks for it, at the same size to the lot (fault 63)', () => {
    const seen = { isPostOnly: true, isReduceOnly: false, seenBestBid: 59_999.5, seenBestAsk: 60_000.5, isConfirmed: true };
    const asked = new Set<boolean>();
    for (const quantityCoin of [0.1, 0.5, 0.99, 1, 1.0001, 1.001, 1.01, 1.5, 2.4]) {
      const desk = new TestDesk().start(testSettings());
      desk.command('arm', {});
      const { orderTerms } = projectLadder({ ...desk.state, selectedInstrumentId: BTC });
      if (orderTerms === null) throw new Error('expected terms of the selected instrument');
      const { isTyped } = estimateOrder(orderTerms, { side: 'buy', price: 59_995, quantityCoin });
      const outcome = desk.command('place-order', { instrumentId: BTC, side: 'buy', price: 59_995, quantityCoin, ...seen });
      expect([quantityCoin, outcome.status === 'denied' && outcome.reason.startsWith('soft-limit')]).toEqual([quantityCoin, isTyped]);
      asked.add(isTyped);
    }
    expect(asked).toEqual(new Set([true, false]));
  });
});

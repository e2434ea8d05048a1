/** An index that jumps by itself: profit, its limits and notionals in USD follow it, so nothing may be quoted by it. */
import { describe, expect, it } from 'vitest';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE } from '../../../support/engine-parts';

const index = (desk: TestDesk, price: number): number =>
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price }).filter(({ kind }) => kind === 'cancel-order').length;

describe('an index', () => {
  it.each([
    ['jumps by a fifth', 72_000],
    ['falls to half', 30_000],
  ])(
    'that %s against the mark of the perpetual takes the quotes out in the same step, says so, and lets them back (fault 37)',
    (_, price) => {
      const desk = new TestDesk().startTrading();
      desk.acceptAll();
      expect(index(desk, price)).toBe(10);
      const trustReason = 'its mark price is 10 % or more from the index';
      expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'stale', trustInput: 'mark price', trustReason, fairValue: null });
      expect(desk.state.alerts.at(-1)).toMatchObject({ severity: 2, text: expect.stringContaining(trustReason) as string });
      desk.cancelPending();
      index(desk, 60_000);
      expect(desk.state.markets.get(BTC)?.trust).toBe('live');
    },
  );

  it('that moves less than that is one to quote by', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    expect([index(desk, 65_000), index(desk, 55_000)]).toEqual([0, 0]);
  });
});

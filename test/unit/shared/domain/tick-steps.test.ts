/** Price steps that grow with the price. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { priceTicks } from '../../../../shared/domain/price';
import { isOnGrid, roundToPassiveStep, tickSizeAt } from '../../../../shared/domain/tick-steps';

const OPTION = { tickSize: 0.0001, tickSteps: [{ abovePrice: 0.005, tickSize: 0.0005 }] };

describe('steps of an option', () => {
  it('are fine below the border and coarse from it on', () => {
    expect([0.0001, 0.0049, 0.005, 0.0732].map((price) => tickSizeAt(OPTION, price))).toEqual([0.0001, 0.0001, 0.0005, 0.0005]);
    expect(tickSizeAt({ tickSize: 0.5 }, 60_000)).toBe(0.5);
  });

  it('round a buy down and a sell up, in finest ticks', () => {
    expect(roundToPassiveStep(OPTION, 0.00437, 'buy')).toBe(43);
    expect(roundToPassiveStep(OPTION, 0.00437, 'sell')).toBe(44);
    expect(roundToPassiveStep(OPTION, 0.0732, 'buy')).toBe(730);
    expect(roundToPassiveStep(OPTION, 0.0732, 'sell')).toBe(735);
    expect(roundToPassiveStep(OPTION, 0.073, 'sell')).toBe(730);
    expect(roundToPassiveStep(OPTION, 0.00495, 'sell')).toBe(50);
  });

  it('tell a price off the grid', () => {
    expect(isOnGrid(OPTION, priceTicks(49))).toBe(true);
    expect(isOnGrid(OPTION, priceTicks(51))).toBe(false);
    expect(isOnGrid(OPTION, priceTicks(735))).toBe(true);
    expect(isOnGrid(OPTION, priceTicks(736))).toBe(false);
  });

  it('never round through the price, and always onto the grid', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 0.5, noNaN: true }), fc.constantFrom('buy' as const, 'sell' as const), (price, side) => {
        const ticks = roundToPassiveStep(OPTION, price, side);
        expect(isOnGrid(OPTION, ticks)).toBe(true);
        const gap = (ticks * OPTION.tickSize - price) * (side === 'buy' ? -1 : 1);
        expect(gap).toBeGreaterThanOrEqual(-1e-9);
        expect(gap).toBeLessThan(0.0005 + 1e-9);
      }),
    );
  });
});

/** Invariants of the engine under random markets, venues and traders: I1, I3, I5, I6, I7, I8 and exactly-once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInitialState } from '../../shared/engine/initial-state';
import { digestState } from '../../shared/engine/state-digest';
import { step } from '../../shared/engine/step';
import { isWorking, outstandingLots } from '../../shared/execution/order-state';
import { lotsToCoin } from '../../shared/risk/exposure';
import type { TestDesk } from '../support/engine-builder';
import { BTC, perpetual } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';
import { happening, playAll, POSITION_LIMIT_COIN } from '../support/random-venue';

const session = fc.array(happening, { minLength: 5, maxLength: 60 });

function worstCaseCoin(desk: TestDesk, side: 'buy' | 'sell'): number {
  const sign = side === 'buy' ? 1 : -1;
  const position = desk.state.positions[BTC]?.position.lots ?? 0;
  const open = desk.state.orders.openOf(BTC).filter((order) => order.side === side);
  const lots = sign * position + open.reduce((sum, order) => sum + outstandingLots(order), 0);
  const mark = desk.state.markets.get(BTC)?.ticker?.markPrice ?? Number.NaN;
  return lotsToCoin(perpetual(), lots, mark);
}

describe('engine', () => {
  it('I8: equal events give equal effects and equal states', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        const desk = playAll(happenings);
        let state = createInitialState();
        const effects = desk.events.flatMap((event) => {
          const result = step(state, event);
          state = result.state;
          return result.effects;
        });
        expect(effects).toEqual(desk.effects);
        expect(digestState(state)).toBe(digestState(desk.state));
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('I7: an order is only sent while the worst case with it stays within the position limit', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        playAll(happenings, (desk, before) => {
          for (const effect of desk.effects.slice(before)) {
            if (effect.kind !== 'send-order' || effect.order.intent.instrumentId !== BTC) continue;
            // Prices moved at most 40 ticks of 120,000 since the gate looked: 0.1 % covers it.
            expect(worstCaseCoin(desk, effect.order.intent.side)).toBeLessThanOrEqual(POSITION_LIMIT_COIN * 1.001);
          }
        });
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('I1, I2: every order sent is in the state under an id never used before, and is never forgotten while it may live', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        const ids = new Set<string>();
        playAll(happenings, (desk, before) => {
          for (const effect of desk.effects.slice(before)) {
            if (effect.kind !== 'send-order') continue;
            const { clientOrderId } = effect.order.intent;
            expect(ids.has(clientOrderId)).toBe(false);
            ids.add(clientOrderId);
          }
          for (const id of ids) expect(desk.state.orders.find(id as Parameters<typeof desk.state.orders.find>[0])).not.toBeNull();
        });
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('I3: the position is the sum of distinct fills, whatever was repeated (faults 6, 25)', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        const desk = playAll(happenings);
        const distinct = new Map(
          desk.events.flatMap((event) => (event.kind === 'fill-reported' ? [[event.fill.tradeId, event.fill]] : [])),
        );
        const lots: Record<string, number> = {};
        for (const fill of distinct.values())
          lots[fill.instrumentId] = (lots[fill.instrumentId] ?? 0) + (fill.side === 'buy' ? fill.quantity : -fill.quantity);
        for (const [id, sum] of Object.entries(lots)) expect(desk.state.positions[id]?.position.lots).toBe(sum);
        expect(desk.state.fillCount).toBe(distinct.size);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('I5: no quote is left without a cancel while its market or account may not be believed, or trading is not active', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        playAll(happenings, (desk) => {
          const market = desk.state.markets.get(BTC);
          const mayQuote =
            market?.fairValue !== null && desk.state.safety.tradingState === 'active' && desk.state.quoting[BTC]?.isTradingOn === true;
          if (mayQuote) return;
          const left = desk.state.orders
            .openOf(BTC)
            .filter((order) => order.purpose === 'quote' && isWorking(order) && order.status !== 'lost');
          for (const order of left) expect(order).toMatchObject({ isCancelPending: true });
        });
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('never quotes through itself: every working buy is below every working sell', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        playAll(happenings, (desk) => {
          const working = desk.state.orders.openOf(BTC).filter(isWorking);
          const bids = working.filter((order) => order.side === 'buy').map((order) => order.price);
          const asks = working.filter((order) => order.side === 'sell').map((order) => order.price);
          expect(Math.max(-Infinity, ...bids)).toBeLessThan(Math.min(Infinity, ...asks));
        });
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('I6: a pull cancels every quote that could be in the market, in the same step, in every state', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        const desk = playAll(happenings);
        const quotes = [...desk.state.orders.open.values()]
          .filter((order) => order.purpose === 'quote' && isWorking(order))
          .map((order) => order.clientOrderId);
        const before = desk.effects.length;
        expect(desk.command('pull-quotes', { instrumentId: null }).status).toBe('accepted');
        const effects = desk.effects.slice(before);
        const canceled = new Set(effects.flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : [])));
        for (const id of quotes) expect(canceled.has(id)).toBe(true);
        expect(effects.some((effect) => effect.kind === 'send-order')).toBe(false);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('says of every level why it is not in the market', () => {
    fc.assert(
      fc.property(session, (happenings) => {
        playAll(happenings, (desk) => {
          const quoting = desk.state.quoting[BTC];
          expect(quoting?.levelStatuses).toHaveLength((quoting?.parameters.levels ?? 0) * 2);
          for (const status of quoting?.levelStatuses ?? []) expect(status.reason).not.toBe('');
        });
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

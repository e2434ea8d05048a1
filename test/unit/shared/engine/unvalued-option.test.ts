/** A held option that the venue no longer values, as when its volatility is no number: its delta is not known, and with it that of the book. */
import { expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { instrumentId } from '../../../../shared/domain/instrument';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, START_MS, VENUE, fillOf, intentOf, perpetual } from '../../../support/engine-parts';

const NAME = 'BTC-25DEC26-90000-C';
const CALL = instrumentId(VENUE, NAME);

const call = perpetual({
  ...{ id: CALL, name: NAME, kind: 'option', option: { optionType: 'call', strike: 90_000 } },
  ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
  expiresAtMs: timestampMs(START_MS + 86_400_000),
});

/** The venue marks the call at the same price; `isValued`: it states a volatility and greeks as well. */
function mark(desk: TestDesk, isValued: boolean): void {
  const quotes = { bestBid: null, bestAsk: null, lastPrice: null, funding8h: null, underlyingPrice: 60_000 };
  const greeks = isValued ? { delta: 0.5, gamma: 0, vega: 0, theta: 0, rho: 0 } : null;
  const ticker = { ...quotes, instrumentId: CALL, markPrice: 0.05, indexPrice: 60_000, markVolatility: isValued ? 0.5 : null, greeks };
  desk.apply({ kind: 'ticker-updated', ticker: { ...ticker, venueTimeMs: timestampMs(desk.nowMs) } });
  desk.wait(25);
}

it('takes the quotes out at the next tick of the clock and leaves nothing to hedge by, until it is valued again (fault 37)', () => {
  const desk = new TestDesk().start();
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [call] });
  mark(desk, true);
  const bought = intentOf({ instrumentId: CALL, price: priceTicks(500), quantity: quantityLots(10) });
  desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { tradeId: tradeId('bought'), clientOrderId: null }) });
  desk.market(120_000);
  mark(desk, true);
  expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(0.5, 9);
  desk.command('arm', {});
  desk.command('set-trading', { instrumentId: BTC, isOn: true });
  desk.acceptAll();
  const resting = (): number => desk.state.orders.openOf(BTC).filter(({ isCancelPending }) => !isCancelPending).length;
  expect(resting()).toBeGreaterThan(0);
  mark(desk, false);
  expect(resting()).toBe(0);
  expect(desk.state.exposures['BTC']?.deltaCoin).toBeNull();
  expect(desk.state.quoting[BTC]?.levelStatuses[0]?.code).toBe('inventory-unknown');
  desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
  expect(desk.state.hedge).toMatchObject({ candidates: [], refusal: expect.stringMatching(/^The delta is not known/) as string });
  desk.cancelPending();
  mark(desk, true);
  desk.wait(25);
  expect(resting()).toBeGreaterThan(0);
});

/** An option whose mark has gone to nothing is a loss that is known; one that nothing is heard of has no delta that is. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { instrumentId } from '../../../../shared/domain/instrument';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { projectPositions } from '../../../../shared/projection/project-positions';
import { DEFAULT_OPTION_ORDERS } from '../../../../shared/engine/default-settings';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, START_MS, VENUE, fillOf, intentOf, perpetual, testSettings } from '../../../support/engine-parts';

const NAME = 'BTC-25DEC26-90000-C';
const CALL = instrumentId(VENUE, NAME);

const call = perpetual({
  ...{ id: CALL, name: NAME, kind: 'option', option: { optionType: 'call', strike: 90_000 } },
  ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
  expiresAtMs: timestampMs(START_MS + 86_400_000),
});

/** The venue marks the call at this price, coin. */
function mark(desk: TestDesk, markPrice: number, delta = 0): void {
  const quotes = { bestBid: null, bestAsk: null, lastPrice: null, funding8h: null, markVolatility: 0.5, underlyingPrice: 60_000 };
  const greeks = { delta, gamma: 0, vega: 0, theta: 0, rho: 0 };
  const ticker = { instrumentId: CALL, markPrice, indexPrice: 60_000, ...quotes, greeks, venueTimeMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'ticker-updated', ticker });
  desk.wait(25);
}

describe('an option bought for 0.05 coin that is marked at 0', () => {
  it('counts as lost in the profit of the day, so that the loss limit holds', () => {
    const desk = new TestDesk().start(testSettings({ maximumDailyLossUsd: 14_980 }));
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [call] });
    desk.wait(25);
    const bought = intentOf({ instrumentId: CALL, price: priceTicks(500), quantity: quantityLots(50) });
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { tradeId: tradeId('bought'), clientOrderId: null }) });
    mark(desk, 0.0001);
    expect(dayProfitUsd(desk.state)).toBeCloseTo(-14_970, 6);
    expect(desk.state.safety.tradingState).toBe('active');
    mark(desk, 0);
    expect(dayProfitUsd(desk.state)).toBeCloseTo(-15_000, 6);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', reason: expect.stringMatching(/^Loss of the day/) as string });
  });
});

describe('an option that is quoted', () => {
  it('is priced by the delta that its ticker last said', () => {
    const settings = testSettings({ quotedInstruments: [BTC, CALL] });
    const desk = new TestDesk().start({
      ...settings,
      parameters: { ...settings.parameters, [CALL]: settings.parameters[BTC] ?? noDefault() },
    });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [call] });
    mark(desk, 0.05, 0.5);
    desk.command('set-pricing', { instrumentId: CALL, isOn: true });
    expect(desk.state.quoting[CALL]?.targets?.input.optionDelta).toBe(0.5);
    mark(desk, 0.051, 0.51);
    desk.wait(1_000);
    expect(desk.state.quoting[CALL]?.targets?.input.optionDelta).toBe(0.51);
    expect(desk.state.quoting[BTC]?.targets?.input.optionDelta).toBeNull();
  });
});

describe('an option that is quoted and of which nothing is heard any more', () => {
  it('loses its quotes once its mark is too old for any order, though the rest of the connection lives', () => {
    const settings = testSettings({ quotedInstruments: [CALL] });
    const [parameters, limits] = [settings.parameters[BTC] ?? noDefault(), settings.limits['BTC'] ?? noDefault()];
    const wide = {
      ...parameters,
      volatilityPercent: 50,
      minimumHalfSpreadBps: 10,
      maximumHalfSpreadBps: 500,
      levels: 1,
      quantityCoin: 0.2,
    };
    const desk = new TestDesk().start({
      ...settings,
      parameters: { [CALL]: wide },
      limits: { ...settings.limits, [CALL]: { ...limits, collarBps: 2_000 } },
      // A price that no volatility near the mark's gives.
      optionOrders: { ...DEFAULT_OPTION_ORDERS, volatilityBand: 100 },
    });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [call] });
    mark(desk, 0.05, 0.5);
    desk.snapshot(CALL, 500);
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: CALL, isOn: true });
    desk.acceptAll();
    expect(desk.sent().map(({ instrumentId, side }) => [instrumentId, side])).toEqual([
      [CALL, 'buy'],
      [CALL, 'sell'],
    ]);
    const lively = (): readonly unknown[] => {
      const before = desk.effects.length;
      desk.nowMs += 1_000;
      desk.market(120_000);
      desk.reconcile();
      desk.wait(25);
      return desk.effects.slice(before).filter(({ kind }) => kind === 'cancel-order');
    };
    for (let second = 0; second < 9; second += 1) expect(lively()).toEqual([]);
    expect(lively()).toHaveLength(2);
    expect(desk.state.markets.get(CALL)).toMatchObject({ trust: 'stale', trustReason: 'no mark price for 10 s', fairValue: null });
    desk.cancelPending();
    mark(desk, 0.05, 0.5);
    expect(desk.state.markets.get(CALL)).toMatchObject({ trust: 'live' });
  });
});

function noDefault(): never {
  throw new Error('expected parameters of the perpetual');
}

describe('an option whose ticker fell silent', () => {
  it('has no delta after a minute, so that nothing is quoted or hedged by the one of before (faults 37, 40)', () => {
    const desk = new TestDesk().start();
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [call] });
    const bought = intentOf({ instrumentId: CALL, price: priceTicks(500), quantity: quantityLots(50) });
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { tradeId: tradeId('bought'), clientOrderId: null }) });
    mark(desk, 0.05, 0.5);
    const held = [{ instrumentId: CALL, quantity: 5, averagePrice: 0.05, markPrice: 0.05, unrealisedPnl: 0, realisedPnl: 0, delta: 2.5 }];
    const live = (): void => {
      desk.nowMs += 5_000;
      desk.market(desk.state.markets.get(BTC)?.top.bid === 119_999 ? 120_200 : 120_000);
      desk.reconcile({ positions: held });
      desk.wait(0);
    };
    for (let second = 0; second < 50; second += 5) live();
    expect(desk.state.exposures['BTC']).toMatchObject({ deltaCoin: 2.5, trust: 'live' });
    expect(projectPositions(desk.state).rows[CALL]?.deltaCoin).toBe(2.5);
    for (let second = 0; second < 15; second += 5) live();
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeNull();
    expect(projectPositions(desk.state).rows[CALL]?.deltaCoin).toBeNull();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    expect(desk.state.hedge).toMatchObject({ candidates: [], refusal: expect.stringMatching(/^The delta is not known/) as string });
    mark(desk, 0.05, 0.4);
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(2, 9);
  });
});

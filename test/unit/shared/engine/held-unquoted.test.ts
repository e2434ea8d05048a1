/** What is held of an underlying that this desk neither quotes nor hedges has a price all the same: without it nothing of the day is known. */
import { describe, expect, it } from 'vitest';
import { instrumentId, underlying } from '../../../../shared/domain/instrument';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

const ETH = instrumentId(VENUE, 'ETH-PERPETUAL');
const ether = perpetual({ id: ETH, name: 'ETH-PERPETUAL', underlying: underlying('ETH') });

function followed(effects: readonly EngineEffect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'follow-tickers' ? effect.instrumentIds : []));
}

/** Quotes and hedges BTC alone; its account holds ETH from elsewhere. The venue tells the ticker of whatever is asked for. */
function deskOfBitcoin(): TestDesk {
  const { targets } = testSettings();
  const settings = testSettings({ targets: Object.fromEntries(Object.entries(targets).filter(([name]) => name === 'BTC')) });
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), ether] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'ETH', price: 3_000 });
  const effects = desk.reconcile({ positions: [positionOf(ETH, 300, 3_000)] });
  if (followed(effects).includes(ETH)) desk.ticker(ETH, 6_000);
  desk.apply({ kind: 'clock-ticked' });
  return desk;
}

describe('a position of an underlying without a target', () => {
  it('is followed, so that the day begins and its limit of loss binds', () => {
    const desk = deskOfBitcoin();
    expect(dayProfitUsd(desk.state)).toBeCloseTo(0, 6);
    expect(desk.state.safety.tradingState).toBe('active');
    const loss = intentOf({ price: priceTicks(140_000), quantity: quantityLots(90_000) });
    const fill = fillOf(loss, { clientOrderId: null, indexPrice: 60_000, executedAtMs: timestampMs(desk.nowMs) });
    desk.apply({ kind: 'fill-reported', fill });
    desk.apply({ kind: 'clock-ticked' });
    expect(dayProfitUsd(desk.state)).toBeLessThan(-desk.state.session.settings.maximumDailyLossUsd);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
  });

  it('of which the desk follows the book has a ticker without being asked for', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 100)] });
    expect(followed(desk.effects)).toEqual([]);
  });
});

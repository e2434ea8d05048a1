/** What the risk worker is told: limits as set, and an open hedge ticket as legs beside the book. */
import { describe, expect, it } from 'vitest';
import { fillOf, BTC, testSettings } from '../../../support/engine-parts';
import { TestDesk } from '../../../support/engine-builder';
import { projectRiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import type { CommandCall } from '../../../../shared/contract/commands';

function command(desk: TestDesk, call: CommandCall): void {
  desk.apply({ kind: 'command-received', commandId: `risk-${call.name}-${desk.state.session.sequence}`, call });
}

/** A desk that bought, so that there is a delta to hedge. */
function longDesk(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.wait(50);
  const [best] = [...desk.state.orders.open.values()].filter((order) => order.side === 'buy').sort((a, b) => b.price - a.price);
  if (best === undefined) throw new Error('Expected a resting bid, found none.');
  desk.apply({ kind: 'fill-reported', fill: fillOf(best) });
  return desk;
}

describe('an open hedge ticket', () => {
  it('stages its best candidate beside the book, and takes it away when it closes', () => {
    const desk = longDesk();
    expect(projectRiskSnapshot(desk.state).whatIf).toEqual([]);
    command(desk, { name: 'open-hedge', args: { underlying: 'BTC', percent: 100 } });
    const { hedge } = desk.state;
    const best = hedge?.candidates.find(({ refusal }) => refusal === '');
    expect(best?.side).toBe('sell');
    const [leg, ...others] = projectRiskSnapshot(desk.state).whatIf;
    expect(others).toEqual([]);
    expect(leg?.instrumentId).toBe(best?.instrument.id);
    const mark = desk.state.markets.get(BTC)?.ticker?.markPrice ?? Number.NaN;
    expect((leg?.quantity ?? Number.NaN) / mark).toBeCloseTo(-(best?.quantityCoin ?? Number.NaN), 2);
    command(desk, { name: 'close-hedge', args: {} });
    expect(projectRiskSnapshot(desk.state).whatIf).toEqual([]);
  });

  it('leaves what the trader staged by hand alone', () => {
    const desk = longDesk();
    command(desk, { name: 'stage-what-if', args: { legs: [{ instrumentId: BTC, quantityCoin: 3 }] } });
    const staged = projectRiskSnapshot(desk.state).whatIf;
    command(desk, { name: 'open-hedge', args: { underlying: 'BTC', percent: 100 } });
    expect(projectRiskSnapshot(desk.state).whatIf).toEqual(staged);
  });
});

describe('limits', () => {
  it('hold the shortfall against the loss of the day where none are set', () => {
    const settings = testSettings();
    const { greekLimits: _greeks, tailLimits: _tails, ...older } = settings;
    const { varLimit, shortfallLimit, greekLimits } = projectRiskSnapshot(new TestDesk().start(older).state);
    expect([varLimit, greekLimits]).toEqual([null, {}]);
    expect(shortfallLimit).toEqual({ soft: 0.8 * settings.maximumDailyLossUsd, hard: settings.maximumDailyLossUsd });
  });
});

/** More was filled than ordered: something is wrong with the fills, so no fill excuses a difference until the figures are equal. */
import { describe, expect, it } from 'vitest';
import { quantityLots } from '../../../../shared/domain/quantity';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, fillOf, positionOf } from '../../../support/engine-parts';

/** A desk of which a quote of this side filled seven lots beyond its quantity; `lots` is the position by its fills. */
function overfilled(): { readonly desk: TestDesk; readonly lots: number } {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const bought = desk.sent().find(({ side }) => side === 'buy');
  if (bought === undefined) throw new Error('no quote was sent');
  const lots = bought.quantity + 7;
  desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { quantity: quantityLots(lots) }) });
  expect(desk.state.safety.tradingState).toBe('reducing');
  return { desk, lots };
}

function reconcileLater(desk: TestDesk, lots: number): void {
  desk.nowMs += 6_000;
  desk.market(120_000);
  desk.reconcile({ positions: [positionOf(BTC, lots)] });
}

describe('an overfill', () => {
  it.each([
    ['lacks just that fill', (): number => 0],
    ['is off by something else', (lots: number): number => lots - 3],
  ])('holds trading back through a reading that it raced and that %s: only equal figures let more pass (fault 28)', (_what, told) => {
    const { desk, lots } = overfilled();
    desk.nowMs += 100;
    desk.reconcile({ positions: [positionOf(BTC, told(lots))] });
    expect(desk.state.safety.tradingState).toBe('reducing');
    expect(desk.state.venues[VENUE]?.isMatched).toBe(false);
    reconcileLater(desk, lots);
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, reconciliation: 'matched' });
  });

  it('is not forgotten over a halt: RESUME leads to reductions until the figures are equal (fault 28)', () => {
    const { desk, lots } = overfilled();
    desk.command('kill', {});
    desk.cancelPending();
    desk.command('arm', {});
    expect(desk.command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'accepted' });
    expect(desk.state.safety.tradingState).toBe('reducing');
    reconcileLater(desk, lots);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

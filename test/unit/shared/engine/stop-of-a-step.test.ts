/** A stop found at the end of a step takes back what the same step decided before. */
import { describe, expect, it } from 'vitest';
import { ordersSent, TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';

describe('a loss of the day found in the tick that quotes', () => {
  it('cancels the very orders of that tick, after their sends and by their names, so that none of them leaves', () => {
    const settings = testSettings({ maximumDailyLossUsd: 100, maximumOrdersPerSecond: 4 });
    const desk = new TestDesk().start(settings, { positions: [positionOf(BTC, 3000)] });
    desk.command('arm', {});
    desk.wait(25);
    // More levels than a second allows: the rest waits for the clock.
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    desk.ticker(BTC, 119_000);
    const effects = desk.wait(1_000);
    const sent = ordersSent(effects).map(({ clientOrderId }) => clientOrderId);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', isArmed: false });
    expect(sent.length).toBeGreaterThan(0);
    const lastSend = effects.map(({ kind }) => kind).lastIndexOf('send-order');
    const taken = effects.slice(lastSend).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
    expect(taken).toEqual(expect.arrayContaining(sent));
  });
});

/** Quotes that are taken too fast: the desk stops itself, because requoting would only feed whoever takes them. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { clientOrderId } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, testSettings, VENUE } from '../../../support/engine-parts';

/** One coin, in lots of 10 USD at 60,000. */
const COIN = 6_000;

/** Two coins may be held; quotes of both sides rest. */
function quoting(): TestDesk {
  const { limits } = testSettings();
  const btc = limits['BTC'];
  if (btc === undefined) throw new Error('no limits');
  const desk = new TestDesk().startTrading(testSettings({ limits: { BTC: { ...btc, maximumPositionCoin: 2 } } }));
  desk.acceptAll();
  return desk;
}

/** A quote of a side is taken for so many lots. */
function take(desk: TestDesk, side: 'buy' | 'sell', lots: number): void {
  const order = [...desk.state.orders.open.values()].find((each) => each.side === side && each.purpose === 'quote');
  if (order === undefined) throw new Error(`no ${side}`);
  const change = { quantity: quantityLots(lots), tradeId: tradeId(`t-${desk.state.fillCount}`), executedAtMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'fill-reported', fill: fillOf(order, change) });
}

/** An overfill is another alarm; here the quantities only count. */
const isHalted = (desk: TestDesk): boolean => desk.state.safety.tradingState === 'halted';

describe('quotes taken too fast', () => {
  it('are pulled once both sides together brought more than a position may be within five seconds, until RESUME', () => {
    const desk = quoting();
    take(desk, 'buy', COIN);
    take(desk, 'sell', COIN - 10);
    expect(isHalted(desk)).toBe(false);
    const before = desk.effects.length;
    take(desk, 'buy', 20);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/^Quotes of 2\.0\d* BTC were taken within 5 s; the limit is 2/);
    expect(desk.effects.slice(before)).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'quotes' });
    expect(desk.state.alerts).toContainEqual(expect.objectContaining({ key: 'fill-burst|BTC', severity: 3 }));
  });

  it('are held against the quarter of the limit that is in force where the venue guards no order', () => {
    const desk = quoting();
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null });
    desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' });
    take(desk, 'buy', COIN / 2 - 10);
    expect(isHalted(desk)).toBe(false);
    take(desk, 'sell', 20);
    expect(isHalted(desk)).toBe(true);
    expect(desk.state.safety.reason).toMatch(/the limit is 0\.5\./);
  });

  it('count only within the window, and only as quotes', () => {
    const desk = quoting();
    take(desk, 'buy', COIN);
    desk.nowMs += 5_000;
    take(desk, 'sell', COIN + 500);
    expect(isHalted(desk)).toBe(false);
    const elsewhere = intentOf({ clientOrderId: clientOrderId('by hand elsewhere') });
    const fill = fillOf(elsewhere, { quantity: quantityLots(3 * COIN), executedAtMs: timestampMs(desk.nowMs), clientOrderId: null });
    desk.apply({ kind: 'fill-reported', fill });
    expect(isHalted(desk)).toBe(false);
  });
});

describe('a side that the trader suspended', () => {
  it('is not let back by the pause after a fill that came late', () => {
    const desk = quoting();
    expect(desk.command('suspend-side', { instrumentId: BTC, side: 'buy', isSuspended: true }).status).toBe('accepted');
    const suspended = desk.state.quoting[BTC]?.suspensions.buy;
    take(desk, 'buy', 10);
    expect(desk.state.quoting[BTC]?.suspensions.buy).toEqual(suspended);
    expect(suspended).toMatchObject({ untilMs: null });
  });
});

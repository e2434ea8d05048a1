/** A coin that the venue locks: its quotes leave, no order passes, and quotes come back by themselves when it is unlocked. */
import { describe, expect, it } from 'vitest';
import { project } from '../../../../shared/projection/project';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, testSettings, VENUE } from '../../../support/engine-parts';

const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };

function told(desk: TestDesk, isLocked: boolean, change: { underlying?: string; cause?: 'index' | 'maintenance' } = {}): void {
  desk.apply({ kind: 'trading-lock-reported', venue: VENUE, underlying: 'BTC', cause: 'index', isLocked, ...change });
}

function quoting(): TestDesk {
  const desk = new TestDesk().startTrading(testSettings());
  desk.acceptAll();
  return desk;
}

const resting = (desk: TestDesk): number => desk.state.orders.openOf(BTC).filter(({ isCancelPending }) => !isCancelPending).length;

describe('a coin that the venue locked', () => {
  it('is out of the market in the same step, with the reason, and back in it once the lock is lifted', () => {
    const desk = quoting();
    expect(resting(desk)).toBeGreaterThan(0);
    told(desk, true);
    expect(resting(desk)).toBe(0);
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({
      code: 'locked',
      state: 'pulled',
      reason: 'the venue takes no orders: no order in BTC is taken, the venue locked it',
    });
    expect(desk.state.alerts.at(-1)).toMatchObject({ severity: 2, text: expect.stringContaining('BTC: the venue locked it') });
    expect(project(desk.state, 'connections', HEALTH).rows[VENUE]?.reason).toBe('BTC: the venue locked it');
    desk.cancelPending();
    told(desk, false);
    desk.wait(25);
    expect(resting(desk)).toBeGreaterThan(0);
    expect(desk.state.alerts.at(-1)).toMatchObject({ severity: 1, text: expect.stringContaining('BTC: unlocked') });
  });

  it('lets no order by hand pass, and the sentence says why', () => {
    const desk = quoting();
    told(desk, true);
    const sent = desk.sent().length;
    desk.command('arm', {});
    const order = { instrumentId: BTC, side: 'buy', price: 59_990, quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false } as const;
    expect(desk.command('place-order', { ...order, seenBestBid: 59_995, seenBestAsk: 60_005, isConfirmed: true })).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('no order in BTC is taken'),
    });
    expect(desk.sent()).toHaveLength(sent);
  });

  it('stays locked while one of two causes is left; another coin and a word told twice change nothing', () => {
    const desk = quoting();
    told(desk, true, { underlying: 'ETH' });
    expect(resting(desk)).toBeGreaterThan(0);
    told(desk, true);
    told(desk, true, { cause: 'maintenance' });
    const alerts = desk.state.alerts.length;
    told(desk, true);
    expect(desk.state.alerts).toHaveLength(alerts);
    told(desk, false);
    desk.cancelPending();
    desk.wait(25);
    expect(resting(desk)).toBe(0);
    told(desk, false, { cause: 'maintenance' });
    desk.wait(25);
    expect(resting(desk)).toBeGreaterThan(0);
  });
});

describe('a maintenance that the venue announces', () => {
  it('takes the quotes out while its connections still live, and lets them back once it is over (fault 20)', () => {
    const desk = quoting();
    const effects = desk.apply({ kind: 'trading-lock-reported', venue: VENUE, underlying: 'BTC', cause: 'maintenance', isLocked: true });
    expect(effects.filter(({ kind }) => kind === 'cancel-order')).toHaveLength(10);
    desk.cancelPending();
    const before = desk.sent().length;
    for (let second = 0; second < 5; second += 1) {
      desk.wait(1_000);
      desk.market(120_000);
      desk.reconcile();
    }
    expect(desk.sent()).toHaveLength(before);
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({
      code: 'locked',
      reason: expect.stringContaining('maintenance') as string,
    });
    told(desk, false, { cause: 'maintenance' });
    desk.wait(25);
    expect(desk.sent().length).toBeGreaterThan(before);
  });
});

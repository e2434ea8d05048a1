/** How a cancel of everything ends that the venue does not confirm: halted where orders may rest, and only there. */
import { describe, expect, it } from 'vitest';
import { TestDesk } from '../../../support/engine-builder';
import { VENUE } from '../../../support/engine-parts';

describe('a cancel of everything without an answer', () => {
  it('halts after five seconds with the number of orders that may rest, and asks for their end once more (fault 15)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.waitInTicks(4_900);
    expect(desk.state.safety.tradingState).toBe('active');
    const effects = desk.waitInTicks(200);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    expect(desk.state.safety.reason).toMatch(/^10 of the orders pulled 5 s ago may still rest.*type RESUME/);
    expect(effects).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'mine' });
    expect(effects.filter((effect) => effect.kind === 'cancel-order').length).toBeGreaterThanOrEqual(10);
  });

  it('halts nothing where nothing may rest: the venue is merely slow to say so', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.cancelPending();
    desk.waitInTicks(20_000);
    expect(desk.state.safety).toMatchObject({ tradingState: 'active', needsResume: false });
    expect(desk.state.safety.pull?.isDone).toBe(false);
  });

  it('leaves a desk alone that had no orders at all', () => {
    const desk = new TestDesk().start();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.waitInTicks(20_000);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

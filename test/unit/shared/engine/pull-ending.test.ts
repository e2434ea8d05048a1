/** How a cancel of everything ends that the venue does not confirm: halted where orders may rest, and only there. */
import { describe, expect, it } from 'vitest';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE } from '../../../support/engine-parts';

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

  it('repeats each cancel every two seconds and not with every tick: a venue hangs up on whoever spends its credits (fault 15)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('pull-quotes', { instrumentId: BTC });
    const canceled = (effects: readonly EngineEffect[]): readonly EngineEffect[] => effects.filter(({ kind }) => kind === 'cancel-order');
    expect(canceled(desk.wait(2_000))).toHaveLength(10);
    expect(canceled(desk.waitInTicks(1_975))).toEqual([]);
    expect(canceled(desk.wait(25))).toHaveLength(10);
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

  it('is watched to its end although one instrument is pulled meanwhile, whose cancels go out as well', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.waitInTicks(1_000);
    const already = desk.effects.length;
    desk.command('pull-quotes', { instrumentId: BTC });
    expect(desk.effects.slice(already).filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.safety.pull).toMatchObject({ kind: 'cancel', scope: 'mine', instrumentId: null, isDone: false });
    desk.waitInTicks(4_100);
    expect(desk.state.safety.reason).toMatch(/^10 of the orders pulled 5 s ago may still rest/);
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 5_200 });
    expect(desk.state.safety.pull?.isDone).toBe(true);
    desk.command('pull-quotes', { instrumentId: BTC });
    expect(desk.state.safety.pull).toMatchObject({ kind: 'pull', instrumentId: BTC });
  });

  it('lets no trading be turned on before it is confirmed: it cancels what comes meanwhile as well, and halts for it in the end', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.cancelPending();
    const sent = desk.sent().length;
    const outcome = desk.command('set-trading', { instrumentId: BTC, isOn: true });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/still being canceled/) as string });
    expect(desk.sent()).toHaveLength(sent);
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 900 });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
  });

  it('is not waited for where single orders of one instrument were pulled', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('pull-quotes', { instrumentId: BTC });
    expect(desk.state.safety.pull?.isDone).toBe(false);
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
  });

  it('leaves a desk alone that had no orders at all', () => {
    const desk = new TestDesk().start();
    desk.command('cancel-orders', { scope: 'mine' });
    desk.waitInTicks(20_000);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

/** A contract that the venue closes before its end: a quote that stays there stands at a price that nobody can take back to the market. */
import { describe, expect, it } from 'vitest';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { ordersSent, TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, VENUE } from '../../../support/engine-parts';

const load = (desk: TestDesk, isActive: boolean): readonly EngineEffect[] =>
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual({ isActive })] });

describe('a contract that the venue closes', () => {
  it('is quoted no more, which the trader is told, and is quoted again once it is open (fault 35)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    expect(load(desk, false).filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    const { levelStatuses = [] } = desk.state.quoting[BTC] ?? {};
    expect(levelStatuses).toHaveLength(10);
    for (const status of levelStatuses) expect(status).toMatchObject({ state: 'pulled', reason: 'the venue has closed the contract' });
    const text = 'deribit closed BTC-PERPETUAL: no order is taken there, its quotes are pulled until it is open again.';
    expect(desk.state.alerts.at(-1)).toMatchObject({ severity: 2, text });
    desk.cancelPending();
    expect(ordersSent(desk.wait(1_000))).toHaveLength(0);
    expect(ordersSent(load(desk, true))).toHaveLength(10);
  });

  it('is no news where nothing of ours is', () => {
    const desk = new TestDesk().start();
    load(desk, false);
    expect(desk.state.alerts.filter(({ key }) => key.startsWith('closed'))).toHaveLength(0);
  });
});

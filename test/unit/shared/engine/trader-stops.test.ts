/** The trader's own ways out of one market or venue: the quotes leave in the same step, and nothing of another venue is touched. */
import { describe, expect, it } from 'vitest';
import { venueId } from '../../../../shared/domain/venue';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, VENUE } from '../../../support/engine-parts';

const OTHER = venueId('other');

function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

/** Ids of the orders that a command asks to be canceled. */
function canceledBy(desk: TestDesk, run: () => unknown): ReadonlySet<string> {
  const before = desk.effects.length;
  run();
  return new Set(desk.effects.slice(before).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : [])));
}

const quotesOf = (desk: TestDesk): ReadonlySet<string> => new Set(desk.sent().map(({ clientOrderId }) => clientOrderId));

describe('turning trading off', () => {
  it('takes every quote out at once, and none comes back', () => {
    const desk = quoting();
    const canceled = canceledBy(desk, () => desk.command('set-trading', { instrumentId: BTC, isOn: false }));
    expect(canceled).toEqual(quotesOf(desk));
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
    desk.cancelPending();
    const before = desk.effects.length;
    desk.waitInTicks(1_500);
    expect(ordersSent(desk.effects.slice(before))).toEqual([]);
  });
});

describe('reconnecting a venue', () => {
  it('takes its quotes out before it hangs up, disarms, and quotes only when trading is turned on again', () => {
    const desk = quoting();
    const canceled = canceledBy(desk, () => desk.command('reconnect', { venue: VENUE }));
    expect(canceled).toEqual(quotesOf(desk));
    const kinds = desk.effects.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('cancel-order')).toBeLessThan(kinds.lastIndexOf('reconnect'));
    expect([desk.state.safety.isArmed, desk.state.quoting[BTC]?.isTradingOn]).toEqual([false, false]);
  });
});

describe('leaving a venue', () => {
  it('disarms, and leaves no other than the one that is named', () => {
    const desk = quoting();
    desk.apply({ kind: 'channel-changed', venue: OTHER, channel: 'private', state: 'live', reason: '' });
    desk.command('disconnect', { venue: VENUE });
    expect(desk.state.safety.isArmed).toBe(false);
    expect([desk.state.venues[VENUE]?.presence, desk.state.venues[OTHER]?.presence]).toEqual(['pulling', 'on']);
  });
});

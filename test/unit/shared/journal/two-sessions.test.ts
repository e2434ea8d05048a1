/** Entries of two sessions, one after the other: what they leave behind is the second one's. */
import { describe, expect, it } from 'vitest';
import { collectUnresolved } from '../../../../shared/journal/collect-unresolved';
import type { RecoveredAccount } from '../../../../shared/engine/recovered-account';
import { TestDesk } from '../../../support/engine-builder';
import { fillOf } from '../../../support/engine-parts';
import { entriesOf } from '../../../support/recorded-desk';
import { restart } from '../../../support/restarted-desk';

function readFrom(...desks: readonly TestDesk[]): RecoveredAccount {
  const unresolved = collectUnresolved();
  for (const desk of desks) for (const entry of entriesOf(desk)) unresolved.take(entry);
  return unresolved.account();
}

/** Quotes rest, one of them filled. */
function traded(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const [order] = desk.sent();
  if (order === undefined) throw new Error('expected an order to be sent');
  desk.apply({ kind: 'fill-reported', fill: fillOf(order) });
  return desk;
}

describe('the second of two sessions', () => {
  it('that began with nothing leaves nothing of the first: not its orders, executions, kill, pull or day', () => {
    const first = traded();
    first.command('pull-quotes', { instrumentId: null });
    first.command('kill', {});
    expect(readFrom(first)).toMatchObject({ isKilled: true, tradeIds: [expect.anything()] });
    const fresh = new TestDesk().start();
    expect(readFrom(first, fresh)).toEqual(readFrom(fresh));
    expect(readFrom(first, fresh).orders).toEqual([]);
  });

  it('that was killed and not armed stays killed by a RESUME that was denied, although the first one was armed', () => {
    const first = new TestDesk().startTrading();
    first.command('kill', {});
    first.command('arm', {});
    const second = restart(first, { afterMs: 60_000 });
    expect(second.command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'denied' });
    expect(second.state.safety.tradingState).toBe('killed');
    expect(readFrom(first, second).isKilled).toBe(true);
  });
});

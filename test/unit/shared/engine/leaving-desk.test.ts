/** A session that ends: what came after its pull would rest in a market that nobody watches any more. */
import { describe, expect, it } from 'vitest';
import { ownPullId } from '../../../../shared/domain/pull-origin';
import { BTC } from '../../../support/engine-parts';
import { TestDesk } from '../../../support/engine-builder';

/** Quotes rested, the desk was told to end, and everything left the market; the disk is slow to close the journal. */
function leaving(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.apply({
    kind: 'command-received',
    commandId: ownPullId('shutdown', '1'),
    call: { name: 'pull-quotes', args: { instrumentId: null } },
  });
  return desk;
}

describe('a desk that is leaving', () => {
  it('takes no RESUME and quotes nothing, whoever still types into its window (fault 68)', () => {
    const desk = leaving();
    const before = desk.sent().length;
    desk.command('arm', {});
    expect(desk.command('resume', { confirmation: 'RESUME' })).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('leaving'),
    });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    expect(desk.state.safety.tradingState).toBe('halted');
    expect(desk.sent()).toHaveLength(before);
  });

  it('still takes what reduces: a pull, a kill', () => {
    const desk = leaving();
    expect(desk.command('pull-quotes', { instrumentId: null })).toMatchObject({ status: 'accepted' });
    expect(desk.command('kill', {})).toMatchObject({ status: 'accepted' });
  });
});

/** One gesture, one command id: however often it arrives, it is carried out once. */
import { describe, expect, it } from 'vitest';
import type { CommandCall } from '../../../../shared/contract/commands';
import { TestDesk } from '../../../support/engine-builder';
import { BTC } from '../../../support/engine-parts';

const ID = '8d6f5f8e-6d0e-4c8e-9b60-0f2c8f0d7a11';

describe('a command that arrives twice under one id', () => {
  it('is carried out once and answered twice alike, also where a repeat would pass by then (fault 65)', () => {
    const desk = new TestDesk().start();
    desk.command('arm', {});
    const call: CommandCall = {
      name: 'place-order',
      args: {
        instrumentId: BTC,
        side: 'buy',
        price: 59_995,
        quantityCoin: 0.1,
        isPostOnly: true,
        isReduceOnly: false,
        seenBestBid: 59_999.5,
        seenBestAsk: 60_000.5,
        isConfirmed: true,
      },
    };
    const arrive = (): readonly unknown[] =>
      desk
        .apply({ kind: 'command-received', commandId: ID, call })
        .flatMap((effect) => (effect.kind === 'acknowledge-command' ? [effect.outcome] : []));
    const first = arrive();
    expect(first).toMatchObject([{ status: 'accepted' }]);
    desk.wait(600);
    expect(arrive()).toEqual(first);
    expect(desk.sent()).toHaveLength(1);
    desk.command('place-order', call.args);
    expect(desk.sent()).toHaveLength(2);
  });
});

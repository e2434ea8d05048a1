/** What a gesture was made upon: either side of the market, the price of a hedge and its age, each to the last tick that is tolerated. */
import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '../../../../shared/contract/commands';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

const TICK = 0.5;

function armedDesk(positionLots = 0): TestDesk {
  const desk = new TestDesk().start(testSettings(), { positions: positionLots === 0 ? [] : [positionOf(BTC, positionLots)] });
  desk.command('arm', {});
  return desk;
}

/** An order one tick below the best bid, by hand, on a market around this middle. */
function orderAt(middleTicks: number): CommandArgs<'place-order'> {
  const [bid, ask] = [(middleTicks - 1) * TICK, (middleTicks + 1) * TICK];
  const terms = { quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false, isConfirmed: false };
  return { instrumentId: BTC, side: 'buy', price: bid - TICK, ...terms, seenBestBid: bid, seenBestAsk: ask };
}

describe('an order by hand on a market that moved since it was seen', () => {
  it.each(['seenBestBid', 'seenBestAsk'] as const)(
    'is refused beyond a basis point of %s in either direction, and not before (fault 66)',
    (seen) => {
      const order = orderAt(120_000);
      for (const direction of [1, -1]) {
        const at = (ticks: number): object => ({ ...order, [seen]: order[seen] + direction * ticks * TICK });
        expect(armedDesk().command('place-order', at(12) as typeof order)).toMatchObject({
          status: 'denied',
          reason: expect.stringMatching(/moved 12 ticks since you saw it; 12 are tolerated/),
        });
        expect(armedDesk().command('place-order', at(11) as typeof order)).toMatchObject({ status: 'accepted' });
      }
    },
  );

  it('is given two ticks where a basis point is less than that, and no third (fault 66)', () => {
    const order = orderAt(10_000);
    const placed = (ticks: number): unknown => {
      const desk = armedDesk();
      desk.market(10_000);
      return desk.command('place-order', { ...order, seenBestAsk: order.seenBestAsk + ticks * TICK });
    };
    expect(placed(3)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/moved 3 ticks since you saw it; 2 are tolerated/) });
    expect(placed(2)).toMatchObject({ status: 'accepted' });
  });
});

describe('a hedge sent as it was seen', () => {
  /** Sends the ticket of a long position with this changed in what was seen of it. */
  function sent(change: (seen: CommandArgs<'send-hedge'>) => Partial<CommandArgs<'send-hedge'>>): unknown {
    const desk = armedDesk(3_000);
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const seen = seenHedge(desk.state.hedge, BTC);
    return desk.command('send-hedge', { ...seen, ...change(seen) });
  }

  it.each(['above', 'below'])('is refused beyond a basis point %s its price, and not before (fault 66)', (where) => {
    const direction = where === 'above' ? 1 : -1;
    expect(sent(({ seenPrice }) => ({ seenPrice: seenPrice + direction * 12 * TICK }))).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/moved 12 ticks/),
    });
    expect(sent(({ seenPrice }) => ({ seenPrice: seenPrice + direction * 11 * TICK }))).toMatchObject({ status: 'accepted' });
  });

  it('is refused once it was seen too long ago, whatever its price is by now (fault 66)', () => {
    expect(sent(({ seenSequence }) => ({ seenSequence: seenSequence - 5_001 }))).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/seen too long ago/),
    });
    expect(sent(({ seenSequence }) => ({ seenSequence: seenSequence - 4_990 }))).toMatchObject({ status: 'accepted' });
  });
});

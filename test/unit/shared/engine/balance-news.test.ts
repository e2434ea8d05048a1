/** What the venue says of one coin between two readings of the account: the gate goes by it at once, and by nothing older. */
import { describe, expect, it } from 'vitest';
import type { VenueBalance } from '../../../../shared/domain/balance';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

const balance = (currency: string, availableFunds: number): VenueBalance => ({
  currency,
  balance: 1,
  equity: 1,
  availableFunds,
  initialMargin: 0.9,
  maintenanceMargin: 0.7,
});

/** An armed desk whose account was read with a little margin left in two coins. */
function armedDesk(): TestDesk {
  const held = { positions: [positionOf(BTC, 3000)], balances: [balance('BTC', 0.2), balance('ETH', 5)] };
  const desk = new TestDesk().start(testSettings(), held);
  desk.command('arm', {});
  return desk;
}

function place(
  desk: TestDesk,
  price: number,
  change: { readonly side?: 'sell'; readonly isReduceOnly?: boolean } = {},
): ReturnType<TestDesk['command']> {
  return desk.command('place-order', {
    instrumentId: BTC,
    side: 'buy',
    price,
    quantityCoin: 0.1,
    isPostOnly: true,
    isReduceOnly: false,
    seenBestBid: 59_999.5,
    seenBestAsk: 60_000.5,
    isConfirmed: true,
    ...change,
  });
}

describe('a balance told between two readings', () => {
  it('that leaves no margin lets no order that adds risk through, until the next one does', () => {
    const desk = armedDesk();
    desk.apply({ kind: 'balance-updated', venue: VENUE, balance: balance('BTC', -0.1) });
    expect(place(desk, 59_995)).toMatchObject({ status: 'denied', reason: expect.stringContaining('-0.1 BTC of margin') });
    desk.apply({ kind: 'balance-updated', venue: VENUE, balance: balance('BTC', 0.1) });
    expect(place(desk, 59_995).status).toBe('accepted');
  });

  it('replaces the figure of its own coin and leaves the other as it is', () => {
    const desk = armedDesk();
    desk.apply({ kind: 'balance-updated', venue: VENUE, balance: balance('ETH', -1) });
    expect(place(desk, 59_995).status).toBe('accepted');
    desk.apply({ kind: 'balance-updated', venue: VENUE, balance: balance('BTC', 0.3) });
    const funds = desk.state.venues[VENUE]?.balances.map(({ currency, availableFunds }) => [currency, availableFunds]);
    expect(funds?.sort()).toEqual([
      ['BTC', 0.3],
      ['ETH', -1],
    ]);
  });
});

describe('a coin of which the account was read without a balance', () => {
  it('takes no order and no quote that adds until the venue tells it; what reduces passes', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)], balances: [balance('ETH', 5)] });
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    expect(desk.sent()).toEqual([]);
    expect(place(desk, 59_995)).toMatchObject({ status: 'denied', reason: expect.stringContaining('balance of BTC is not known') });
    expect(place(desk, 60_005, { side: 'sell', isReduceOnly: true }).status).toBe('accepted');
    desk.apply({ kind: 'balance-updated', venue: VENUE, balance: balance('BTC', 1) });
    desk.waitInTicks(10_000);
    expect(desk.sent().some(({ purpose }) => purpose === 'quote')).toBe(true);
  });
});

/** What one venue tells is held against what is held there, and leaves alone what is held at another. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { instrumentId, type InstrumentId } from '../../../../shared/domain/instrument';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { venueId } from '../../../../shared/domain/venue';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, positionOf, VENUE } from '../../../support/engine-parts';

const OTHER = venueId('other');
const THERE = instrumentId(OTHER, 'BTC-PERPETUAL');

/** Connects a second venue; its account was not read yet. */
function connectOther(desk: TestDesk): TestDesk {
  desk.apply({ kind: 'instruments-loaded', venue: OTHER, instruments: [perpetual({ id: THERE, venue: OTHER })] });
  for (const channel of ['market-data', 'private', 'cancel'] as const)
    desk.apply({ kind: 'channel-changed', venue: OTHER, channel, state: 'live', reason: '' });
  return desk;
}

let fills = 0;

/** Somebody buys ten lots for us. */
function buy(desk: TestDesk, id: InstrumentId): void {
  fills += 1;
  const executedAtMs = timestampMs(desk.nowMs);
  const fill = fillOf(intentOf({ instrumentId: id }), { quantity: quantityLots(10), executedAtMs, tradeId: tradeId(`two-${fills}`) });
  desk.apply({ kind: 'fill-reported', fill });
}

const lotsOf = (desk: TestDesk): number | undefined => desk.state.positions[BTC]?.position.lots;

describe('of two venues, the first reading of one', () => {
  it('is not put off for a fill at the other', () => {
    const desk = connectOther(new TestDesk().start());
    buy(desk, BTC);
    desk.reconcile({ venue: OTHER });
    expect(desk.state.openedVenues).toEqual([VENUE, OTHER]);
  });

  it('leaves a position at the other as it is', () => {
    const desk = connectOther(new TestDesk().start(undefined, { positions: [positionOf(BTC, 50)] }));
    desk.reconcile({ venue: OTHER });
    expect(desk.state.positions[BTC]).toMatchObject({ position: { lots: 50 }, openingLots: 50, differenceLots: 0 });
  });

  it('leaves the funding of the other where it was counted to', () => {
    const held = (fundingCoin: number) => [{ ...positionOf(BTC, 50), fundingCoin }];
    const desk = connectOther(new TestDesk().start(undefined, { positions: held(0.001) }));
    desk.reconcile({ venue: OTHER });
    desk.reconcile({ positions: held(0.003) });
    expect(desk.state.funding[BTC]?.bookedCoin).toBeCloseTo(0.002, 15);
  });
});

describe('of two venues, a reading of one', () => {
  it('says nothing of the orders at the other, which are not asked for', () => {
    const desk = connectOther(new TestDesk().startTrading());
    desk.acceptAll();
    desk.nowMs += 6_000;
    desk.reconcile({ venue: OTHER });
    desk.wait(25);
    expect(desk.effects.filter(({ kind }) => kind === 'query-order')).toEqual([]);
  });

  it('leaves the pace of questions at the other as it is', () => {
    const desk = connectOther(new TestDesk().startTrading());
    desk.acceptAll();
    for (const clientOrderId of desk.state.orders.open.keys()) desk.apply({ kind: 'cancel-failed', clientOrderId, reason: 'no answer' });
    const asked = (): number => desk.effects.filter(({ kind }) => kind === 'query-order').length;
    desk.wait(25);
    expect(asked()).toBe(1);
    // Each is asked about once.
    const wanted = desk.state.orders.open.size;
    desk.waitInTicks(300 * (wanted + 2));
    expect(asked()).toBe(wanted);
  });

  it('is taken over as wanted although fills come at the other', () => {
    const desk = connectOther(new TestDesk().start());
    desk.reconcile({ venue: OTHER });
    for (let reading = 0; reading < 2; reading += 1) {
      desk.wait(5_000);
      desk.reconcile({ positions: [positionOf(BTC, 50)] });
    }
    expect(desk.command('adopt-positions', { venue: VENUE, reason: 'by phone' }).status).toBe('accepted');
    buy(desk, THERE);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(lotsOf(desk)).toBe(50);
  });
});

describe('of two venues, the word of one that it is empty', () => {
  it('is not the end of a pull of both: the orders at the other may still rest, and five seconds on the desk is halted over them', () => {
    const desk = connectOther(new TestDesk().startTrading());
    desk.reconcile({ venue: OTHER });
    desk.acceptAll();
    desk.command('cancel-orders', { scope: 'mine' });
    expect(desk.state.safety.pull?.venues).toEqual({
      [VENUE]: { remaining: 10, elapsedMs: null },
      [OTHER]: { remaining: 0, elapsedMs: null },
    });
    desk.apply({ kind: 'cancel-all-confirmed', venue: OTHER, remaining: 0, elapsedMs: 40 });
    expect(desk.state.safety.pull).toMatchObject({ isDone: false, venues: { [VENUE]: { elapsedMs: null }, [OTHER]: { elapsedMs: 0 } } });
    desk.waitInTicks(5_000);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', reason: expect.stringContaining('orders pulled 5 s ago') });
  });
});

describe('of two venues, leaving one', () => {
  it('waits for the word of that venue, and not of the other, that nothing rests there', () => {
    const desk = connectOther(new TestDesk().startTrading());
    desk.acceptAll();
    desk.command('disconnect', { venue: VENUE });
    desk.apply({ kind: 'cancel-all-confirmed', venue: OTHER, remaining: 0, elapsedMs: 40 });
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 1, elapsedMs: 40 });
    expect(desk.effects.filter(({ kind }) => kind === 'disconnect')).toEqual([]);
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 50 });
    expect(desk.effects.filter(({ kind }) => kind === 'disconnect')).toEqual([{ kind: 'disconnect', venue: VENUE }]);
  });
});

/** Positions are compared although fills come all the time, and what could not be compared for long is not believed. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, intentOf, positionOf, VENUE } from '../../../support/engine-parts';

let fills = 0;

/** Somebody buys so many lots of the perpetual for us. */
function buy(desk: TestDesk, lots: number): void {
  fills += 1;
  const fill = fillOf(intentOf(), { quantity: quantityLots(lots), executedAtMs: timestampMs(desk.nowMs), tradeId: tradeId(`t-${fills}`) });
  desk.apply({ kind: 'fill-reported', fill });
}

/** Five seconds with the market alive. */
function pass(desk: TestDesk): void {
  for (let second = 0; second < 5; second += 1) {
    desk.wait(1_000);
    desk.market(120_000);
  }
}

function venueOf(desk: TestDesk) {
  const venue = desk.state.venues[VENUE];
  if (venue === undefined) throw new Error('no venue');
  return venue;
}

function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

describe('positions while fills come', () => {
  it('match where the venue’s figure is ours before the newest fills', () => {
    const desk = new TestDesk().start();
    for (const lots of [30, 20]) buy(desk, lots);
    for (const theirs of [0, 30, 50]) {
      desk.nowMs += 100;
      desk.reconcile({ positions: theirs === 0 ? [] : [positionOf(BTC, theirs)] });
      expect(venueOf(desk)).toMatchObject({ reconciliation: 'matched', comparedAtMs: desk.nowMs });
    }
  });

  it('differ in another instrument all the same, at once and with the consequences (fault 30)', () => {
    const desk = quoting();
    for (let snapshot = 0; snapshot < 2; snapshot += 1) {
      pass(desk);
      buy(desk, 10);
      const held = desk.state.positions[BTC]?.position.lots ?? 0;
      desk.reconcile({ positions: [positionOf(BTC, held), positionOf(BTC_FUTURE, 50)] });
      expect(venueOf(desk).reconciliation).toBe('BTC-25DEC26 off by -500 USD');
    }
    expect(desk.state.safety.tradingState).toBe('reducing');
  });

  it('differ where no fill is on the way, although one is on the way elsewhere', () => {
    const desk = new TestDesk().start(undefined, { positions: [positionOf(BTC_FUTURE, 50)] });
    buy(desk, 10);
    desk.reconcile({ positions: [positionOf(BTC, 10), positionOf(BTC_FUTURE, 60)] });
    expect(venueOf(desk).reconciliation).toBe('BTC-25DEC26 off by -100 USD');
  });

  it('count as not compared while one is left open, also where another is seen to differ', () => {
    const desk = new TestDesk().start();
    const comparedAtMs = desk.nowMs;
    pass(desk);
    buy(desk, 10);
    desk.reconcile({ positions: [positionOf(BTC, 7), positionOf(BTC_FUTURE, 50)] });
    expect(venueOf(desk)).toMatchObject({ isMatched: false, reconciledAtMs: desk.nowMs, comparedAtMs });
  });

  it('are not believed any more when no fill explains the venue’s figure for half a minute: quotes are pulled (fault 30)', () => {
    const desk = quoting();
    for (let snapshot = 0; snapshot < 5; snapshot += 1) {
      pass(desk);
      buy(desk, 10);
      desk.reconcile({ positions: [positionOf(BTC, 7)] });
      expect(venueOf(desk)).toMatchObject({ isMatched: true, mismatchCount: 0 });
    }
    expect(desk.state.exposures['BTC']?.trust).toBe('live');
    pass(desk);
    expect(desk.state.exposures['BTC']).toMatchObject({
      trust: 'stale',
      trustReason: expect.stringMatching(/not compared.*30 s/) as string,
    });
    expect([...desk.state.orders.open.values()].every(({ isCancelPending }) => isCancelPending)).toBe(true);
    desk.reconcile({ positions: [positionOf(BTC, 7)] });
    expect(venueOf(desk).reconciliation).toBe('BTC-PERPETUAL off by +430 USD');
  });
});

describe('a difference that was known before the connection was lost', () => {
  it('holds trading back until a reading matches: a first one that a fill left open does not', () => {
    const desk = new TestDesk().start();
    for (let snapshot = 0; snapshot < 2; snapshot += 1) {
      pass(desk);
      desk.reconcile({ positions: [positionOf(BTC, 50)] });
    }
    expect(desk.state.safety.tradingState).toBe('reducing');
    desk.lane('private', 'closed');
    desk.lane('private', 'live');
    buy(desk, 10);
    desk.reconcile({ positions: [positionOf(BTC, 60)] });
    expect(venueOf(desk)).toMatchObject({ isMatched: false, comparedAtMs: desk.nowMs });
    expect(desk.state.safety.tradingState).toBe('reducing');
    pass(desk);
    desk.reconcile({ positions: [positionOf(BTC, 10)] });
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

describe('an execution that only a later reading tells', () => {
  it('is booked although the venue’s clock, far behind, puts it before the session', () => {
    const desk = new TestDesk().start();
    pass(desk);
    const executedAtMs = timestampMs(desk.state.session.startedAtMs - 20_000);
    const fill = fillOf(intentOf(), { quantity: quantityLots(10), executedAtMs, tradeId: tradeId('behind') });
    desk.reconcile({ fills: [fill], positions: [positionOf(BTC, 10)] });
    expect(desk.state.positions[BTC]?.position.lots).toBe(10);
    expect(venueOf(desk).isMatched).toBe(true);
  });
});

describe('figures of the venue that are to be taken over', () => {
  it('wait for a snapshot that no fill raced: which of the two has the newer one is not known before (fault 30)', () => {
    const desk = new TestDesk().start();
    for (let snapshot = 0; snapshot < 2; snapshot += 1) {
      pass(desk);
      desk.reconcile({ positions: [positionOf(BTC, 50)] });
    }
    expect(desk.command('adopt-positions', { venue: VENUE, reason: 'by phone' }).status).toBe('accepted');
    buy(desk, 10);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(desk.state.positions[BTC]?.position.lots).toBe(10);
    pass(desk);
    desk.reconcile({ positions: [positionOf(BTC, 60)] });
    expect(desk.state.positions[BTC]?.position.lots).toBe(60);
    expect(venueOf(desk)).toMatchObject({ isMatched: true, adoptionReason: '' });
  });
});

describe('an account that cannot be read', () => {
  it('is asked again soon, and not at every tick of the clock', () => {
    const desk = quoting();
    const asked = (): number => desk.effects.filter(({ kind }) => kind === 'request-reconciliation').length;
    desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'too many requests' });
    const before = asked();
    desk.waitInTicks(1_400);
    expect(asked() - before).toBe(0);
    desk.waitInTicks(200);
    expect(asked() - before).toBe(1);
    desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'too many requests' });
    desk.waitInTicks(1_400);
    expect(asked() - before).toBe(1);
    desk.waitInTicks(200);
    expect(asked() - before).toBe(2);
  });

  it('is read at its own pace again once it could be, and after its connection was lost', () => {
    const desk = quoting();
    const asked = (): number => desk.effects.filter(({ kind }) => kind === 'request-reconciliation').length;
    desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'too many requests' });
    desk.waitInTicks(1_500);
    desk.reconcile();
    const before = asked();
    desk.waitInTicks(4_900);
    expect(asked()).toBe(before);
    desk.waitInTicks(100);
    expect(asked()).toBe(before + 1);
    desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'too many requests' });
    desk.lane('private', 'closed');
    desk.waitInTicks(2_000);
    desk.lane('private', 'live');
    desk.waitInTicks(4_900);
    expect(asked()).toBe(before + 1);
  });

  it('is not believed after half a minute although its connection lives: quotes are pulled until it could be (faults 29, 30)', () => {
    const desk = quoting();
    const fail = (): void => {
      pass(desk);
      desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 20, clockOffsetMs: 0 });
      desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'no answer' });
    };
    for (let times = 0; times < 5; times += 1) fail();
    const canceled = (): number => desk.effects.filter(({ kind }) => kind === 'cancel-order').length;
    expect(desk.state.exposures['BTC']?.trust).toBe('live');
    expect(canceled()).toBe(0);
    fail();
    expect(desk.state.exposures['BTC']?.trust).toBe('stale');
    expect(canceled()).toBe(10);
    desk.reconcile();
    desk.wait(25);
    expect(desk.state.exposures['BTC']?.trust).toBe('live');
  });
});

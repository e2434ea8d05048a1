/** What is shown of a number's trust is that of its worst input, source included. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstTrust } from '../../../../shared/projection/trust';
import type { Trust, ViewState } from '../../../../shared/projection/view-state';
import { project } from '../../../../shared/projection/project';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, positionOf, testSettings, VENUE } from '../../../support/engine-parts';
import { propertyRuns } from '../../../support/property-runs';

const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };
const show = <Topic extends keyof ViewState>(desk: TestDesk, topic: Topic): ViewState[Topic] => project(desk.state, topic, HEALTH);

function quotingTrust(desk: TestDesk): Trust | undefined {
  return show(desk, 'quoting')[BTC]?.trust;
}

/** Keeps the account and the market alive for a while. */
function passTime(desk: TestDesk, steps: number, alive: () => void): void {
  for (let step = 0; step < steps; step += 1) {
    desk.wait(1_000);
    alive();
  }
}

describe('the source of a number', () => {
  it('is the order book while all is well, and after a gap in it', () => {
    const desk = new TestDesk().startTrading();
    expect(show(desk, 'ladder').trust).toMatchObject({ state: 'live', source: 'deribit practice: order book of BTC-PERPETUAL' });
    desk.delta(BTC, {}, 1);
    expect(quotingTrust(desk)).toMatchObject({ state: 'stale', source: 'deribit practice: order book of BTC-PERPETUAL' });
  });

  it('is the mark price where the mark is what froze', () => {
    const desk = new TestDesk().start();
    passTime(desk, 12, () => {
      desk.snapshot(BTC, 120_000);
      desk.reconcile();
    });
    const expected = { state: 'stale', reason: 'no mark price for 10 s', source: 'deribit practice: mark price of BTC-PERPETUAL' };
    expect(show(desk, 'ladder').trust).toMatchObject(expected);
    expect(quotingTrust(desk)).toMatchObject(expected);
  });

  it('is the connection where the connection went', () => {
    const desk = new TestDesk().start();
    desk.lane('market-data', 'closed', 'gone');
    const expected = { state: 'stale', source: 'deribit practice: connection of BTC-PERPETUAL' };
    expect(show(desk, 'watchlist')[BTC]?.trust).toMatchObject(expected);
  });

  it('is the account for everything that rests on a position nobody confirms', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 100)] });
    passTime(desk, 20, () => desk.market(120_000));
    const expected = { state: 'stale', source: 'deribit practice: account' };
    expect(show(desk, 'inventory')['BTC']?.trust).toMatchObject(expected);
    for (const trust of [quotingTrust(desk), show(desk, 'desk').pnlTrust, show(desk, 'positions').trust, show(desk, 'orders').trust])
      expect(trust).toMatchObject(expected);
    expect(show(desk, 'ladder').trust.state).toBe('live');
  });

  it('is the account for orders that were not compared with the venue for half a minute, though it is heard of', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 100)] });
    passTime(desk, 31, () => {
      desk.market(120_000);
      desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 1, clockOffsetMs: 0 });
    });
    const reason = 'orders and positions were not compared with the venue for 30 s or more';
    for (const trust of [show(desk, 'orders').trust, show(desk, 'positions').trust])
      expect(trust).toMatchObject({ state: 'stale', reason });
    desk.reconcile({ positions: [positionOf(BTC, 100)] });
    expect(show(desk, 'orders').trust).toMatchObject({ state: 'live', isReconciled: true });
    desk.lane('private', 'closed', 'the venue hung up');
    expect(show(desk, 'orders').trust).toMatchObject({ state: 'stale', reason: 'the venue hung up' });
  });

  it('is the account that nobody is let in to, for exposures as well, with what to do about it', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
    for (const channel of ['private', 'cancel'] as const) desk.lane(channel, 'blocked', 'no keys: market data only');
    const reason = 'no keys: market data only; set right the keys of this account, then reconnect';
    const expected = { state: 'blocked', reason, source: 'deribit practice: account' };
    expect(show(desk, 'inventory')['BTC']?.trust).toMatchObject(expected);
    for (const trust of [show(desk, 'desk').pnlTrust, show(desk, 'positions').trust, show(desk, 'fills').trust])
      expect(trust).toMatchObject(expected);
    expect(desk.command('set-inventory-target', { underlying: 'BTC', targetCoin: 1 })).toMatchObject({
      status: 'denied',
      reason: `The account at deribit is blocked: ${reason}.`,
    });
  });

  it('is the account while positions differ from the venue, though all feeds are live', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 100)] });
    desk.wait(5_000);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 90)] });
    expect(show(desk, 'desk').pnlTrust).toMatchObject({ state: 'live', isReconciled: false, source: 'deribit practice: account' });
  });

  it('is the oldest input where nothing is wrong: a mark that another instrument is valued at', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 100), positionOf(BTC_FUTURE, 50)] });
    const since = desk.nowMs;
    desk.wait(700);
    desk.ticker(BTC, 120_000);
    desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: 60_000 });
    const source = 'deribit practice: mark price of BTC-25DEC26';
    expect(show(desk, 'desk').underlyings['BTC']?.trust).toMatchObject({ state: 'live', isReconciled: true, inputAtMs: since, source });
    expect(show(desk, 'greeks').status.source).toBe(`own calculation over ${source}`);
  });

  it('says of a recording that it is one', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'r', environment: 'review', settings: testSettings() });
    desk.lane('private', 'live');
    expect(show(desk, 'orders').trust.source).toBe('recording of deribit: account');
    expect(show(new TestDesk(), 'ladder').trust.source).toBe('');
  });
});

const RANK = { live: 0, degraded: 1, loading: 2, stale: 3, blocked: 4 } as const;
const someTrust = fc.record({
  state: fc.constantFrom('live' as const, 'degraded' as const, 'loading' as const, 'stale' as const, 'blocked' as const),
  inputAtMs: fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null }),
  isReconciled: fc.boolean(),
});
const trusts: fc.Arbitrary<readonly Trust[]> = fc
  .array(someTrust, { minLength: 1, maxLength: 8 })
  .map((all) => all.map((each, at) => ({ ...each, source: `source ${at}`, reason: `reason ${at}` })));

describe('the worst of several inputs', () => {
  it('gives its state, source and reason; the age is the oldest, and reconciled only what all are', () => {
    fc.assert(
      fc.property(trusts, (inputs) => {
        const worst = worstTrust(inputs, '');
        const shown = inputs.find(({ source }) => source === worst.source);
        expect(shown).toMatchObject({ state: worst.state, reason: worst.reason });
        for (const input of inputs) {
          expect(RANK[input.state]).toBeLessThanOrEqual(RANK[worst.state]);
          if (input.state === worst.state && !input.isReconciled) expect(shown?.isReconciled).toBe(false);
          if (input.state === worst.state && input.isReconciled === shown?.isReconciled)
            expect(shown.inputAtMs ?? -1).toBeLessThanOrEqual(input.inputAtMs ?? -1);
        }
        expect(worst.isReconciled).toBe(inputs.every(({ isReconciled }) => isReconciled));
        const ages = inputs.map(({ inputAtMs }) => inputAtMs ?? -1);
        expect(worst.inputAtMs ?? -1).toBe(Math.min(...ages));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

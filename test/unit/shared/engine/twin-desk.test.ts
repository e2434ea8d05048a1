/** Two desks on one account: whoever sees an order of the other stops, and no order of its own past is taken for one. */
import { describe, expect, it } from 'vitest';
import { clientOrderId, venueOrderId, type OrderReport } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { intentOf, perpetual, reportOf, testSettings, VENUE } from '../../../support/engine-parts';

const STRANGER = 'keel-feedbeef-7';

function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.waitInTicks(11_000);
  desk.market(120_000);
  return desk;
}

function hear(desk: TestDesk, label: string | null, change: Partial<OrderReport> = {}): void {
  const intent = intentOf({ clientOrderId: clientOrderId(label ?? '') });
  const report = reportOf(intent, { venueUpdatedAtMs: timestampMs(desk.nowMs), venueOrderId: venueOrderId('v-77'), ...change });
  desk.apply({ kind: 'order-reported', report: { ...report, clientOrderId: label === null ? null : report.clientOrderId } });
}

describe('another desk on the account', () => {
  it('is known by an order of a session that is none of ours: quotes are pulled, and only RESUME goes on (fault 56)', () => {
    const desk = quoting();
    const before = desk.effects.length;
    hear(desk, STRANGER);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/Another desk.*keel-feedbeef-7.*type RESUME/);
    expect(desk.effects.slice(before)).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'quotes' });
    expect(desk.state.alerts).toContainEqual(expect.objectContaining({ key: `twin|${VENUE}`, severity: 3 }));
    const pulls = (): number => desk.effects.filter(({ kind }) => kind === 'cancel-all').length;
    const once = pulls();
    hear(desk, 'keel-feedbeef-8', { venueOrderId: venueOrderId('v-78') });
    expect(pulls()).toBe(once);
  });

  it('latches also where this desk still waits for its first reconciliation, which would otherwise let it trade', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
    desk.apply({ kind: 'clock-ticked' });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.waitInTicks(11_000);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: false });
    hear(desk, STRANGER);
    desk.reconcile();
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    expect(desk.state.safety.reason).toMatch(/Another desk/);
  });

  it('is known also where its order is first heard of in a reading of the account (fault 56)', () => {
    const desk = quoting();
    const intent = intentOf({ clientOrderId: clientOrderId(STRANGER) });
    desk.reconcile({ openOrders: [reportOf(intent, { venueUpdatedAtMs: timestampMs(desk.nowMs) })] });
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/Another desk.*keel-feedbeef-7/);
    expect(desk.state.orders.find(intent.clientOrderId)?.purpose).toBe('adopted');
  });

  it('is none where the order is of another tool, of this session, or over', () => {
    const desk = quoting();
    hear(desk, null);
    hear(desk, 'keel-test0001-9999', { venueOrderId: venueOrderId('v-79') });
    hear(desk, STRANGER, { status: 'canceled' });
    hear(desk, 'keel-feedbeef-9', { status: 'filled', filledQuantity: quantityLots(100), venueOrderId: venueOrderId('v-80') });
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('is none where our own last session left the order behind, carried over or heard of while this one began', () => {
    const intent = intentOf({ clientOrderId: clientOrderId('keel-earlier0-3') });
    const recovered = { sessionId: 'earlier0', tradeIds: [], orders: [{ intent, venueOrderId: null, fillsQuantity: 0 }] };
    const desk = new TestDesk().start(undefined, {}, recovered);
    hear(desk, STRANGER, { venueUpdatedAtMs: timestampMs(desk.nowMs + 9_999) });
    desk.waitInTicks(11_000);
    hear(desk, 'keel-earlier0-3', { venueOrderId: venueOrderId('v-81') });
    hear(desk, STRANGER);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

describe('an order with our label that no journal of ours knows', () => {
  const told = (desk: TestDesk): unknown[] => desk.state.alerts.filter(({ key }) => key === `adopted|${VENUE}`);

  it('is never taken in without a word: told once for each, counted up, and named for what it is', () => {
    const desk = new TestDesk().start();
    hear(desk, STRANGER);
    expect(told(desk)).toMatchObject([{ severity: 3, count: 1, text: expect.stringMatching(/keel-feedbeef-7.*nothing looks after it/) }]);
    const intent = intentOf({ clientOrderId: clientOrderId('keel-feedbeef-8') });
    const second = reportOf(intent, { venueUpdatedAtMs: timestampMs(desk.nowMs) });
    desk.reconcile({ openOrders: [second] });
    desk.reconcile({ openOrders: [second] });
    hear(desk, STRANGER);
    expect(told(desk)).toMatchObject([{ count: 2 }]);
    const purposes = [STRANGER, 'keel-feedbeef-8'].map((id) => desk.state.orders.find(clientOrderId(id))?.purpose);
    expect(purposes).toEqual(['adopted', 'adopted']);
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('goes with a cancel of our own orders, and by its own key', () => {
    const desk = new TestDesk().start();
    hear(desk, STRANGER);
    expect(desk.command('cancel-order', { clientOrderId: STRANGER }).status).toBe('accepted');
    const before = desk.effects.length;
    desk.command('cancel-orders', { scope: 'mine' });
    expect(desk.effects.slice(before)).toContainEqual(expect.objectContaining({ kind: 'cancel-order', clientOrderId: STRANGER }));
  });

  it('is silent where the order is over, of another tool, or carried over from the last session', () => {
    const intent = intentOf({ clientOrderId: clientOrderId('keel-earlier0-3') });
    const recovered = { sessionId: 'earlier0', tradeIds: [], orders: [{ intent, venueOrderId: null, fillsQuantity: 0 }] };
    const desk = new TestDesk().start(undefined, {}, recovered);
    hear(desk, 'keel-earlier0-3');
    hear(desk, null, { venueOrderId: venueOrderId('v-82') });
    hear(desk, STRANGER, { status: 'canceled', venueOrderId: venueOrderId('v-83') });
    expect(told(desk)).toEqual([]);
  });
});

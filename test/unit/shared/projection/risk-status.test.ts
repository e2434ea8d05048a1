/** A risk result is no younger than the prices in it, and nothing is known of a desk whose account is not. */
import { describe, expect, it } from 'vitest';
import { projectCapital, projectGreeks } from '../../../../shared/projection/project-risk';
import type { DeskHealth } from '../../../../shared/projection/project-connections';
import { noResult } from '../../../../shared/projection/risk-results';
import type { RiskStatus } from '../../../../shared/projection/risk-status';
import type { CapitalBody, GreeksBody } from '../../../../shared/projection/risk-results';
import { DayDesk } from '../../../support/day-desk';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

/** What the panels say of results that the worker made this very moment. */
function statusOf({ state }: TestDesk): Readonly<Record<'greeks' | 'capital', RiskStatus>> {
  const facts = { ...noResult, revision: state.revisions.positions, asOfMs: state.session.nowMs };
  const greeks = { ...facts, body: { deltaBuckets: [], underlyings: {} } satisfies GreeksBody };
  const capital = { ...facts, body: {} as CapitalBody };
  const risk = { greeks, slide: noResult, capital, surface: noResult };
  const health: DeskHealth = { journalEntries: 0, journalState: 'whole', engineP99Micros: null, screenP95Ms: null, risk };
  return { greeks: projectGreeks(state, health).status, capital: projectCapital(state, health).status };
}

/** Holds a coin; its account goes on being compared for so long while nothing more is heard of prices. */
function withoutPrices(milliseconds: number): DayDesk {
  const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 6_000 });
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    desk.nowMs += 1_000;
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 1, clockOffsetMs: 0 });
    desk.reconcile({ positions: [positionOf(BTC, 6_000)] });
    desk.apply({ kind: 'clock-ticked' });
  }
  return desk;
}

describe('the status of a risk result', () => {
  it('is live as long as prices come', () => {
    expect(statusOf(withoutPrices(5_000))).toMatchObject({ greeks: { state: 'live' }, capital: { state: 'live' } });
  });

  it('is stale at once where the connection for prices is lost, though the account is compared and the worker computes on', () => {
    const desk = withoutPrices(1_000);
    desk.lane('market-data', 'closed', 'the venue hung up');
    const stale = { state: 'stale', reason: `prices of ${VENUE} do not come: the venue hung up` };
    expect(statusOf(desk)).toMatchObject({ greeks: stale, capital: stale });
    desk.lane('market-data', 'live');
    expect(statusOf(desk)).toMatchObject({ greeks: { state: 'live' }, capital: { state: 'live' } });
  });

  it('is stale where one price has been silent for more than a minute, and says which', () => {
    expect(statusOf(withoutPrices(60_000)).greeks.state).toBe('live');
    const stale = { state: 'stale', reason: 'expected the index of BTC at most 60 s old, found it 61 s old' };
    expect(statusOf(withoutPrices(61_000))).toMatchObject({ greeks: stale, capital: stale });
  });

  it('waits for the account: before it was told of, that nothing is held is no figure', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.market(120_000);
    desk.apply({ kind: 'clock-ticked' });
    const waiting = { state: 'loading', reason: 'waiting for the first reconciliation' };
    expect(statusOf(desk)).toMatchObject({ greeks: waiting, capital: waiting });
    desk.reconcile();
    expect(statusOf(desk)).toMatchObject({ greeks: { state: 'empty' }, capital: { state: 'live' } });
    desk.lane('private', 'closed', 'the venue hung up');
    const stale = { state: 'stale', reason: 'the venue hung up' };
    expect(statusOf(desk)).toMatchObject({ greeks: stale, capital: stale });
  });

  it('names the missing keys and what to do on a desk that may only look, where no reconciliation can come', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
    desk.lane('market-data', 'live');
    for (const channel of ['private', 'cancel'] as const) desk.lane(channel, 'blocked', 'no keys: market data only');
    const reason = `${VENUE}: no keys: market data only; set right the keys of this account, then reconnect`;
    expect(statusOf(desk)).toMatchObject({ greeks: { state: 'blocked', reason }, capital: { state: 'blocked', reason } });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    desk.market(120_000);
    desk.apply({ kind: 'clock-ticked' });
    expect(statusOf(desk)).toMatchObject({ greeks: { state: 'blocked', reason }, capital: { state: 'blocked', reason } });
    for (const channel of ['private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.reconcile();
    expect(statusOf(desk)).toMatchObject({ greeks: { state: 'empty' }, capital: { state: 'live' } });
  });
});

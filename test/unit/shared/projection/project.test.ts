/** What panels show of a desk that trades: consistent between panels, finite, and honest about what is not known. */
import { describe, expect, it } from 'vitest';
import { topicNames } from '../../../../shared/contract/topics';
import { priceTicks } from '../../../../shared/domain/price';
import { diff } from '../../../../shared/projection/diff';
import { applyPatch } from '../../../../shared/projection/apply-patch';
import { project } from '../../../../shared/projection/project';
import type { QuoteRow, ViewState } from '../../../../shared/projection/view-state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, VENUE, fillOf, perpetual, positionOf, testSettings } from '../../../support/engine-parts';

const HEALTH = { journalEntries: 7, journalState: 'open', engineP99Micros: 12, screenP95Ms: null };
const show = <Topic extends keyof ViewState>(desk: TestDesk, topic: Topic): ViewState[Topic] => project(desk.state, topic, HEALTH);

/** The row of a slice; a missing one is named. */
function rowOf<Row>(rows: Readonly<Record<string, Row>>, key: string): Row {
  const row = rows[key];
  if (row === undefined) throw new Error(`Expected a row ${key}, found ${Object.keys(rows).join(', ')}.`);
  return row;
}

/** Every number found anywhere in a value. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** A desk whose quotes rest at the venue. */
function quotingDesk(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  desk.wait(50);
  return desk;
}

/** The best bid was filled whole. */
function filledDesk(): TestDesk {
  const desk = quotingDesk();
  const [best] = [...desk.state.orders.open.values()].filter((order) => order.side === 'buy').sort((a, b) => b.price - a.price);
  if (best === undefined) throw new Error('Expected a resting bid, found none.');
  desk.apply({ kind: 'fill-reported', fill: fillOf(best, { fee: 0.00001 }) });
  return desk;
}

describe('every slice', () => {
  it('is plain data without NaN, infinity or undefined, before and during trading', () => {
    for (const desk of [new TestDesk(), new TestDesk().start(), quotingDesk(), filledDesk()]) {
      for (const topic of topicNames) {
        const value = show(desk, topic);
        expect(numbersIn(value).every(Number.isFinite), topic).toBe(true);
        expect(JSON.parse(JSON.stringify(value)), topic).toEqual(value);
      }
    }
  });

  it('is reached by patches from any earlier value', () => {
    const desk = new TestDesk();
    let before = topicNames.map((topic) => show(desk, topic));
    desk.startTrading();
    for (let move = 0; move < 5; move += 1) {
      desk.acceptAll();
      desk.market(120_000 + move * 3);
      desk.cancelPending();
      desk.wait(200);
      const after = topicNames.map((topic) => show(desk, topic));
      after.forEach((value, index) => expect(applyPatch(before[index], diff(before[index], value))).toEqual(value));
      before = after;
    }
  });

  it('has nothing to patch if nothing happened', () => {
    const desk = filledDesk();
    for (const topic of topicNames) expect(diff(show(desk, topic), show(desk, topic)), topic).toEqual([]);
  });
});

describe('quoting control', () => {
  it('shows resting quotes where they are and says that they are live', () => {
    const desk = quotingDesk();
    const view = rowOf(show(desk, 'quoting'), BTC);
    const rows = Object.values(view.rows);
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'live', reason: 'live' });
      expect(row.nowPrice).toBe(row.nextPrice);
      expect(row.nowQuantity).toBeCloseTo(row.nextQuantity ?? Number.NaN, 9);
    }
    expect(view.messagesNeeded).toBe(0);
    const sum = view.bidWaterfall.reduce((total, step) => total + step.ticks, 0);
    expect(sum * view.tickSize).toBe(rowOf(view.rows, 'buy-1').nextPrice);
  });

  it('shows a kept quote at the level that it serves now, alike in ladder and orders', () => {
    const desk = quotingDesk();
    desk.market(120_003);
    const rows = rowOf(show(desk, 'quoting'), BTC).rows;
    const orders = Object.values(show(desk, 'orders').rows);
    const inLadder = desk.command('select-instrument', { instrumentId: BTC });
    expect(inLadder.status).toBe('accepted');
    const kept = Object.values(rows).filter((row) => row.nowPrice !== null && row.nextPrice !== null && row.state === 'live');
    expect(kept.length).toBeGreaterThan(0);
    for (const row of kept) {
      const order = orders.find((one) => one.side === row.side && one.price === row.nowPrice);
      expect(order?.level).toBe(row.level);
      const drawn = Object.values(show(desk, 'ladder').orders).find((one) => one.side === row.side && one.price === row.nowPrice);
      expect(drawn?.level).toBe(row.level);
      expect(Math.abs((row.nowPrice ?? 0) - (row.nextPrice ?? 0))).toBeLessThanOrEqual(0.5);
    }
  });

  it('gives every row a reason, whatever the state', () => {
    const hasReasons = (desk: TestDesk): boolean =>
      Object.values(rowOf(show(desk, 'quoting'), BTC).rows).every((row: QuoteRow) => row.reason !== '');
    const stale = quotingDesk();
    stale.wait(60_000);
    const pulled = quotingDesk();
    pulled.command('pull-quotes', { instrumentId: null });
    for (const desk of [new TestDesk().start(), stale, pulled]) expect(hasReasons(desk)).toBe(true);
    expect(rowOf(rowOf(show(pulled, 'quoting'), BTC).rows, 'buy-1').state).toBe('pulled');
  });

  it('previews a draft beside what is in the market, and counts the messages', () => {
    const desk = quotingDesk();
    const { parameters } = rowOf(show(desk, 'quoting'), BTC);
    desk.command('stage-parameters', { instrumentId: BTC, draft: { ...parameters, levels: 3, minimumHalfSpreadBps: 2 } });
    const view = rowOf(show(desk, 'quoting'), BTC);
    expect(view.parameters.levels).toBe(5);
    expect(view.draft?.levels).toBe(3);
    const best = rowOf(view.rows, 'buy-1');
    expect((best.nowPrice ?? 0) - (best.nextPrice ?? 0)).toBeGreaterThan(5);
    expect(rowOf(view.rows, 'sell-5')).toMatchObject({ nextPrice: null, reason: 'leaves the market with this draft' });
    expect(view.messagesNeeded).toBeGreaterThan(6);
    expect(show(desk, 'desk').draftCount).toBe(1);
  });
});

describe('panels that show the same thing', () => {
  it('agree on counts of orders', () => {
    const desk = quotingDesk();
    expect(show(desk, 'desk').quoteCount).toBe(Object.keys(show(desk, 'orders').rows).length);
    expect(show(desk, 'desk').quoteCount).toBe(10);
  });

  it('agree on delta and PnL after a fill', () => {
    const desk = filledDesk();
    const position = rowOf(show(desk, 'positions').rows, BTC);
    const view = show(desk, 'desk');
    expect(position.quantity).toBeGreaterThan(0);
    expect(view.underlyings['BTC']?.deltaCoin).toBeCloseTo(position.deltaCoin ?? Number.NaN, 12);
    expect(show(desk, 'inventory')['BTC']?.deltaCoin).toBeCloseTo(position.deltaCoin ?? Number.NaN, 12);
    expect(view.unrealisedPnlUsd).toBeCloseTo(position.unrealisedUsd ?? Number.NaN, 9);
    expect(view.realisedPnlUsd).toBeCloseTo((position.realisedUsd ?? Number.NaN) - (position.feesUsd ?? Number.NaN), 9);
    const fills = Object.values(show(desk, 'fills').rows);
    expect(fills).toHaveLength(1);
    expect(fills[0]).toMatchObject({ side: 'buy', instrumentId: BTC });
    expect(fills[0]?.feeUsd).toBeCloseTo(position.feesUsd ?? Number.NaN, 12);
  });

  it('value a fill by its coin at the index', () => {
    const [fill] = Object.values(show(filledDesk(), 'fills').rows);
    expect(fill?.valueUsd).toBeCloseTo((fill?.quantityCoin ?? Number.NaN) * 60_000, 6);
  });

  it('compare our position with the word of the venue', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 600)] });
    expect(rowOf(show(desk, 'positions').rows, BTC)).toMatchObject({ quantity: 6_000, venueQuantity: 6_000, difference: 0 });
  });

  it('know no coin of a position in USD before there is a price of it', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    desk.lane('private', 'live');
    desk.reconcile({ positions: [positionOf(BTC, 600)] });
    expect(rowOf(show(desk, 'watchlist'), BTC)).toMatchObject({ position: 6_000, positionCoin: null });
    expect(rowOf(show(new TestDesk().start(), 'watchlist'), BTC).positionCoin).toBe(0);
  });

  it('watch what is quoted and what can hedge, with our own quotes marked at the touch', () => {
    const desk = quotingDesk();
    const rows = show(desk, 'watchlist');
    expect(Object.keys(rows).sort()).toEqual([BTC, BTC_FUTURE].sort());
    expect(rowOf(rows, BTC)).toMatchObject({ bidState: 'live', askState: 'live', isQuotable: true });
    expect(rowOf(rows, BTC_FUTURE)).toMatchObject({ bidState: 'off', askState: 'off', isQuotable: false });
    const best = [...desk.state.orders.open.values()]
      .filter((order) => order.side === 'buy')
      .reduce((price, order) => Math.max(price, order.price), 0);
    desk.delta(BTC, { bids: Array.from({ length: 20 }, (_, index) => [best + 1 + index, 0] as const) });
    expect(desk.state.markets.get(BTC)?.top.bid).toBe(priceTicks(best));
    expect(rowOf(show(desk, 'watchlist'), BTC).isOwnBid).toBe(true);
  });
});

describe('trust', () => {
  it('is lost in every slice that rests on a stale book', () => {
    const desk = filledDesk();
    expect(rowOf(show(desk, 'watchlist'), BTC).trust).toMatchObject({ state: 'live', isReconciled: true, reason: '' });
    desk.command('select-instrument', { instrumentId: BTC });
    desk.wait(60_000);
    for (const trust of [rowOf(show(desk, 'watchlist'), BTC).trust, show(desk, 'ladder').trust, rowOf(show(desk, 'quoting'), BTC).trust]) {
      expect(trust.state).toBe('stale');
      expect(trust.reason).not.toBe('');
    }
    expect(show(desk, 'ladder').fairValue).toBeNull();
  });

  it('is loading before anything arrived', () => {
    const desk = new TestDesk();
    for (const trust of [
      show(desk, 'ladder').trust,
      show(desk, 'orders').trust,
      show(desk, 'positions').trust,
      show(desk, 'desk').pnlTrust,
    ]) {
      expect(trust).toMatchObject({ state: 'loading', isReconciled: false });
    }
  });
});

describe('the hedge ticket', () => {
  it('shows ranked candidates whose id is the instrument', () => {
    const desk = filledDesk();
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const view = show(desk, 'hedge');
    expect(view.phase).toBe('preview');
    expect(view.candidates.map((candidate) => candidate.id).sort()).toEqual([BTC, BTC_FUTURE].sort());
    for (const candidate of view.candidates) expect(candidate.side).toBe('sell');
    const [best] = view.candidates;
    expect(Math.abs(best?.residualDeltaCoin ?? Number.NaN)).toBeLessThan(Math.abs(view.deltaBeforeCoin ?? 0));
    desk.command('close-hedge', {});
    expect(show(desk, 'hedge')).toMatchObject({ phase: 'closed', ticketId: null, candidates: [] });
  });
});

describe('connections and alerts', () => {
  it('show lanes, health of the desk and alerts', () => {
    const desk = quotingDesk();
    desk.lane('market-data', 'stale', 'no heartbeat for 3 s');
    const connections = show(desk, 'connections');
    expect(connections).toMatchObject({ journalEntries: 7, journalState: 'open', engineP99Micros: 12, screenP95Ms: null });
    expect(rowOf(connections.rows, 'deribit')).toMatchObject({
      label: 'Deribit practice',
      marketData: 'stale',
      privateChannel: 'live',
      reason: 'no heartbeat for 3 s',
    });
    const alerts = Object.values(show(desk, 'alerts').rows);
    expect(alerts.length).toBe(desk.state.alerts.length);
    expect(show(desk, 'desk').alertCount).toBe(alerts.filter((alert) => !alert.isAcknowledged).length);
  });
});

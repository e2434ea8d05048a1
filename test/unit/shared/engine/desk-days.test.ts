/** The record of the desk's own days: what was forecast when each began, what it brought, and what is said where one is missing. */
import { describe, expect, it } from 'vitest';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { digestState } from '../../../../shared/engine/state-digest';
import { step } from '../../../../shared/engine/step';
import { collectUnresolved } from '../../../../shared/journal/collect-unresolved';
import { decodeState } from '../../../../shared/journal/decode-state';
import { encodeState } from '../../../../shared/journal/encode-state';
import { DayDesk, forecastOf } from '../../../support/day-desk';
import { BTC, positionOf, VENUE } from '../../../support/engine-parts';

/** A desk that holds 100,000 USD of the perpetual, long from 60,000, and has seen the day of the 16th begin. */
function onTheSixteenth(): DayDesk {
  const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 10_000 });
  return desk.forecast('2027-01-15T23:58:00Z', 4_000).goTo('2027-01-16T00:00:01Z', 60_000);
}

describe('a day of the desk', () => {
  it('goes on record at 00:00 UTC with the forecast of its beginning and the profit of its end', () => {
    const desk = onTheSixteenth().goTo('2027-01-16T23:59:00Z', 61_000).goTo('2027-01-17T00:00:00.020Z', 63_000);
    const day = desk.record.at(-1);
    expect(day).toMatchObject({ startsAtMs: Date.parse('2027-01-16T00:00:00Z'), forecastReason: '', actualReason: '' });
    expect(day?.forecast).toEqual(forecastOf(Date.parse('2027-01-15T23:58:00Z'), 4_000));
    expect([day?.openedAtMs, day?.closedAtMs]).toEqual([Date.parse('2027-01-16T00:00:01Z'), Date.parse('2027-01-17T00:00:00.020Z')]);
    // 100,000 USD at 60,000 are 1⅔ coin: +3,000 USD a coin.
    expect(day?.actualUsd).toBeCloseTo(5_000, 6);
    expect(day?.hypotheticalUsd).toBeCloseTo(5_000, 6);
    expect(desk.state.days.underWay).toMatchObject({
      profitReason: '',
      forecast: null,
      forecastReason: expect.stringMatching(/no forecast/),
    });
  });

  it('counts trades and fees in the actual profit, and leaves the book of its beginning alone in the hypothetical one', () => {
    const desk = onTheSixteenth().goTo('2027-01-16T10:00:00Z', 60_000);
    desk.trade(-10_000, 60_000, 0.001).goTo('2027-01-17T00:00:00Z', 54_000);
    const day = desk.record.at(-1);
    expect(day?.actualUsd).toBeCloseTo(-60, 6);
    expect(day?.hypotheticalUsd).toBeCloseTo(-10_000, 6);
  });

  it('is without a profit if it was not seen from its beginning, and says so', () => {
    const desk = onTheSixteenth();
    expect(desk.record).toMatchObject([
      {
        startsAtMs: Date.parse('2027-01-15T00:00:00Z'),
        ...{ forecast: null, actualUsd: null, hypotheticalUsd: null, openedAtMs: null },
        forecastReason: 'no forecast came before it began',
        actualReason: expect.stringMatching(/within 5 min of 00:00 UTC, found the first after 720 min/),
      },
    ]);
  });

  it.each([
    ['older than five minutes', '2027-01-15T23:52:00Z', /found one of 8 min/],
    ['made after it began', '2027-01-16T00:00:00Z', /no forecast came before it began/],
  ])('is without a forecast if the last was %s', (_what, when, expected) => {
    const desk = DayDesk.at('2027-01-15T12:00:00Z', { lots: 10_000 }).forecast(when).goTo('2027-01-16T00:00:01Z');
    desk.goTo('2027-01-17T00:00:01Z');
    expect(desk.record.at(-1)).toMatchObject({ forecast: null, forecastReason: expect.stringMatching(expected), actualUsd: 0 });
  });

  it('is without a profit if no price was fresh when it ended, and the next one then has no beginning', () => {
    const desk = onTheSixteenth().goTo('2027-01-16T23:50:00Z', 61_000);
    desk.nowMs = Date.parse('2027-01-17T00:00:00Z');
    desk.lane('private', 'live');
    desk.apply({ kind: 'clock-ticked' });
    expect(desk.record.at(-1)).toMatchObject({ actualUsd: null, actualReason: expect.stringMatching(/^at 00:00 UTC /), closedAtMs: null });
    expect(desk.state.days.underWay).toMatchObject({ opening: null, profitReason: expect.stringMatching(/^at 00:00 UTC /) });
  });

  it('is without a profit if its positions were off when it ended, and the next one then has no beginning', () => {
    const desk = onTheSixteenth().goTo('2027-01-16T23:59:59Z', 61_000);
    desk.reconcile({ positions: [positionOf(BTC, 4_000)] });
    desk.nowMs = Date.parse('2027-01-17T00:00:00Z');
    desk.apply({ kind: 'clock-ticked' });
    const reason = 'at 00:00 UTC positions differed from those of deribit: BTC-PERPETUAL off by +60000 USD';
    expect(desk.record.at(-1)).toMatchObject({ actualUsd: null, actualReason: reason, closedAtMs: null });
    expect(desk.state.days.underWay).toMatchObject({ opening: null, profitReason: reason });
  });

  it('is without a profit of its own if positions were taken over from the venue', () => {
    const desk = onTheSixteenth().goTo('2027-01-16T09:00:00Z', 61_000);
    const theirs = { positions: [positionOf(BTC, 9_000)] };
    for (const _round of [1, 2]) {
      desk.nowMs += 5_000;
      desk.reconcile(theirs);
    }
    expect(desk.command('adopt-positions', { venue: VENUE, reason: 'traded by phone' })).toMatchObject({ status: 'accepted' });
    desk.nowMs += 5_000;
    desk.reconcile(theirs);
    desk.goTo('2027-01-17T00:00:00Z', 63_000);
    expect(desk.record.at(-1)).toMatchObject({ actualUsd: null, actualReason: 'positions were taken over from deribit' });
    expect(desk.record.at(-1)?.hypotheticalUsd).toBeCloseTo(5_000, 6);
  });

  it('has 24 hours when clocks elsewhere are put forward or back', () => {
    const desk = DayDesk.at('2027-03-27T12:00:00Z', { lots: 10_000 });
    for (const day of [28, 29, 30]) desk.goTo(`2027-03-${day}T00:00:00Z`);
    expect(desk.record.map(({ startsAtMs }) => new Date(startsAtMs).toISOString())).toEqual(
      [27, 28, 29].map((day) => `2027-03-${day}T00:00:00.000Z`),
    );
    expect(desk.record.slice(1).map(({ actualUsd }) => actualUsd)).toEqual([0, 0]);
  });
});

describe('days over a restart', () => {
  it('go on: the forecast and the profit are those of the whole day', () => {
    const before = onTheSixteenth().goTo('2027-01-16T09:00:00Z', 61_000);
    const after = DayDesk.at('2027-01-16T09:30:00Z', { lots: 10_000, recovered: before.leave() });
    after.goTo('2027-01-17T00:00:00Z', 63_000);
    expect(after.record.map(({ startsAtMs }) => new Date(startsAtMs).toISOString().slice(0, 10))).toEqual(['2027-01-15', '2027-01-16']);
    expect(after.record.at(-1)?.forecast?.figures[0]?.varUsd).toBe(4_000);
    expect(after.record.at(-1)?.actualUsd).toBeCloseTo(5_000, 6);
    expect(after.record.at(-1)?.hypotheticalUsd).toBeCloseTo(5_000, 6);
  });

  it('are without a profit of their own if positions changed meanwhile and nothing explains it; the frozen book goes on', () => {
    const before = onTheSixteenth().goTo('2027-01-16T09:00:00Z', 61_000);
    const after = DayDesk.at('2027-01-16T09:30:00Z', { lots: 4_000, recovered: before.leave() });
    after.goTo('2027-01-17T00:00:00Z', 63_000).goTo('2027-01-18T00:00:00Z', 63_000);
    const [spoilt, next] = after.record.slice(-2);
    expect(spoilt).toMatchObject({
      actualUsd: null,
      actualReason: expect.stringMatching(/changed while the desk was off, and no executions explain it/),
    });
    expect(spoilt?.hypotheticalUsd).toBeCloseTo(5_000, 6);
    expect(next).toMatchObject({ actualUsd: 0, actualReason: '' });
  });

  it('that ended while the desk was off are on record without figures, each by itself', () => {
    const before = onTheSixteenth().goTo('2027-01-16T09:00:00Z', 61_000);
    const after = DayDesk.at('2027-01-19T09:30:00Z', { lots: 10_000, recovered: before.leave() });
    expect(after.record.slice(1)).toMatchObject([
      { startsAtMs: Date.parse('2027-01-16T00:00:00Z'), actualUsd: null, actualReason: 'the desk was off when it ended' },
      { startsAtMs: Date.parse('2027-01-17T00:00:00Z'), forecast: null, forecastReason: 'the desk was off', actualUsd: null },
      { startsAtMs: Date.parse('2027-01-18T00:00:00Z'), forecast: null, forecastReason: 'the desk was off', actualUsd: null },
    ]);
    expect(after.record[1]?.forecast).not.toBeNull();
    expect(after.state.days.underWay).toMatchObject({ startsAtMs: Date.parse('2027-01-19T00:00:00Z'), opening: null });
  });

  it('are forgotten by a desk that trades somewhere else', () => {
    const { days, ...rest } = onTheSixteenth().leave();
    if (days === undefined) throw new Error('Expected days to be carried over, found none.');
    const elsewhere = { ...rest, days: { ...days, environment: 'live' as const } };
    expect(DayDesk.at('2027-01-16T09:30:00Z', { recovered: elsewhere }).record).toEqual([]);
  });

  it('are kept by a crash between the end of a day and its record', () => {
    const desk = onTheSixteenth().goTo('2027-01-17T00:00:00Z', 63_000);
    const last = desk.events.map(({ kind }) => kind).lastIndexOf('day-recorded');
    let state = createInitialState();
    for (const event of desk.events.slice(0, last)) ({ state } = step(state, event));
    expect(state.days).toMatchObject({ records: [{}], unrecorded: [{}] });
    desk.state = state;
    expect(desk.leave().days?.records.at(-1)?.actualUsd).toBeCloseTo(5_000, 6);
  });
});

describe('days in the journal', () => {
  it('are read from the entries alone where a recording does not replay', () => {
    const desk = onTheSixteenth().goTo('2027-01-17T00:00:00Z', 63_000);
    const collected = collectUnresolved();
    for (const event of desk.events) collected.take({ kind: 'event', event });
    expect(collected.account().days).toMatchObject({ environment: 'practice', underWay: null });
    expect(collected.account().days?.records).toEqual(desk.record);
  });

  it('survive a snapshot, and a snapshot of before they were kept has none', () => {
    const desk = onTheSixteenth();
    const text = encodeState(desk.state);
    if (!text.ok) throw new Error(text.error);
    const restored = decodeState(text.value);
    expect(restored.ok && digestState(restored.value)).toBe(digestState(desk.state));
    const { days, ...older } = JSON.parse(text.value) as Record<string, unknown>;
    expect(days).toBeDefined();
    const read = decodeState(JSON.stringify(older));
    expect(read.ok && read.value.days).toEqual({ records: [], unrecorded: [], underWay: null, latest: null });
  });
});

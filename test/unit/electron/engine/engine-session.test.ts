/** How a session begins, and how it ends: it says that it left in order only if nothing of ours can rest at the venue. */
import { describe, expect, it } from 'vitest';
import { isNothingLeft } from '../../../../electron/engine/engine-facts';
import { EngineSession } from '../../../../electron/engine/engine-session';
import { JournalKeeper } from '../../../../electron/engine/journal-keeper';
import { JournalWriter } from '../../../../electron/engine/journal-writer';
import { ok } from '../../../../shared/domain/result';
import type { RecoveredAccount } from '../../../../shared/engine/recovered-account';
import { UNVERIFIED_END, type JournalEntry } from '../../../../shared/journal/entry';
import { EMPTY_CHAIN } from '../../../../shared/journal/hash-chain';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, intentOf, reportOf, VENUE } from '../../../support/engine-parts';
import { quickClock, START } from '../../../support/session-at-hand';

interface Ending {
  readonly isPulled: boolean;
  readonly last: JournalEntry | undefined;
  /** What became durable at once, in order. */
  readonly commits: readonly (readonly JournalEntry[])[];
}

/** Starts at a venue that cannot be reached, after a session that left these orders behind, and ends at once. */
async function endOf(orders: RecoveredAccount['orders']): Promise<Ending> {
  const entries: JournalEntry[] = [];
  const commits: (readonly JournalEntry[])[] = [];
  const clock = quickClock();
  const target = {
    append: (group: readonly JournalEntry[], done: (result: ReturnType<typeof ok<number>>) => void) => {
      entries.push(...group);
      commits.push(group);
      done(ok(entries.length));
    },
    lastSequence: () => entries.length,
    close: (done: () => void) => done(),
  };
  const journal = new JournalWriter(target, clock, { failed: () => undefined, unrecorded: () => undefined });
  const port = { post: () => undefined, onMessage: () => undefined, onLost: () => undefined, end: () => Promise.resolve() };
  const keeper = new JournalKeeper(port, { directory: '/nowhere', entryCount: () => entries.length, snapshotFailed: () => undefined });
  keeper.keep = () => Promise.resolve();
  const parts = { clock, journal, keeper, journalEnd: () => EMPTY_CHAIN, random: () => 0.5, heapShare: () => 0, post: () => undefined };
  const session = new EngineSession(START, parts);
  const recovered = orders.length === 0 ? null : { sessionId: 'before', orders, tradeIds: [] };
  session.run('session-2', { startsHalted: true, recovered, notices: [] });
  return { isPulled: await session.shutdown(), last: entries.at(-1), commits };
}

describe('the start of a session', () => {
  it('becomes durable together with what it knows of the session before: a crash in between would forget orders and losses (fault 43)', async () => {
    const order = { intent: intentOf({ purpose: 'quote' }), venueOrderId: null, fillsQuantity: 0 };
    const [first = []] = (await endOf([order])).commits;
    expect(first.slice(0, 2)).toMatchObject([
      { kind: 'session-started' },
      { kind: 'event', event: { kind: 'session-started', recovered: { orders: [order] } } },
    ]);
  });
});

describe('the end of a session', () => {
  it('is not called one in order while an order of ours may rest at a venue that says nothing (fault 68)', async () => {
    const { isPulled, last } = await endOf([{ intent: intentOf({ purpose: 'quote' }), venueOrderId: null, fillsQuantity: 0 }]);
    expect(isPulled).toBe(false);
    expect(last).toMatchObject({ kind: 'session-ended', reason: UNVERIFIED_END });
  });

  it('is one in order where nothing of ours can rest, also at a venue that cannot be reached', async () => {
    const { isPulled, last } = await endOf([]);
    expect(isPulled).toBe(true);
    expect(last).toMatchObject({ kind: 'session-ended', reason: 'shutdown' });
  });
});

describe('whether nothing is left', () => {
  it('is told by a pull of everything, never by one of an instrument, and by no order of ours that works', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    expect(isNothingLeft(desk.state)).toBe(false);
    desk.command('pull-quotes', { instrumentId: BTC });
    const [first, ...others] = [...desk.state.orders.open.values()];
    if (first === undefined) throw new Error('no quote');
    for (const order of others) desk.apply({ kind: 'order-reported', report: reportOf(order, { status: 'canceled' }) });
    // As if a hand had sent it: the pull of the instrument is over without it.
    desk.state.orders.open.set(first.clientOrderId, { ...first, purpose: 'manual' });
    desk.wait(25);
    expect(desk.state.safety.pull?.isDone).toBe(true);
    expect(isNothingLeft(desk.state)).toBe(false);
    desk.command('pull-quotes', { instrumentId: null });
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    expect(isNothingLeft(desk.state)).toBe(true);
  });
});

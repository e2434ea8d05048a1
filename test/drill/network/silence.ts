/** Drills of connections that look alive and are not: half-open, one direction dead, slow, an exchange that stands still. */
import { setTimeout as sleep } from 'node:timers/promises';
import { delay, lose } from '../../support/chaos';
import { awaitFor, describeDesk } from '../desk-controls';
import { require, type DrillCase } from '../drill-case';
import type { DrillRoom } from '../drill-room';
import { inRoom } from '../in-room';

/** Market data is stale after 3 s; then 500 ms to cancel over another connection, and a look at the clock each 250 ms. */
const FEED_PULL_LIMIT_MS = 3_750;
/** The exchange beats each 10 s, asks at the first beat after 10 s of silence, and hangs up when the next brings no answer. */
const DEAD_MAN_LIMIT_MS = 31_000;

const CUT_ATTEMPTS = 5;
/** What had left before a cut has arrived by then. */
const UNDER_WAY_MS = 200;

const halfOpenFeed: DrillCase = {
  name: 'half-open-feed',
  title: 'a market data connection that dies without a word: quotes are canceled over another connection once it is stale',
  faults: [2],
  run: (options) =>
    inRoom(options, async (room) => {
      const fromMs = Date.now();
      room.chaos.disturb({ lanes: ['market-data'], fromDesk: lose, fromVenue: lose, hidesEnds: true });
      const elapsedMs = await room.untilPulled({ fromMs, limitMs: FEED_PULL_LIMIT_MS });
      room.chaos.heal();
      return [`pulled after ${elapsedMs} ms`, ...(await room.conclude())];
    }),
};

/** Cuts every connection at a moment when quotes rest: between a cancel and the quote after it there is nothing to protect. When it did. */
async function cutWithQuotesOut(room: DrillRoom): Promise<number> {
  for (let attempt = 0; attempt < CUT_ATTEMPTS; attempt += 1) {
    await room.untilQuoting();
    const fromMs = Date.now();
    room.chaos.disturb({ fromDesk: lose, fromVenue: lose, hidesEnds: true });
    room.chaos.closeDoor(() => undefined, true);
    await sleep(UNDER_WAY_MS);
    if ((await room.truth.openOrders()).length > 0) return fromMs;
    room.chaos.heal();
  }
  throw new Error(`expected quotes to rest at one of ${CUT_ATTEMPTS} cuts, found none`);
}

const halfOpenAll: DrillCase = {
  name: 'half-open-all',
  title: 'every connection dead without a word: the dead-man switch cancels, and the desk finds its way back',
  faults: [2, 33],
  run: (options) =>
    inRoom(options, async (room) => {
      const fromMs = await cutWithQuotesOut(room);
      const elapsedMs = await room.untilPulled({ fromMs, limitMs: DEAD_MAN_LIMIT_MS });
      const byDeadMan = room.truth.of('cancel').filter(({ reason, t }) => reason === 'cancel_on_disconnect' && Number(t) >= fromMs).length;
      require(byDeadMan > 0, 'orders canceled by the dead-man switch', byDeadMan);
      const sentMeanwhile = room.truth.of('order').filter(({ t }) => Number(t) > fromMs).length;
      require(sentMeanwhile === 0, 'no order to arrive', sentMeanwhile);
      room.chaos.heal();
      return [`${byDeadMan} canceled by the dead-man within ${elapsedMs} ms`, ...(await room.conclude())];
    }),
};

async function untilUnknown(room: DrillRoom): Promise<number> {
  return awaitFor({ what: 'an order of unknown outcome', limitMs: 15_000, describe: () => describeDesk(room.engine) }, async () => {
    const { unknownOrderCount } = await room.engine.read('desk');
    return unknownOrderCount > 0 ? unknownOrderCount : null;
  });
}

const deafPrivateLane: DrillCase = {
  name: 'one-way-receive',
  title: 'sending works and nothing comes back: acknowledgements missing are unknown, asked for, never sent again',
  faults: [3, 14],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ lanes: ['private'], fromVenue: lose, hidesEnds: true });
      // Fills make it requote, so that orders are on the way.
      const [unknown] = await Promise.all([untilUnknown(room), room.trade(3_000)]);
      room.chaos.heal();
      await room.untilReconciled();
      await room.untilNothingUnknown();
      return [`${unknown} orders unknown, all resolved`, ...(await room.conclude())];
    }),
};

const mutePrivateLane: DrillCase = {
  name: 'one-way-send',
  title: 'receiving works and nothing that is sent arrives: unknown, then the venue hangs up and cancels; nothing is doubled',
  faults: [3],
  run: (options) =>
    inRoom(options, async (room) => {
      const fromMs = Date.now();
      room.chaos.disturb({ lanes: ['private'], fromDesk: lose });
      await room.trade(3_000);
      const elapsedMs = await room.untilPulled({ fromMs, limitMs: DEAD_MAN_LIMIT_MS });
      room.chaos.heal();
      return [`nothing rests after ${elapsedMs} ms`, ...(await room.conclude())];
    }),
};

const slowPath: DrillCase = {
  name: 'latency-step',
  title: 'a round trip that steps from a moment to 5 s: orders that arrive late expire instead of resting, quotes are pulled',
  faults: [4],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ fromDesk: delay(2_500), fromVenue: delay(2_500) });
      const startedMs = Date.now();
      await room.trade(8_000);
      await sleep(2_000);
      // Sent within this time and 2.5 s under way: every one of them was older than its time to live.
      const late = room.truth.of('order').filter(({ t }) => Number(t) > startedMs + 2_600 && Number(t) < startedMs + 10_000);
      require(late.length === 0, 'no late order to be accepted', `${late.length} accepted`);
      const resting = (await room.truth.openOrders()).length;
      require(resting === 0, 'no quote on a path of 5 s', `${resting} resting`);
      const refused = room.truth.of('reject').length;
      room.chaos.heal();
      return [`${refused} late orders refused by the exchange`, ...(await room.conclude())];
    }),
};

const stoppedExchange: DrillCase = {
  name: 'stopped-exchange',
  title: 'an exchange that stands still for 7 s: nothing doubled when it wakes, unknown outcomes resolved',
  faults: [2, 40],
  run: (options) =>
    inRoom(options, async (room) => {
      process.kill(room.truth.exchange.pid, 'SIGSTOP');
      try {
        await sleep(7_000);
      } finally {
        process.kill(room.truth.exchange.pid, 'SIGCONT');
      }
      const fromMs = Date.now();
      const elapsedMs = await room.untilPulled({ fromMs, limitMs: 5_000 });
      return [`all pulled ${elapsedMs} ms after it woke`, ...(await room.conclude())];
    }),
};

export const silenceDrills: readonly DrillCase[] = [halfOpenFeed, halfOpenAll, deafPrivateLane, mutePrivateLane, slowPath, stoppedExchange];

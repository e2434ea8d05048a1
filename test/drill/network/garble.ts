/** Drills of connections that say wrong things: repeated, out of order, cut in half, not even JSON. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cutFrame, reorder, repeat, sendBrokenText, type ChaosRule } from '../../support/chaos';
import { awaitFor } from '../desk-controls';
import { require, type DrillCase } from '../drill-case';
import type { DrillRoom } from '../drill-room';
import { inRoom } from '../in-room';

const repeatedFrames: DrillCase = {
  name: 'duplicate-frames',
  title: 'every frame of the account arrives twice: each fill and each order counts once',
  faults: [6, 25],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ lanes: ['private', 'cancel'], fromVenue: repeat });
      await room.trade(4_000);
      const books = await room.compareBooks();
      room.chaos.heal();
      return books;
    }),
};

const repeatedBook: DrillCase = {
  name: 'duplicate-book',
  title: 'every book change arrives twice: the book stays right or is asked for anew, and quoting goes on after it',
  faults: [6],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ lanes: ['market-data'], fromVenue: repeat });
      await sleep(4_000);
      room.chaos.heal();
      return room.conclude();
    }),
};

const outOfOrder: DrillCase = {
  name: 'reorder',
  title: 'fills before acknowledgements, trades before their orders: the same books as in order',
  faults: [5, 24],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ lanes: ['private'], fromVenue: reorder });
      await room.trade(5_000);
      await room.untilNothingUnknown();
      const books = await room.compareBooks();
      room.chaos.heal();
      return books;
    }),
};

/** The feed must leave within a moment of the damage: quotes are canceled over the other lane. */
const DAMAGE_PULL_LIMIT_MS = 500;

function damageFeed(name: string, title: string, harm: (room: DrillRoom) => void): DrillCase {
  return {
    name,
    title,
    faults: [7],
    run: (options) =>
      inRoom(options, async (room) => {
        // Nothing new may come, or it would quote again before it is seen to have pulled.
        room.chaos.closeDoor((socket) => socket.destroy());
        const fromMs = Date.now();
        harm(room);
        const elapsedMs = await room.untilPulled({ fromMs, limitMs: DAMAGE_PULL_LIMIT_MS });
        room.chaos.heal();
        return [`pulled after ${elapsedMs} ms`, ...(await room.conclude())];
      }),
  };
}

const FRAME = '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"book.BTC-PERPETUAL.raw","data":{"type":"change","timestamp":1';

const truncatedFrame = damageFeed(
  'truncated-frame',
  'a frame cut in half, then the end: the book is invalid, quotes are canceled',
  (room) => {
    const pair = room.chaos.pairOf('market-data');
    if (pair !== null) cutFrame(pair, FRAME);
  },
);

const brokenText = damageFeed('broken-utf8', 'a text frame that is no UTF-8: the connection is closed, quotes are canceled', (room) => {
  const pair = room.chaos.pairOf('market-data');
  if (pair !== null) sendBrokenText(pair);
});

const BOOK = '"method":"subscription","params":{"channel":"book.BTC-PERPETUAL.raw","data"';
const GARBAGE: readonly string[] = [
  '',
  '{',
  '[]',
  'null',
  '12',
  '"text"',
  '{"jsonrpc":"2.0"}',
  '{"jsonrpc":"2.0","id":{},"result":[]}',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}',
  `{${BOOK}:{"type":"change","timestamp":1,"instrument_name":"BTC-PERPETUAL","change_id":1,"bids":[["new",1e999,1]],"asks":[]}}}`,
  `{${BOOK}:{"type":"change","timestamp":1,"instrument_name":"BTC-PERPETUAL","change_id":null,"bids":[["new","NaN",-1]],"asks":{}}}}`,
  `{${BOOK}:{"type":"snapshot","timestamp":-1,"instrument_name":"__proto__","change_id":1,"bids":[],"asks":[]}}}`,
  '{"method":"subscription","params":{"channel":"user.trades.any.any.raw","data":[{"trade_id":1}]}}',
];

/** After each third message one piece of garbage, at most `count`. */
function garbage(count: number): ChaosRule {
  let passed = 0;
  let sent = 0;
  return (text, pass) => {
    pass(text);
    passed += 1;
    if (passed % 3 !== 0 || sent >= count) return;
    pass(GARBAGE[sent % GARBAGE.length] ?? '');
    sent += 1;
  };
}

const someGarbage: DrillCase = {
  name: 'garbage',
  title: 'some frames of garbage on the feed: nothing falls over, they are counted, the book stays and quoting goes on',
  faults: [8],
  run: (options) =>
    inRoom(options, async (room) => {
      room.chaos.disturb({ lanes: ['market-data'], fromVenue: garbage(GARBAGE.length) });
      await sleep(3_000);
      const { rows } = await room.engine.read('alerts');
      require(Object.keys(rows).length > 0, 'an alert about unreadable frames', 'none');
      room.chaos.heal();
      return room.conclude();
    }),
};

const muchGarbage: DrillCase = {
  name: 'garbage-flood',
  title: 'more garbage than is believed in a minute: the connection is made anew, and the books are equal',
  faults: [8],
  run: (options) =>
    inRoom(options, async (room) => {
      const before = room.chaos.attempts;
      room.chaos.disturb({ fromVenue: garbage(200) });
      await awaitFor({ what: 'a new connection', limitMs: 20_000 }, () => Promise.resolve(room.chaos.attempts > before ? true : null));
      require(room.engine.isRunning && room.engine.fatal.length === 0, 'an engine that runs', room.engine.fatal);
      room.chaos.heal();
      return room.conclude();
    }),
};

export const garbleDrills: readonly DrillCase[] = [
  repeatedFrames,
  repeatedBook,
  outOfOrder,
  truncatedFrame,
  brokenText,
  someGarbage,
  muchGarbage,
];

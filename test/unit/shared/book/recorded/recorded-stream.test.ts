/** Continuity of a recorded stream as the venue documents it, for futures and spot, and every way it can be broken. */
import { describe, expect, it } from 'vitest';
import type { DepthMessage, RecordedMessage, SnapshotMessage, TopMessage } from '../../../../../shared/book/recorded/decode-binance';
import { RebuildTally } from '../../../../../shared/book/recorded/rebuild-tally';
import { RecordedStream } from '../../../../../shared/book/recorded/recorded-stream';

const snapshot: SnapshotMessage = {
  kind: 'snapshot',
  receivedAtNs: 1n,
  lastUpdateId: 100,
  bids: [['10.00', '1.5']],
  asks: [['10.10', '2.0']],
};

type Ids = readonly [first: number, last: number, previous: number | null];

function change([firstUpdateId, lastUpdateId, previousUpdateId]: Ids, rest: Partial<DepthMessage> = {}): DepthMessage {
  return {
    kind: 'depth',
    receivedAtNs: 2n,
    stream: 'btcusdt@depth@0ms',
    instrument: 'BTCUSDT',
    firstUpdateId,
    lastUpdateId,
    previousUpdateId,
    bids: [],
    asks: [],
    ...rest,
  };
}

const top = (updateId: number, bid: string): TopMessage => ({
  kind: 'top',
  receivedAtNs: 2n,
  instrument: 'BTCUSDT',
  updateId,
  bid: [bid, '1.5'],
  ask: ['10.10', '2.0'],
});

/** Errors of a sequence, and how many changes came through. */
function play(messages: readonly RecordedMessage[]): {
  readonly errors: readonly string[];
  readonly changes: number;
  readonly dropped: number;
} {
  const stream = new RecordedStream();
  const errors: string[] = [];
  let changes = 0;
  for (const message of messages) {
    const events = stream.push(message);
    if (!events.ok) errors.push(events.error);
    else changes += events.value.filter((event) => event.kind === 'book-delta').length;
  }
  const missing = stream.finish();
  if (missing !== null) errors.push(missing);
  return { errors, changes, dropped: stream.droppedCount };
}

describe('a futures stream', () => {
  it('drops changes older than the snapshot, bridges it, then follows its predecessors', () => {
    expect(play([change([80, 99, 79]), change([95, 105, 94]), snapshot, change([108, 110, 105])])).toEqual({
      errors: [],
      changes: 2,
      dropped: 1,
    });
  });

  it('refuses a change whose predecessor is missing', () => {
    const { errors } = play([snapshot, change([95, 105, 94]), change([120, 130, 119])]);
    expect(errors).toEqual([expect.stringMatching(/^expected a change that continues update 105, found updates 120 to 130; .*gap/)]);
  });

  it('refuses a first change that does not bridge the snapshot', () => {
    expect(play([snapshot, change([102, 105, 101])]).errors).toHaveLength(1);
  });
});

describe('a spot stream', () => {
  it('wants consecutive ids', () => {
    expect(play([change([90, 100, null]), snapshot, change([99, 101, null]), change([102, 104, null])])).toEqual({
      errors: [],
      changes: 2,
      dropped: 1,
    });
    expect(play([snapshot, change([99, 101, null]), change([103, 104, null])]).errors).toHaveLength(1);
    expect(play([snapshot, change([102, 104, null])]).errors).toHaveLength(1);
  });
});

describe('any stream', () => {
  it.each([
    { name: 'another depth stream', message: change([101, 102, 100], { stream: 'btcusdt@depth@100ms' }) },
    { name: 'another instrument', message: change([101, 102, 100], { instrument: 'ETHUSDT' }) },
  ])('refuses $name', ({ message }) => {
    expect(play([snapshot, change([95, 105, 94]), message]).errors).toEqual([
      expect.stringMatching(/^expected one stream \(.+\), found .+ in it$/),
    ]);
  });

  it('refuses a number finer than its scale instead of rounding it', () => {
    expect(play([snapshot, change([95, 105, 94], { bids: [['10.005', '1.0']] })]).errors).toEqual([
      expect.stringContaining('found "10.005"'),
    ]);
  });

  it('ends badly without a snapshot', () => {
    expect(play([change([95, 105, 94])]).errors).toEqual([expect.stringContaining('expected a depth snapshot, found none')]);
  });

  it('does not wait for a snapshot without bound', () => {
    const stream = new RecordedStream();
    let refused = 0;
    for (let id = 1; id <= 10_001; id += 1) if (!stream.push(change([id, id, id - 1])).ok) refused += 1;
    expect(refused).toBe(1);
  });

  it('refuses a snapshot from before its last change: files out of order', () => {
    expect(play([snapshot, change([95, 105, 94]), snapshot]).errors).toEqual([expect.stringContaining('order of time')]);
  });
});

describe('the tally of a rebuild', () => {
  function tallyOf(messages: readonly RecordedMessage[]): ReturnType<RebuildTally['report']> {
    const stream = new RecordedStream();
    const tally = new RebuildTally();
    for (const message of messages) {
      const events = stream.push(message);
      if (events.ok) events.value.forEach((event) => tally.add(event));
    }
    return tally.report(stream.scale ?? { priceDecimals: 0, quantityDecimals: 0, isPadded: false }, stream.droppedCount);
  }

  it('counts a venue’s top that differs as a miss', () => {
    const report = tallyOf([snapshot, top(105, '10.00'), change([95, 105, 94]), top(106, '9.99'), change([106, 106, 105])]);
    expect(report.topMatches).toBe('1/2');
    expect([report.bestBid, report.bestAsk]).toEqual(['10.00 × 1.5', '10.10 × 2.0']);
  });

  it('counts books that cross', () => {
    expect(tallyOf([snapshot, change([95, 105, 94], { bids: [['10.20', '1.0']] })]).crossed).toBe(1);
  });
});

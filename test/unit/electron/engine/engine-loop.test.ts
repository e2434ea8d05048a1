/** What the loop does with more than it can take. */
import { describe, expect, it } from 'vitest';
import { EngineLoop } from '../../../../electron/engine/engine-loop';
import { timestampMs } from '../../../../shared/domain/time';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { BTC } from '../../../support/engine-parts';

const CAPACITY = 20_000;

describe('a full queue', () => {
  it('asks for a book anew whose message it dropped: the connection heard it and would not', () => {
    const asked: EngineEffect[] = [];
    let isFirst = true;
    const loop: EngineLoop = new EngineLoop(createInitialState(), {
      clock: { nowMs: () => 0, monotonicMs: () => 0, schedule: () => () => undefined },
      // Called inside a step, so that everything waits.
      record: () => {
        if (!isFirst) return;
        isFirst = false;
        for (let index = 0; index < CAPACITY; index += 1) loop.submit({ kind: 'clock-ticked' });
        const levels = { bids: [], asks: [], venueTimeMs: timestampMs(0) };
        loop.submit({ kind: 'book-delta', instrumentId: BTC, generation: 1, previousChangeId: 1, changeId: 2, ...levels });
      },
      runEffects: (effects) => void asked.push(...effects),
      stepped: () => undefined,
      crashed: (error) => expect.unreachable(String(error)),
    });
    loop.submit({ kind: 'clock-ticked' });
    expect(asked).toMatchObject([{ kind: 'resynchronise-book', instrumentId: BTC }]);
  });
});

/** Readings of the account: executions in the order in which they happened. */
import { describe, expect, it } from 'vitest';
import { oldestFirst } from '../../../../../electron/venues/deribit/account-reader';
import { tradeId, type Fill } from '../../../../../shared/domain/fill';
import type { OrderIntent } from '../../../../../shared/domain/order';
import { timestampMs } from '../../../../../shared/domain/time';
import { fillOf, BTC } from '../../../../support/engine-parts';

const intent = { instrumentId: BTC, clientOrderId: 'keel-1-1', side: 'buy', price: 120_000, quantity: 10 } as unknown as OrderIntent;

function fill(id: string, atMs: number): Fill {
  return fillOf(intent, { tradeId: tradeId(id), executedAtMs: timestampMs(atMs) });
}

describe('oldestFirst', () => {
  it('turns the venue’s list round, also within one millisecond: profit depends on the order of fills', () => {
    const listed = [fill('d', 3), fill('c', 2), fill('b', 2), fill('a', 2)];
    expect(oldestFirst(listed).map((each) => each.tradeId)).toEqual(['a', 'b', 'c', 'd']);
  });
});

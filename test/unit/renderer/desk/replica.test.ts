/** A replica applies only consecutive patches. */
import { describe, expect, it } from 'vitest';
import type { TopicMessage } from '../../../../shared/contract/envelope';
import { receive } from '../../../../renderer/desk/replica';

const snapshot = (sequence: number, value: unknown): TopicMessage => ({ topic: 'fills', sequence, kind: 'snapshot', value });
const patch = (sequence: number, path: readonly string[], value: unknown): TopicMessage => ({
  topic: 'fills',
  sequence,
  kind: 'patch',
  patch: [{ path, value }],
});

describe('a replica', () => {
  it('follows a snapshot and its patches', () => {
    const first = receive(null, snapshot(7, { a: 1 }));
    const second = receive(first.replica, patch(8, ['a'], 2));
    expect(second).toEqual({ replica: { sequence: 8, value: { a: 2 } }, needsSnapshot: false });
  });

  it.each([7, 6, 10])('becomes unknown and asks for a snapshot when 7 is followed by %i', (sequence) => {
    const first = receive(null, snapshot(7, { a: 1 }));
    expect(receive(first.replica, patch(sequence, ['a'], 2))).toEqual({ replica: null, needsSnapshot: true });
  });

  it('drops patches before the awaited snapshot without asking again', () => {
    expect(receive(null, patch(3, ['a'], 2))).toEqual({ replica: null, needsSnapshot: false });
  });

  it('asks for a snapshot when a patch does not fit its value', () => {
    const first = receive(null, snapshot(1, { a: 1 }));
    expect(receive(first.replica, patch(2, ['a', 'b'], 2))).toEqual({ replica: null, needsSnapshot: true });
  });

  it('starts afresh from any snapshot', () => {
    const first = receive(null, snapshot(9, { a: 1 }));
    expect(receive(first.replica, snapshot(2, { a: 5 })).replica).toEqual({ sequence: 2, value: { a: 5 } });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '8', null])('becomes unknown when a message counts as %s', (sequence) => {
    const first = receive(null, snapshot(7, { a: 1 }));
    const message = { ...patch(8, ['a'], 2), sequence: sequence as number };
    expect(receive(first.replica, message)).toEqual({ replica: null, needsSnapshot: true });
  });
});

/** Uncertain orders come first and are never called canceled. */
import { describe, expect, it } from 'vitest';
import { isUncertain, isWorking, orderRows, origin, statusWord } from '../../../../../renderer/panels/orders/model';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const [sample] = Object.values(sampleState().orders.rows);
if (sample === undefined) throw new Error('expected an order in the sample');

describe('orders', () => {
  it('come uncertain, working, finished; newest first', () => {
    const rows = [
      { ...sample, clientOrderId: 'done', status: 'filled', createdAtMs: 9 },
      { ...sample, clientOrderId: 'old', status: 'accepted', createdAtMs: 1 },
      { ...sample, clientOrderId: 'new', status: 'accepted', createdAtMs: 5 },
      { ...sample, clientOrderId: 'lost', status: 'unknown', createdAtMs: 0 },
    ];
    expect(orderRows(Object.fromEntries(rows.map((row) => [row.clientOrderId, row]))).map((row) => row.clientOrderId)).toEqual([
      'lost',
      'new',
      'old',
      'done',
    ]);
  });

  it.each(['unknown', 'lost'])('treat %s as able to fill', (status) => {
    expect(isWorking({ ...sample, status })).toBe(true);
    expect(isUncertain({ ...sample, status })).toBe(true);
  });

  it('say canceling only while working', () => {
    expect(statusWord({ ...sample, status: 'accepted', isCancelPending: true })).toBe('canceling');
    expect(statusWord({ ...sample, status: 'filled', isCancelPending: true })).toBe('filled');
    expect(statusWord({ ...sample, status: 'partially-filled' })).toBe('part filled');
  });

  it('say where they came from', () => {
    expect(origin({ ...sample, purpose: 'quote', side: 'sell', level: 2 })).toBe('ask 2');
    expect(origin({ ...sample, purpose: 'external' })).toBe('external');
  });
});

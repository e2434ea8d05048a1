/** Faults of one source: each trouble is an alert of its own, the same one counts up. */
import { describe, expect, it } from 'vitest';
import { TestDesk } from '../../../support/engine-builder';

function told(faults: readonly (readonly [message: string, isFatal?: boolean])[]): readonly (readonly [string, number, number])[] {
  const desk = new TestDesk().start();
  for (const [message, isFatal = false] of faults) desk.apply({ kind: 'fault-noticed', source: 'deribit', message, isFatal });
  return desk.state.alerts.filter(({ key }) => key.startsWith('fault|')).map(({ text, severity, count }) => [text, severity, count]);
}

describe('faults of one source', () => {
  it('do not cover one another: what a person must look at stays until it was read', () => {
    const urgent = 'cancel all: expected an empty list after 5003 ms, found 3 still open (3 known to rest there); trying on';
    const lost = 'order ETH-4711 of another tool was canceled while ours were: place it again there if wanted';
    const chatter = 'BTC-PERPETUAL: expected change 7 after 5; resubscribing';
    expect(told([[urgent, true], [lost], [chatter]])).toEqual([
      [`deribit: ${urgent}`, 3, 1],
      [`deribit: ${lost}`, 2, 1],
      [`deribit: ${chatter}`, 2, 1],
    ]);
  });

  it('count up where only numbers and ids differ, with the last words', () => {
    const order = (id: number): string => `query of keel-test0001-${id} gave no verdict: no answer; the order stays as it was`;
    expect(told([[order(7)], [order(8)]])).toEqual([[`deribit: ${order(8)}`, 2, 2]]);
  });
});

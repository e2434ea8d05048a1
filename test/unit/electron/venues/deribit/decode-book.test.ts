/** The thread of a book: a snapshot begins it, each change follows the one before, and a lost one ends it until the next snapshot. */
import { describe, expect, it } from 'vitest';
import { decodeBook, type BookContinuity } from '../../../../../electron/venues/deribit/decode-book';
import { FieldRefused } from '../../../../../electron/venues/deribit/decode-fields';
import { decodeInstrument } from '../../../../../electron/venues/deribit/instruments';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';

function readPerpetual(): Instrument {
  const instrument = decodeInstrument(PERPETUAL);
  if (!instrument) throw new Error('expected the instrument to be read');
  return instrument;
}

const perpetual = readPerpetual();
const levels = { bids: [['new', 59_999.5, 100]], asks: [['new', 60_000.5, 100]], timestamp: 1_000 };
const snapshot = (changeId: number) => ({ type: 'snapshot', change_id: changeId, ...levels });
const change = (before: number, changeId: number) => ({ type: 'change', prev_change_id: before, change_id: changeId, ...levels });

describe('a level of a book', () => {
  it.each([
    ['below zero, which only combos may have', -0.5],
    ['of zero', 0],
  ])('at a price %s is refused, and the book stays where it was (fault 36)', (_what, price) => {
    const continuity: BookContinuity = { generation: 1, changeId: 12 };
    for (const side of ['bids', 'asks'])
      for (const frame of [change(12, 13), snapshot(20)])
        expect(() => decodeBook({ ...frame, [side]: [['new', price, 100]] }, perpetual, continuity)).toThrow(FieldRefused);
    expect(continuity).toEqual({ generation: 1, changeId: 12 });
  });
});

describe('the thread of a book', () => {
  it('holds while every change follows the one before', () => {
    const continuity = { generation: 3, changeId: null };
    expect(decodeBook(change(9, 10), perpetual, continuity)).toEqual({ kind: 'ignored' });
    expect(decodeBook(snapshot(10), perpetual, continuity)).toMatchObject({
      kind: 'event',
      event: { kind: 'book-snapshot', generation: 3 },
    });
    expect(decodeBook(change(10, 12), perpetual, continuity)).toMatchObject({
      kind: 'event',
      event: { previousChangeId: 10, changeId: 12 },
    });
    expect(continuity.changeId).toBe(12);
  });

  it.each([
    ['one was lost', 13],
    ['an old one comes again', 10],
  ])('ends where %s, and nothing but a snapshot begins it again (fault 9)', (_what, before) => {
    const continuity: { generation: number; changeId: number | null } = { generation: 1, changeId: 12 };
    expect(decodeBook(change(before, 14), perpetual, continuity)).toMatchObject({
      kind: 'gap',
      reason: expect.stringContaining('after 12'),
    });
    expect(continuity.changeId).toBeNull();
    expect(decodeBook(change(14, 15), perpetual, continuity)).toEqual({ kind: 'ignored' });
    expect(decodeBook(snapshot(20), perpetual, continuity)).toMatchObject({ kind: 'event' });
  });

  it('is not lost to a change that the snapshot holds already: the venue may send some of those after it', () => {
    const continuity: BookContinuity = { generation: 1, changeId: null };
    decodeBook(snapshot(10), perpetual, continuity);
    for (const [before, after] of [
      [7, 9],
      [9, 10],
    ] as const)
      expect(decodeBook(change(before, after), perpetual, continuity)).toEqual({ kind: 'ignored' });
    expect(decodeBook(change(10, 11), perpetual, continuity)).toMatchObject({ kind: 'event', event: { previousChangeId: 10 } });
    // Later an old change is out of place: ids that begin anew would otherwise leave the book as it is for ever.
    expect(decodeBook(change(9, 10), perpetual, continuity)).toMatchObject({ kind: 'gap' });
  });
});

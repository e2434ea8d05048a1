/** The ladder's rows never show a price better than it is, and never move under the pointer. */
import { describe, expect, it } from 'vitest';
import { cursorTicket, follow, initialLadder, moveCursor, recentre } from '../../../../../renderer/panels/ladder/ladder-state';
import {
  bucketOf,
  chooseGroup,
  ladderMarks,
  ladderRows,
  mirrorRows,
  rowPrice,
  spreadOf,
  stepGroup,
  ticketWords,
  topBucket,
} from '../../../../../renderer/panels/ladder/model';
import type { LadderView } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const ladder = sampleState().ladder;
const scale = (group: number) => ({ tickSize: 0.5, group });

function shifted(by: number): LadderView {
  const move = (levels: LadderView['bids']) => levels.map((level) => ({ ...level, price: level.price + by }));
  return { ...ladder, bids: move(ladder.bids), asks: move(ladder.asks) };
}

describe('rows of the ladder', () => {
  const window = { group: 5, centre: bucketOf(61_660, 'sell', scale(5)), rowCount: 21 };
  const rows = ladderRows(ladder, window, null);

  it('round bids down and asks up', () => {
    expect(bucketOf(61_659.5, 'buy', scale(5)) * 2.5).toBe(61_657.5);
    expect(bucketOf(61_659.5, 'sell', scale(5)) * 2.5).toBe(61_660);
    expect(bucketOf(61_660, 'buy', scale(5)) * 2.5).toBe(61_660);
  });

  it('fall by one group from the top and sit around the centre', () => {
    expect(rows.map((row) => row.price)).toEqual(rows.map((_, index) => 61_685 - index * 2.5));
    expect(topBucket(window) - 10).toBe(window.centre);
  });

  it('lose no quantity of the levels they cover', () => {
    const lowest = rowPrice(window, 20, 0.5);
    const shown = rows.reduce((sum, row) => sum + (row.bidText === '' ? 0 : Number(row.bidText)), 0);
    const covered = ladder.bids.filter((level) => level.price >= lowest).reduce((sum, level) => sum + level.quantity, 0);
    expect(shown).toBeCloseTo(covered, 6);
  });

  it('carry every own order once and show its real price when it is alone in a group', () => {
    const chips = rows.flatMap((row) => row.chips.map((chip) => chip.clientOrderId));
    expect(chips.sort()).toEqual(Object.keys(ladder.orders).sort());
    const row = rows.find((candidate) => candidate.chips.some((chip) => chip.clientOrderId === 'q-61654'));
    expect(row).toMatchObject({ priceText: '61,654.0', hasOwnPrice: true });
  });

  it('draw each status of an own order in its own way', () => {
    const styles = Object.fromEntries(rows.flatMap((row) => row.chips.map((chip) => [chip.clientOrderId, chip.style])));
    expect(styles).toMatchObject({ 'q-61654': 'live', 'q-61643': 'sent', 'q-61674': 'canceling' });
  });

  it('do not write the smallest orders and levels as nothing', () => {
    const order = Object.values(ladder.orders)[0];
    if (order === undefined) throw new Error('expected the sample to have an order');
    const level = { price: 61_650, quantity: 0.0003 };
    const small = ladderRows(
      { ...ladder, bids: [level], orders: { a: { ...order, ...level, side: 'buy', quantity: 0.0001 } } },
      window,
      null,
    );
    const row = small.find(({ chips }) => chips.length > 0);
    expect(row).toMatchObject({ bidText: '0.00030', chips: [{ text: '.00010' }] });
    expect(ticketWords({ side: 'buy', price: 61_650, quantityCoin: 0.0001 }, ladder)).toBe('buy 0.00010 @ 61,650.0');
  });

  it('place the marks at their price', () => {
    const [, fair] = ladderMarks({ ...ladder, fairValue: rowPrice(window, 3, 0.5) }, window);
    expect(fair).toMatchObject({ letter: 'F', position: 3.5 });
  });

  it('group so that all own orders fit', () => {
    const group = chooseGroup(ladder, 21);
    const prices = Object.values(ladder.orders).map((order) => order.price);
    expect((Math.max(...prices) - Math.min(...prices)) / 0.5 / group).toBeLessThanOrEqual(17);
    expect(stepGroup(1, -1)).toBe(1);
    expect(stepGroup(1, 1)).toBe(2);
  });

  it('know the spread only of a two-sided book', () => {
    expect(spreadOf(ladder)?.price).toBe(0.5);
    expect(spreadOf({ ...ladder, asks: [] })).toBeNull();
  });
});

describe('the window of the ladder', () => {
  const start = follow(initialLadder, ladder, 21);

  it('keeps still while the book stays near its middle', () => expect(follow(start, shifted(1), 21)).toBe(start));

  it('follows a book that has left, but not under the pointer', () => {
    const away = shifted(200);
    expect(follow(start, away, 21).window?.centre).not.toBe(start.window?.centre);
    const inside = follow({ ...start, isPointerInside: true }, away, 21);
    expect(inside.window).toBe(start.window);
    expect(inside.isRecentreHeld).toBe(true);
    expect(recentre(inside, away, 21).isRecentreHeld).toBe(false);
  });

  it('starts afresh for another instrument, dropping cursor and ticket', () => {
    const busy = { ...moveCursor(start, -2), ticket: { side: 'buy' as const, price: 1, quantityCoin: 1 } };
    const other = follow(busy, { ...ladder, instrumentId: 'deribit:ETH-PERPETUAL' }, 21);
    expect(other).toMatchObject({ cursorRow: null, ticket: null, instrumentId: 'deribit:ETH-PERPETUAL' });
  });

  it('leaves the cursor on its price when it follows, or takes it away with the price', () => {
    const priceOf = (state: typeof start) => cursorTicket(state, ladder, 1)?.price ?? null;
    const at = moveCursor(start, -3);
    const near = follow(at, shifted((start.window?.group ?? 0) * 0.5 * 7), 21);
    expect(near.window).not.toEqual(at.window);
    expect(priceOf(near)).toBe(priceOf(at));
    expect(follow(at, shifted(200), 21).cursorRow).toBeNull();
  });

  it('makes the order that the cursor points at', () => {
    const at = moveCursor(start, -2);
    expect(cursorTicket(at, ladder, 0.25)).toEqual({
      side: 'buy',
      price: rowPrice(start.window ?? { group: 1, centre: 0, rowCount: 0 }, 8, 0.5),
      quantityCoin: 0.25,
    });
    expect(cursorTicket(start, ladder, 0.25)).toBeNull();
  });
});

describe('the ladder that is read out', () => {
  it('names every own order, also one far from the best prices or where the book has no level', () => {
    const far = { ...Object.values(ladder.orders)[0], clientOrderId: 'far', side: 'sell', price: 70_000, quantity: 0.5, status: 'unknown' };
    const rows = mirrorRows({ ...ladder, orders: { ...ladder.orders, far } as LadderView['orders'] });
    expect(rows[0]).toEqual({ side: 'ask', priceText: '70,000.0', quantityText: '', ownText: '0.500 unknown' });
    for (const side of ['bid', 'ask'] as const) expect(rows.filter((row) => row.side === side).length).toBeGreaterThanOrEqual(6);
    const named = rows.flatMap(({ ownText }) => (ownText === '' ? [] : ownText.split(', ')));
    expect(named).toHaveLength(Object.keys(ladder.orders).length + 1);
    const prices = rows.map(({ priceText }) => Number(priceText.replace(',', '')));
    expect(prices).toEqual([...prices].sort((left, right) => right - left));
  });
});

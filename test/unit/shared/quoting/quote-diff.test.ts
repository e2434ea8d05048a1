/** Fewest messages, no needless cancel, no second order on a level, no trade with ourselves. */
import { describe, expect, it } from 'vitest';
import { clientOrderId } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import type { Side } from '../../../../shared/domain/side';
import type { LiveQuote, TargetQuote } from '../../../../shared/quoting/quote-diff';
import { diffQuotes } from '../../../../shared/quoting/quote-diff';

/** One step at every price. */
const EVEN = { tickSize: 1 };

/** `<id> <side> <ticks> [<lots>] [<state>]`, ten lots and resting if not said. */
function live(text: string): LiveQuote {
  const [id = '', side, price, lots = '10', state = 'resting'] = text.split(' ');
  return {
    clientOrderId: clientOrderId(id),
    side: side === 'sell' ? 'sell' : 'buy',
    priceTicks: priceTicks(Number(price)),
    remainingLots: quantityLots(Number(lots)),
    state: state === 'canceling' || state === 'unknown' ? state : 'resting',
  };
}

/** Ten lots wanted at this level. */
function target(side: Side, level: number, price: number): TargetQuote {
  return { side, level, priceTicks: priceTicks(price), quantityLots: quantityLots(10) };
}

describe('difference between quotes and targets', () => {
  it('places everything into an empty market, best level first', () => {
    const targets = [target('buy', 2, 97), target('buy', 1, 99), target('sell', 1, 101)];
    const diff = diffQuotes({ live: [], targets, toleranceTicks: 1, grid: EVEN });
    expect(diff.place.map((quote) => quote.priceTicks)).toEqual([99, 101, 97]);
    expect(diff.messages).toBe(3);
  });

  it('leaves alone what is within tolerance', () => {
    const diff = diffQuotes({ live: [live('a buy 98')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN });
    expect(diff).toMatchObject({ cancel: [], place: [], messages: 0, keep: [{ clientOrderId: 'a', level: 1 }] });
  });

  it('lets a quote serve another level when the market moves by one level', () => {
    const resting = [live('a buy 100'), live('b buy 97'), live('c buy 94')];
    const targets = [target('buy', 1, 103), target('buy', 2, 100), target('buy', 3, 97)];
    const diff = diffQuotes({ live: resting, targets, toleranceTicks: 1, grid: EVEN });
    expect(diff.keep.map((quote) => [quote.clientOrderId, quote.level])).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
    expect(diff.cancel).toEqual(['c']);
    expect(diff.deferred.map((quote) => quote.priceTicks)).toEqual([103]);
    expect(diff.messages).toBe(2);
  });

  it('replaces only after the old quote has left: never two orders on one level', () => {
    const moved = diffQuotes({ live: [live('a buy 90')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN });
    expect(moved).toMatchObject({ cancel: ['a'], place: [] });
    const leaving = diffQuotes({ live: [live('a buy 90 10 canceling')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN });
    expect(leaving).toMatchObject({ cancel: [], place: [] });
    const unknown = diffQuotes({ live: [live('a buy 90 10 unknown')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN });
    expect(unknown).toMatchObject({ cancel: [], place: [] });
    const gone = diffQuotes({ live: [], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN });
    expect(gone.place).toHaveLength(1);
  });

  it('cancels the most exposed quotes first', () => {
    const resting = [live('low buy 95'), live('high buy 99'), live('far sell 110'), live('near sell 105')];
    expect(diffQuotes({ live: resting, targets: [], toleranceTicks: 1, grid: EVEN }).cancel).toEqual(['high', 'low', 'near', 'far']);
  });

  it('replaces a quote that was half eaten or is too large for its target', () => {
    expect(diffQuotes({ live: [live('a buy 99 4')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN }).cancel).toEqual([
      'a',
    ]);
    expect(diffQuotes({ live: [live('a buy 99 6')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN }).cancel).toEqual([]);
    expect(diffQuotes({ live: [live('a buy 99 13')], targets: [target('buy', 1, 99)], toleranceTicks: 1, grid: EVEN }).cancel).toEqual([
      'a',
    ]);
  });

  it('keeps one of two quotes on the same level', () => {
    const diff = diffQuotes({ live: [live('a buy 98'), live('b buy 99')], targets: [target('buy', 1, 99)], toleranceTicks: 2, grid: EVEN });
    expect(diff.keep.map((quote) => quote.clientOrderId)).toEqual(['b']);
    expect(diff.cancel).toEqual(['a']);
  });

  it('places a new bid behind our own kept ask', () => {
    const diff = diffQuotes({
      live: [live('a sell 100')],
      targets: [target('sell', 1, 102), target('buy', 1, 101)],
      toleranceTicks: 2,
      grid: EVEN,
    });
    expect(diff.keep).toHaveLength(1);
    expect(diff.place).toEqual([target('buy', 1, 99)]);
  });

  it('waits with a bid that would meet our own ask on its way out', () => {
    const diff = diffQuotes({
      live: [live('a sell 100')],
      targets: [target('sell', 1, 110), target('buy', 1, 105)],
      toleranceTicks: 1,
      grid: EVEN,
    });
    expect(diff.cancel).toEqual(['a']);
    expect(diff.place).toEqual([]);
    expect(diff.deferred).toHaveLength(2);
  });

  it('steps out of the way of our own quotes by what the venue takes as a step there', () => {
    const grid = { tickSize: 0.0001, tickSteps: [{ abovePrice: 0.005, tickSize: 0.0005 }] };
    const targets = [target('buy', 1, 65), target('sell', 1, 65)];
    const diff = diffQuotes({ live: [live('a buy 65')], targets, toleranceTicks: 1, grid });
    expect(diff.place.map((quote) => [quote.side, quote.priceTicks])).toEqual([['sell', 70]]);
  });
});

/** An order from the ladder is of the instrument, the price and the quantity that stood there. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deskStore } from '../../../../../renderer/desk/desk-store';
import { follow, initialLadder, recentre } from '../../../../../renderer/panels/ladder/ladder-state';
import { cancelHere, changeLadder, changeQuantity, ladderStore, placeOrder } from '../../../../../renderer/panels/ladder/ladder-store';
import { ladderRows } from '../../../../../renderer/panels/ladder/model';
import type { LadderView } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const sent = vi.hoisted(() => vi.fn());
const notified = vi.hoisted(() => vi.fn());
vi.mock('../../../../../renderer/desk/commands', () => ({ sendCommand: sent, notify: notified }));

const { desk, ladder } = sampleState();
const ticket = { side: 'buy' as const, price: ladder.bids[0]?.price ?? 0, quantityCoin: 0.1 };

function show(view: LadderView): void {
  deskStore.setState({ slices: { desk: { ...desk, isArmed: true, tradingState: 'active' }, ladder: view } });
}

describe('an order from the ladder', () => {
  beforeEach(() => {
    sent.mockClear();
    notified.mockClear();
    ladderStore.setState({ ladder: initialLadder, quantityCoin: null });
    show(ladder);
    changeLadder((state, view) => follow(state, view, 21));
  });

  it('is sent for the instrument on screen', () => {
    placeOrder(ticket, false);
    expect(sent).toHaveBeenCalledWith('place-order', expect.objectContaining({ instrumentId: ladder.instrumentId }), expect.anything());
  });

  it('is not sent for one that has come and is not drawn yet', () => {
    show({ ...ladder, instrumentId: 'deribit:BTC-26MAR27', name: 'BTC-26MAR27' });
    placeOrder(ticket, false);
    expect(sent).not.toHaveBeenCalled();
    expect(notified).toHaveBeenCalledWith('denied', expect.stringContaining('BTC-26MAR27'));
  });

  it('has no ticket any more with the quantity of before', () => {
    changeLadder((state) => ({ ...state, ticket }));
    changeQuantity(0.5);
    expect(ladderStore.getState()).toMatchObject({ quantityCoin: 0.5, ladder: { ticket: null } });
  });
});

describe('Delete on the ladder', () => {
  it.each([2, 5, 20])('cancels the orders that lie on the row of the cursor and no others, at %d ticks a row', (chosenGroup) => {
    show(ladder);
    ladderStore.setState({ ladder: initialLadder, quantityCoin: null });
    changeLadder((state, view) => recentre({ ...follow(state, view, 41), chosenGroup }, view, 41));
    const { window } = ladderStore.getState().ladder;
    if (window === null) throw new Error('expected a window around the book');
    ladderRows(ladder, window, null).forEach(({ chips }, cursorRow) => {
      sent.mockClear();
      changeLadder((state) => ({ ...state, cursorRow }));
      cancelHere();
      expect(sent.mock.calls.map((call) => call[2])).toEqual(chips.map((chip) => chip.clientOrderId));
    });
  });
});

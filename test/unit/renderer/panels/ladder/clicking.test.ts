/** A click on the ladder means what stands under the pointer: the price on the row, the chip in its place. */
import type { CanvasHTMLAttributes, ReactElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ROW_HEIGHT, ladderColumns } from '../../../../../renderer/canvas/ladder-frame';
import type { LadderColumn } from '../../../../../renderer/canvas/ladder-frame';
import { deskStore } from '../../../../../renderer/desk/desk-store';
import { LadderCanvas } from '../../../../../renderer/panels/ladder/ladder-canvas';
import { follow, initialLadder, recentre } from '../../../../../renderer/panels/ladder/ladder-state';
import { changeLadder, ladderStore } from '../../../../../renderer/panels/ladder/ladder-store';
import { ladderRows } from '../../../../../renderer/panels/ladder/model';
import type { LadderView } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const sent = vi.hoisted(() => vi.fn());
const notified = vi.hoisted(() => vi.fn());
vi.mock('../../../../../renderer/desk/commands', () => ({ sendCommand: sent, notify: notified }));
vi.mock('../../../../../renderer/theme/use-tokens', () => ({ useTokens: () => ({}) }));
vi.mock('react', async (original) => ({
  ...(await original<object>()),
  useRef: (current: unknown) => ({ current }),
  useEffect: () => undefined,
}));

const WIDTH = 1_000;
const { desk, ladder } = sampleState();

function show(view: LadderView): void {
  deskStore.setState({ slices: { desk: { ...desk, isArmed: true, tradingState: 'active' }, ladder: view } });
}

function rows(view: LadderView) {
  const { window } = ladderStore.getState().ladder;
  return window === null ? [] : ladderRows(view, window, null);
}

/** Presses and lets go on a row's column, `share` of its width from the left; `meanwhile` the finger is down. */
function click(row: number, column: LadderColumn, { share = 0.5, meanwhile = () => undefined as void } = {}): void {
  const { onPointerDown, onPointerUp } = (LadderCanvas() as ReactElement<CanvasHTMLAttributes<HTMLCanvasElement>>).props;
  const box = ladderColumns(WIDTH).find(({ id }) => id === column) ?? { left: 0, width: 0 };
  const currentTarget = { getBoundingClientRect: () => ({ left: 0, top: 0, width: WIDTH }) };
  const event = { button: 0, clientX: box.left + share * box.width, clientY: (row + 0.5) * ROW_HEIGHT, timeStamp: 0, currentTarget };
  onPointerDown?.(event as never);
  meanwhile();
  onPointerUp?.(event as never);
}

describe('a click on the ladder', () => {
  beforeEach(() => {
    sent.mockClear();
    notified.mockClear();
    ladderStore.setState({ ladder: initialLadder, quantityCoin: null });
    show(ladder);
    changeLadder((state, view) => recentre({ ...follow(state, view, 41), chosenGroup: 5 }, view, 41));
  });

  it('places at the price that stands on the row, also where that is the price of an own order', () => {
    const all = rows(ladder);
    expect(all.some(({ hasOwnPrice }) => hasOwnPrice)).toBe(true);
    all.forEach(({ priceText }, row) => {
      sent.mockClear();
      click(row, 'bids');
      expect(sent.mock.calls[0]?.[1]).toMatchObject({ price: Number(priceText.replace(',', '')) });
    });
  });

  it('places nothing if another price has come to the row before it is let go', () => {
    const row = rows(ladder).findIndex(({ hasOwnPrice }) => hasOwnPrice);
    click(row, 'bids', { meanwhile: () => show({ ...ladder, orders: {} }) });
    expect(sent).not.toHaveBeenCalled();
    expect(notified).toHaveBeenCalledWith('denied', expect.stringContaining('while it was pressed'));
  });

  it('selects the chip under it, of several on a row the one that was hit', () => {
    const [first] = Object.values(ladder.orders).filter(({ side }) => side === 'buy');
    if (first === undefined) throw new Error('expected the sample to have a bid');
    const orders = Object.fromEntries(['a', 'b', 'c'].map((clientOrderId) => [clientOrderId, { ...first, clientOrderId }]));
    show({ ...ladder, orders });
    const row = rows({ ...ladder, orders }).findIndex(({ chips }) => chips.length === 3);
    const selected = (share: number): string | null => {
      click(row, 'myBids', { share });
      return ladderStore.getState().ladder.selectedId;
    };
    expect([selected(0.9), selected(0.5), selected(0.1), selected(0.1)]).toEqual(['c', 'b', 'a', null]);
  });
});

/** What an order would add stands on the ladder before it is sent; a large one is typed. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deskStore } from '../../../../../renderer/desk/desk-store';
import { Ladder } from '../../../../../renderer/panels/ladder/ladder';
import { follow, initialLadder } from '../../../../../renderer/panels/ladder/ladder-state';
import { changeLadder, changeQuantity, ladderStore, placeOrder } from '../../../../../renderer/panels/ladder/ladder-store';
import { LadderFoot } from '../../../../../renderer/panels/ladder/ladder-ticket';
import type { LadderView, OrderTerms } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const sent = vi.hoisted(() => vi.fn());
const notified = vi.hoisted(() => vi.fn());
const kept = vi.hoisted(() => ({ keys: {} as Record<string, () => void> }));
vi.mock('../../../../../renderer/desk/commands', () => ({ sendCommand: sent, notify: notified }));
vi.mock('../../../../../renderer/desk/selectors', async (original) => ({
  ...(await original<object>()),
  useTopic: () => deskStore.getState().slices.ladder,
  useDesk: () => undefined,
  useAddRefusal: () => '',
}));
vi.mock('../../../../../renderer/controls/panel-frame', () => ({
  PanelFrame: ({ keys }: { readonly keys: Record<string, () => void> }): ReactElement | null => {
    kept.keys = keys;
    return null;
  },
}));
// Rendered without a browser, a store shows what it began with.
vi.mock('zustand', () => ({
  useStore: (store: { readonly getState: () => unknown }, select: (state: unknown) => unknown) => select(store.getState()),
}));

const { desk, ladder } = sampleState();
const { orderTerms } = ladder;
const bid = ladder.bids[0]?.price ?? 0;
const usual = { side: 'buy' as const, price: bid, quantityCoin: 0.25 };
const large = { ...usual, quantityCoin: 2.5 };

function show(view: LadderView): void {
  deskStore.setState({ slices: { desk: { ...desk, isArmed: true, tradingState: 'active' }, ladder: view } });
}

/** The foot as text, and its markup. */
function foot(view: LadderView = ladder): { readonly text: string; readonly markup: string } {
  const markup = renderToStaticMarkup(<LadderFoot view={view} />);
  return { markup, text: markup.replaceAll(/<[^>]*>/g, '') };
}

function press(key: 'Enter' | 'Ctrl+Enter' | 'Escape'): void {
  renderToStaticMarkup(<Ladder />);
  kept.keys[key]?.();
}

function type(typed: string): void {
  changeLadder((state) => ({ ...state, typed }));
}

beforeEach(() => {
  sent.mockClear();
  notified.mockClear();
  ladderStore.setState({ ladder: initialLadder, quantityCoin: null });
  show(ladder);
  changeLadder((state, view) => follow(state, view, 21));
});

describe('the foot of the ladder', () => {
  it('says the value in USD and the delta in coin of the order on the ticket, signed (fault 63)', () => {
    changeLadder((state) => ({ ...state, ticket: usual }));
    expect(foot().text).toMatch(/value 15,410 \$.*Δ \+0\.2499 BTC/);
    changeLadder((state) => ({ ...state, ticket: { ...usual, side: 'sell' } }));
    expect(foot().text).toMatch(/Δ −0\.2499 BTC/);
  });

  it('says them of the quantity of a click before a row is chosen, for either side (fault 63)', () => {
    expect(foot().text).toMatch(/value 15,410 \$.*Δ ±0\.2499 BTC/);
    changeQuantity(2.5);
    expect(foot().text).toMatch(/value 154,140 \$over soft 1\.250Δ ±2\.4998 BTC/);
  });

  it('shows an unknown delta as unknown, with the reason and never as 0 (fault 63)', () => {
    const option: OrderTerms = { ...(orderTerms as OrderTerms), kind: 'option', quantityUnit: 'coin', lotSize: 0.1, isInverse: false };
    changeLadder((state) => ({ ...state, ticket: { ...usual, quantityCoin: 0.5 } }));
    const { text } = foot({ ...ladder, orderTerms: option });
    expect(text).toMatch(/value 30,830 \$no delta from the venue for a minuteΔ — BTC/);
  });
});

describe('a large order', () => {
  it('is not sent by a click, held or not: its ticket opens (fault 63)', () => {
    for (const isHeld of [false, true]) placeOrder(large, isHeld);
    expect(sent).not.toHaveBeenCalled();
    expect(ladderStore.getState().ladder).toMatchObject({ ticket: large, typed: '' });
  });

  it('is not sent by Ctrl+Enter, Enter and Enter again before its quantity is typed; then once, as what was typed (fault 63)', () => {
    changeQuantity(2.5);
    changeLadder((state) => ({ ...state, cursorRow: 10 }));
    for (const key of ['Ctrl+Enter', 'Enter', 'Enter', 'Ctrl+Enter'] as const) press(key);
    expect(sent).not.toHaveBeenCalled();
    expect(notified).toHaveBeenLastCalledWith('denied', 'Type 2.500 to confirm; nothing is typed.');
    for (const wrong of ['2', '25', '2,5', '2.50001', '']) {
      type(wrong);
      press('Enter');
    }
    expect(sent).not.toHaveBeenCalled();
    type('2.5');
    press('Enter');
    expect(sent).toHaveBeenCalledTimes(1);
    expect(sent.mock.calls[0]?.[1]).toMatchObject({ quantityCoin: 2.5, confirmedCoin: 2.5, isConfirmed: true });
    expect(ladderStore.getState().ladder).toMatchObject({ ticket: null, typed: '' });
  });

  it('says in the name of its field all that the ticket shows (fault 63)', () => {
    placeOrder(large, false);
    const { markup, text } = foot();
    expect(markup).toContain(`Type 2.500 to confirm: buy 2.500 @ 61,659.5, value 154,140 USD, delta +2.4998 BTC`);
    expect(text).toContain('buy 2.500 @ 61,659.5');
    expect(markup).toContain('placeholder="type 2.500"');
    expect(markup).toMatch(/aria-disabled="true"[^>]*name="send-typed"/);
    type('2.5');
    expect(foot().markup).toMatch(/aria-disabled="false"[^>]*name="send-typed"/);
  });

  it('asks anew on the next ticket, and not at all once it is put away (fault 63)', () => {
    placeOrder(large, false);
    type('2.5');
    placeOrder({ ...large, price: bid - 0.5 }, false);
    expect(ladderStore.getState().ladder.typed).toBe('');
    press('Escape');
    expect(ladderStore.getState().ladder.ticket).toBeNull();
    expect(sent).not.toHaveBeenCalled();
  });

  it('is asked about by what the engine says now, not when the ticket was opened (fault 63)', () => {
    changeLadder((state) => ({ ...state, ticket: usual }));
    show({ ...ladder, orderTerms: { ...(orderTerms as OrderTerms), soft: { coin: 0.1, usd: 500_000 } } });
    press('Enter');
    expect(sent).not.toHaveBeenCalled();
  });
});

it('a usual order goes as before: no typing, no word of it (fault 63)', () => {
  placeOrder(usual, false);
  expect(sent.mock.calls[0]?.[1]).toMatchObject({ quantityCoin: 0.25, isConfirmed: false, confirmedCoin: undefined });
});

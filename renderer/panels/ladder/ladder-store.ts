/** The ladder's own state and its orders: one store, read by the canvas loop and by the bars around it. */
import { createStore } from 'zustand/vanilla';
import type { LadderView } from '../../../shared/projection/view-state';
import { notify, sendCommand } from '../../desk/commands';
import { deskStore } from '../../desk/desk-store';
import { orderWeight } from '../../desk/order-weight';
import { addRefusal, isLinkSilent, localNow } from '../../desk/selectors';
import { initialLadder, openTicket } from './ladder-state';
import type { LadderState } from './ladder-state';
import { ordersOn, typedQuantity, wordToType } from './model';
import type { LadderTicket } from './model';

/** State and the quantity that a click sends; `null` quantity means the ladder's default. */
export const ladderStore = createStore<{ readonly ladder: LadderState; readonly quantityCoin: number | null }>(() => ({
  ladder: initialLadder,
  quantityCoin: null,
}));

/** Changes the ladder's state by a pure step. */
export function changeLadder(step: (state: LadderState, view: LadderView) => LadderState): void {
  const view = currentView();
  if (view === undefined) return;
  const { ladder } = ladderStore.getState();
  const next = step(ladder, view);
  if (next === ladder) return;
  ladderStore.setState(next.instrumentId === ladder.instrumentId ? { ladder: next } : { ladder: next, quantityCoin: null });
}

/** The ladder as the engine shows it. */
export function currentView(): LadderView | undefined {
  return deskStore.getState().slices.ladder;
}

/** The quantity of the next order, in coin. */
export function clickQuantity(view: LadderView): number {
  return ladderStore.getState().quantityCoin ?? view.defaultQuantityCoin;
}

/** Another quantity for the next order; a ticket that says the former one is closed. */
export function changeQuantity(quantityCoin: number): void {
  ladderStore.setState(({ ladder }) => ({ quantityCoin, ladder: { ...ladder, ticket: null } }));
}

/** Why no order can be placed now; empty if it can. The engine decides again. */
export function placeRefusal(view: LadderView): string {
  const state = deskStore.getState();
  if (view.isCrossed) return 'The book is crossed: it is not to be believed.';
  return addRefusal(state.slices.desk, view.trust, isLinkSilent(state, localNow()));
}

function turnedRefusal({ instrumentId, name }: LadderView): string {
  return instrumentId === ladderStore.getState().ladder.instrumentId ? '' : `The ladder has just turned to ${name}; look at it and repeat.`;
}

/** Sends what the open ticket says; a large one only once its quantity stands in the field. */
export function sendTicket(ticket: LadderTicket): void {
  const view = currentView();
  const { typed } = ladderStore.getState().ladder;
  const confirmedCoin = typedQuantity(typed, ticket);
  if (view !== undefined && confirmedCoin === undefined && mustBeTyped(view, ticket))
    return notify('denied', `Type ${wordToType(ticket, view)} to confirm; ${typed === '' ? 'nothing' : `"${typed}"`} is typed.`);
  changeLadder((state) => ({ ...state, ticket: null, typed: '' }));
  // What is typed says more than a hold: it may be a repeat.
  placeOrder(ticket, confirmedCoin !== undefined, confirmedCoin);
}

/** Whether an order is so large that its quantity is typed before it is sent. */
function mustBeTyped(view: LadderView, ticket: LadderTicket): boolean {
  return orderWeight(view, ticket)?.isTyped === true;
}

/**
 * Places an order bound to the prices on screen; of a large one whose quantity was not typed the ticket is opened instead.
 * `isConfirmed`: it was held, as a repeat within ten seconds must be.
 */
export function placeOrder(ticket: LadderTicket, isConfirmed: boolean, confirmedCoin?: number): void {
  const view = currentView();
  const [bid, ask] = [view?.bids[0], view?.asks[0]];
  if (view === undefined || view.instrumentId === null || bid === undefined || ask === undefined) {
    notify('denied', 'There is no two-sided book to place against.');
    return;
  }
  const refusal = turnedRefusal(view) || placeRefusal(view);
  if (refusal !== '') {
    notify('denied', refusal);
    return;
  }
  if (confirmedCoin === undefined && mustBeTyped(view, ticket)) return changeLadder((state) => openTicket(state, ticket));
  const args = {
    instrumentId: view.instrumentId,
    ...ticket,
    isPostOnly: true,
    isReduceOnly: false,
    seenBestBid: bid.price,
    seenBestAsk: ask.price,
    isConfirmed,
    confirmedCoin,
  };
  void sendCommand('place-order', args, `${ticket.side} ${ticket.price}`);
}

function cancel(clientOrderId: string): void {
  void sendCommand('cancel-order', { clientOrderId }, clientOrderId);
}

/** Cancels the chosen chip, else every chip on the cursor's row. Always works. */
export function cancelHere(): void {
  const view = currentView();
  const { selectedId, window, cursorRow } = ladderStore.getState().ladder;
  if (selectedId !== null) return cancel(selectedId);
  if (view === undefined || window === null || cursorRow === null) return;
  for (const { clientOrderId } of ordersOn(view, window, cursorRow)) cancel(clientOrderId);
}

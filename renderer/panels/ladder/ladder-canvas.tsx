/** The canvas of the ladder: painted at most 30 times a second, clicks bound to the row that was pressed. */
import { useEffect, useRef } from 'react';
import type { PointerEvent } from 'react';
import { ROW_HEIGHT, columnAt } from '../../canvas/ladder-frame';
import { paintLadder } from '../../canvas/ladder-painter';
import { notify } from '../../desk/commands';
import { deskStore } from '../../desk/desk-store';
import type { Tokens } from '../../theme/tokens';
import { useTokens } from '../../theme/use-tokens';
import css from './ladder.module.css';
import { follow, frameOf, recentre } from './ladder-state';
import { changeLadder, clickQuantity, currentView, ladderStore, placeOrder, placeRefusal } from './ladder-store';
import { ordersOn, shownPrice } from './model';
import type { LadderWindow } from './model';

const FRAME_MS = 1_000 / 30;
/** A press this long confirms a repeat of the same order. */
const HOLD_MS = 1_200;

function paintOnce(canvas: HTMLCanvasElement, tokens: Tokens): void {
  const view = currentView();
  const context = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (view === undefined || context === null || width === 0 || height < ROW_HEIGHT) return;
  changeLadder((state) => follow(state, view, Math.floor(height / ROW_HEIGHT)));
  const ratio = window.devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintLadder(context, frameOf(ladderStore.getState().ladder, view), { width, height, tokens });
}

function usePainting(canvas: React.RefObject<HTMLCanvasElement | null>, tokens: Tokens): void {
  useEffect(() => {
    let request = 0;
    let paintedAt = 0;
    const draw = (now: number): void => {
      request = 0;
      if (canvas.current === null) return;
      if (now - paintedAt < FRAME_MS - 4) return schedule();
      paintedAt = now;
      paintOnce(canvas.current, tokens);
    };
    const schedule = (): void => {
      if (request === 0) request = requestAnimationFrame(draw);
    };
    const stops = [
      deskStore.subscribe((state, before) => {
        if (state.slices.ladder !== before.slices.ladder) schedule();
      }),
      ladderStore.subscribe(schedule),
    ];
    const observer = new ResizeObserver(schedule);
    if (canvas.current !== null) observer.observe(canvas.current);
    void document.fonts.ready.then(schedule);
    schedule();
    return () => {
      cancelAnimationFrame(request);
      observer.disconnect();
      for (const stop of stops) stop();
    };
  }, [canvas, tokens]);
}

type Hit = ReturnType<typeof columnAt> & { readonly row: number };

/** A press waits for its release on what it was made on. */
type Press = Hit & { readonly atMs: number; readonly window: LadderWindow | null; readonly price: number | null };

function hitOf(event: PointerEvent<HTMLCanvasElement>): Hit {
  const box = event.currentTarget.getBoundingClientRect();
  return { row: Math.floor((event.clientY - box.top) / ROW_HEIGHT), ...columnAt(event.clientX - box.left, box.width) };
}

function sideOf(hit: Hit): 'buy' | 'sell' | null {
  if (hit.column === 'bids') return 'buy';
  return hit.column === 'asks' ? 'sell' : null;
}

function select(hit: Hit): void {
  changeLadder((state, view) => {
    if (state.window === null) return state;
    const side = hit.column === 'myBids' ? 'buy' : hit.column === 'myAsks' ? 'sell' : null;
    const chips = ordersOn(view, state.window, hit.row).filter((order) => order.side === side);
    const own = chips[Math.floor(hit.share * chips.length)]?.clientOrderId ?? null;
    return { ...state, cursorRow: hit.row, selectedId: own === state.selectedId ? null : own, ticket: null };
  });
}

/** The price that stands on a row now. */
function priceOn(row: number): number | null {
  const view = currentView();
  const { window: shown } = ladderStore.getState().ladder;
  return view === undefined || shown === null ? null : shownPrice(view, shown, row).price;
}

function placeAt(press: Press, heldMs: number): void {
  const side = sideOf(press);
  const view = currentView();
  if (side === null || view === undefined || press.price === null) return;
  if (priceOn(press.row) !== press.price) return notify('denied', 'Another price came to that row while it was pressed; look and repeat.');
  placeOrder({ side, price: press.price, quantityCoin: clickQuantity(view) }, heldMs >= HOLD_MS);
}

/** The canvas. Pressing selects, releasing on the same cell of a quantity column places, the middle button recentres. */
export function LadderCanvas() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pressed = useRef<Press | null>(null);
  const tokens = useTokens();
  usePainting(canvas, tokens);
  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    const hit = hitOf(event);
    if (event.button === 1) {
      event.preventDefault();
      changeLadder((state, view) => (state.window === null ? state : recentre(state, view, state.window.rowCount)));
      return;
    }
    if (event.button !== 0) return;
    pressed.current = { ...hit, atMs: event.timeStamp, window: ladderStore.getState().ladder.window, price: priceOn(hit.row) };
    select(hit);
  };
  const up = (event: PointerEvent<HTMLCanvasElement>): void => {
    const hit = hitOf(event);
    const start = pressed.current;
    pressed.current = null;
    // Rows that were moved by a key while the button was down are other prices.
    if (start === null || start.window !== ladderStore.getState().ladder.window) return;
    if (start.row === hit.row && start.column === hit.column) placeAt(start, event.timeStamp - start.atMs);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    const hit = hitOf(event);
    const view = currentView();
    const isRefused = sideOf(hit) !== null && view !== undefined && placeRefusal(view) !== '';
    event.currentTarget.style.cursor = isRefused ? 'not-allowed' : sideOf(hit) === null ? 'default' : 'crosshair';
    changeLadder((state) =>
      state.hoverRow === hit.row && state.isPointerInside ? state : { ...state, hoverRow: hit.row, isPointerInside: true },
    );
  };
  const leave = (): void => {
    pressed.current = null;
    changeLadder((state) => ({ ...state, hoverRow: null, isPointerInside: false }));
  };
  return (
    <canvas
      ref={canvas}
      data-testid="ladder-canvas"
      className={css['canvas']}
      aria-hidden="true"
      onPointerDown={down}
      onPointerUp={up}
      onPointerMove={move}
      onPointerLeave={leave}
    />
  );
}

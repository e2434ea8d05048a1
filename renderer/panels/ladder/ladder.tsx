/** The ladder: a price axis that holds still, the book, our orders as chips, and orders by click or key. */
import { useStore } from 'zustand';
import type { LadderView } from '../../../shared/projection/view-state';
import { fireOnce } from '../../controls/button';
import { Num } from '../../controls/num';
import { PanelFrame } from '../../controls/panel-frame';
import type { PanelKeyMap } from '../../controls/panel-keys';
import { TrustBadge } from '../../controls/trust-badge';
import { useDesk, useTopic } from '../../desk/selectors';
import { pressSide } from '../../desk/switches';
import { decimalsOf } from '../../theme/number-format';
import { LadderCanvas } from './ladder-canvas';
import css from './ladder.module.css';
import { LadderMirror } from './ladder-mirror';
import { cursorTicket, moveCursor, openTicket, recentre, regroup } from './ladder-state';
import { cancelHere, changeLadder, changeQuantity, clickQuantity, currentView, ladderStore, placeOrder, sendTicket } from './ladder-store';
import { LadderFoot } from './ladder-ticket';
import { spreadOf } from './model';

function stepQuantity(direction: 1 | -1): void {
  const view = currentView();
  if (view === undefined) return;
  const next = Number((clickQuantity(view) + direction * view.defaultQuantityCoin).toPrecision(9));
  if (next > 0) changeQuantity(next);
}

function enter(isDirect: boolean): void {
  const view = currentView();
  const { ladder } = ladderStore.getState();
  if (view === undefined) return;
  const ticket = ladder.ticket ?? cursorTicket(ladder, view, clickQuantity(view));
  if (ticket === null) return changeLadder((state) => moveCursor(state, 0));
  if (ladder.ticket === null && !isDirect) return changeLadder((state) => openTicket(state, ticket));
  if (ladder.ticket === null) return placeOrder(ticket, false);
  sendTicket(ticket);
}

const keys: PanelKeyMap = {
  Space: () => changeLadder((state, view) => (state.window === null ? state : recentre(state, view, state.window.rowCount))),
  ArrowUp: () => changeLadder((state) => moveCursor(state, -1)),
  ArrowDown: () => changeLadder((state) => moveCursor(state, 1)),
  B: () => changeLadder((state) => ({ ...moveCursor(state, 0), cursorSide: 'buy' })),
  S: () => changeLadder((state) => ({ ...moveCursor(state, 0), cursorSide: 'sell' })),
  '[': () => changeLadder((state, view) => regroup(state, view, -1)),
  ']': () => changeLadder((state, view) => regroup(state, view, 1)),
  '+': () => stepQuantity(1),
  '-': () => stepQuantity(-1),
  Enter: () => enter(false),
  'Ctrl+Enter': () => enter(true),
  Delete: cancelHere,
  Escape: () => changeLadder((state) => ({ ...state, ticket: null, cursorRow: null, selectedId: null })),
};

function PullSide({ side }: { readonly side: 'buy' | 'sell' }) {
  const id = useTopic('ladder')?.instrumentId ?? null;
  const quoting = useDesk((state) => (id === null ? undefined : state.slices.quoting?.[id]));
  if (id === null || quoting === undefined) return null;
  const isSuspended = side === 'buy' ? quoting.isBidSuspended : quoting.isAskSuspended;
  const word = side === 'buy' ? 'bids' : 'asks';
  const fire = (): void => pressSide(id, side, !isSuspended);
  return (
    <button
      type="button"
      className={css['pullSide']}
      title={isSuspended ? `Quote ${word} again` : `Pull our ${word}`}
      aria-label={isSuspended ? `Quote ${word} again` : `Pull our ${word}`}
      {...fireOnce(isSuspended ? 'released' : 'reduce', fire)}
    >
      {isSuspended ? '▶' : '✕'}
    </button>
  );
}

function Heads() {
  return (
    <div className={css['heads']} aria-hidden="true">
      <span>
        <PullSide side="buy" /> mine
      </span>
      <span>bid</span>
      <span>price</span>
      <span>ask</span>
      <span>
        mine <PullSide side="sell" />
      </span>
    </div>
  );
}

function Spread({ view }: { readonly view: LadderView }) {
  const spread = spreadOf(view);
  const decimals = decimalsOf(view.tickSize);
  return (
    <div className={css['spread']}>
      <span>
        spread <Num value={spread?.price} decimals={decimals} /> · <Num value={spread?.bps} decimals={2} /> bp
      </span>
      <span className="own">
        F <Num value={view.fairValue} decimals={decimals + 1} />
      </span>
      <span>
        M <Num value={view.markPrice} decimals={decimals + 1} />
      </span>
    </div>
  );
}

/** The ladder panel. */
export function Ladder() {
  const view = useTopic('ladder');
  const isHeld = useStore(ladderStore, (store) => store.ladder.isRecentreHeld);
  const isBookless = view !== undefined && view.bids.length === 0 && view.asks.length === 0;
  return (
    <PanelFrame
      id="ladder"
      isLoaded={view !== undefined}
      trust={view?.trust}
      waitsFor="the order book"
      empty={
        view !== undefined && view.instrumentId === null
          ? 'No instrument is selected.'
          : isBookless
            ? 'The book is empty on both sides.'
            : ''
      }
      keys={keys}
    >
      {view !== undefined && (
        <div className={css['column']}>
          <Heads />
          {view.isCrossed && (
            <p className={css['crossed']} role="alert">
              CROSSED BOOK: no clicks until it is resynchronised
            </p>
          )}
          <div className={css['book']}>
            <LadderCanvas />
            {isHeld && <span className={css['held']}>recentre held · Space</span>}
          </div>
          <Spread view={view} />
          <LadderFoot view={view} />
          <LadderMirror />
        </div>
      )}
    </PanelFrame>
  );
}

/** Header: instrument, grouping, age of the book. */
export function LadderHeader() {
  const view = useTopic('ladder');
  const group = useStore(ladderStore, (store) => store.ladder.window?.group ?? 1);
  if (view === undefined || view.instrumentId === null) return null;
  return (
    <>
      <b>{view.name}</b>
      <span className={css['group']}>
        <button
          type="button"
          aria-label="Finer rows"
          title="Finer rows  ["
          onClick={() => changeLadder((state, ladder) => regroup(state, ladder, -1))}
        >
          −
        </button>
        <Num value={view.tickSize * group} decimals={decimalsOf(view.tickSize)} />
        <button
          type="button"
          aria-label="Coarser rows"
          title="Coarser rows  ]"
          onClick={() => changeLadder((state, ladder) => regroup(state, ladder, 1))}
        >
          +
        </button>
      </span>
      <TrustBadge trust={view.trust} />
    </>
  );
}

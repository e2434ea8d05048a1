/** The foot of the ladder: the quantity of a click, what the order would add, and the ticket that sends it. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { LadderView } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { Kbd } from '../../controls/kbd';
import { Num } from '../../controls/num';
import { NumberField } from '../../controls/number-field';
import { notify } from '../../desk/commands';
import { orderWeight } from '../../desk/order-weight';
import { useAddRefusal } from '../../desk/selectors';
import { COIN_DECIMALS, quantityDecimals } from '../../theme/number-format';
import css from './ladder.module.css';
import { cursorTicket } from './ladder-state';
import { changeLadder, changeQuantity, ladderStore, sendTicket } from './ladder-store';
import { orderWords, ticketWords, typedQuantity, typingLabel, unplacedTicket, wordToType } from './model';
import type { LadderTicket } from './model';

interface OrderProps {
  readonly view: LadderView;
  readonly ticket: LadderTicket;
}

/** What an order would add; always there, so that nothing moves when a ticket opens. `isSideOpen`: no row is chosen yet. */
function Weight({ view, ticket, isSideOpen }: OrderProps & { readonly isSideOpen: boolean }) {
  const { notionalUsd, deltaCoin, words, isLarge } = orderWords(view, ticket, isSideOpen);
  return (
    <div
      className={css['weight']}
      role="group"
      aria-label="What this order would add"
      title={isLarge ? `${words}: its quantity is typed to confirm` : words}
    >
      <span>
        value <Num value={notionalUsd} decimals={0} unit="$" />
      </span>
      <span className={css['why']}>{words}</span>
      <span>
        Δ {isSideOpen && deltaCoin !== null && '±'}
        <Num
          value={deltaCoin}
          decimals={quantityDecimals(deltaCoin, COIN_DECIMALS)}
          sign={isSideOpen ? 'negative' : 'always'}
          unit={view.orderTerms?.underlying ?? ''}
        />
      </span>
    </div>
  );
}

/** The quantity of a large order, typed to confirm it; takes the focus, and gives it back to the panel. */
function TypedConfirmation({ view, ticket }: OrderProps) {
  const typed = useStore(ladderStore, (store) => store.ladder.typed);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const panel = field.current?.closest<HTMLElement>('[data-panel]');
    field.current?.focus();
    return () => {
      if (document.activeElement === document.body) panel?.focus();
    };
  }, []);
  const word = wordToType(ticket, view);
  return (
    <>
      <span className={css['words']} title={typingLabel(ticket, view)}>
        <b className="preview">{ticketWords(ticket, view)}</b>
      </span>
      <input
        ref={field}
        className={css['typed']}
        aria-label={typingLabel(ticket, view)}
        placeholder={`type ${word}`}
        inputMode="decimal"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => changeLadder((state) => ({ ...state, typed: event.target.value }))}
      />
      <Button
        isSmall
        name="send-typed"
        kind="primary"
        refusal={typedQuantity(typed, ticket) === undefined ? `Type ${word} first.` : ''}
        onRefused={(reason) => notify('denied', reason)}
        onFire={() => sendTicket(ticket)}
      >
        Send
        <Kbd keys="Enter" />
      </Button>
    </>
  );
}

interface WordsProps {
  readonly view: LadderView;
  readonly refusal: string;
  readonly ticket: LadderTicket | null;
  readonly cursor: LadderTicket | null;
}

function ActionWords({ view, refusal, ticket, cursor }: WordsProps) {
  if (ticket !== null) return <b className="preview">{ticketWords(ticket, view)} · Enter sends, Esc not</b>;
  if (refusal !== '') return <span className="muted">{refusal}</span>;
  if (cursor !== null) return <span>{ticketWords(cursor, view)} · Enter</span>;
  return <span className="muted">click bid or ask column: post-only</span>;
}

function Quantity({ view, quantityCoin }: { readonly view: LadderView; readonly quantityCoin: number }) {
  const range = {
    minimum: 10 ** -view.quantityDecimals,
    maximum: 1_000_000,
    step: view.defaultQuantityCoin || 1,
    decimals: view.quantityDecimals,
  };
  return (
    <span className={css['quantity']}>
      <NumberField label="Quantity of a click in coin" value={quantityCoin} range={range} onChange={changeQuantity} />
    </span>
  );
}

/** The foot. */
export function LadderFoot({ view }: { readonly view: LadderView }) {
  const state = useStore(ladderStore, (store) => store.ladder);
  const quantityCoin = useStore(ladderStore, (store) => store.quantityCoin) ?? view.defaultQuantityCoin;
  const refusal = useAddRefusal(view.trust);
  const { ticket } = state;
  const cursor = ticket ?? cursorTicket(state, view, quantityCoin);
  const weighed = cursor ?? unplacedTicket(view, quantityCoin);
  const isTyped = ticket !== null && orderWeight(view, ticket)?.isTyped === true;
  return (
    <>
      {weighed !== null && <Weight view={view} ticket={weighed} isSideOpen={cursor === null} />}
      <div className={css['action']} data-ticket={ticket === null ? undefined : ''}>
        {!isTyped && <Quantity view={view} quantityCoin={quantityCoin} />}
        {isTyped ? (
          <TypedConfirmation view={view} ticket={ticket} key={ticketWords(ticket, view)} />
        ) : (
          <span className={css['words']} title={refusal}>
            <ActionWords view={view} refusal={refusal} ticket={ticket} cursor={cursor} />
          </span>
        )}
      </div>
    </>
  );
}

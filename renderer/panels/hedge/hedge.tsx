/** The hedge ticket: ranked candidates with cost and residual, Enter sends one once, then progress until nothing is left. */
import { useState } from 'react';
import type { HedgeCandidate, HedgeView } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { Kbd } from '../../controls/kbd';
import { Num } from '../../controls/num';
import { PanelFrame } from '../../controls/panel-frame';
import { Segmented } from '../../controls/segmented';
import { TrustBadge } from '../../controls/trust-badge';
import { notify, sendCommand, usePending } from '../../desk/commands';
import { activeUnderlying, useAddRefusal, useDesk, useTopic } from '../../desk/selectors';
import { COIN_DECIMALS, decimalsOf, quantityDecimals } from '../../theme/number-format';
import css from './hedge.module.css';
import { candidateWords, chosenCandidate, isOpenHedge, keepChoice, neighbour, sendRefusal, shortName, TOTAL_WORDS } from './model';
import type { Choice } from './model';
import { HedgeProgress } from './progress';

const shares = [25, 50, 100].map((percent) => ({ value: String(percent), label: `${percent} %` }));

const columns: readonly Column<HedgeCandidate>[] = [
  {
    id: 'proposal',
    header: 'proposal',
    isLeft: true,
    isFlexible: true,
    render: (row) => (
      <span title={candidateWords(row)} className={row.refusal === '' ? undefined : css['refused']}>
        <b className={row.side === 'buy' ? 'bid' : 'ask'}>{row.side}</b>{' '}
        <Num value={row.quantityCoin} decimals={quantityDecimals(row.quantityCoin, 3)} /> {shortName(row.name)}
      </span>
    ),
  },
  { id: 'limit', header: 'limit', render: (row) => <Num value={row.limitPrice} decimals={decimalsOf(row.tickSize)} /> },
  {
    id: 'fee',
    header: 'fee',
    title: 'USD; fee, half-spread, impact and funding per day are in the tooltip of the proposal',
    render: (row) => <Num value={row.feeUsd} decimals={1} />,
  },
  { id: 'spread', header: 'sprd', title: 'Half the spread paid, USD', render: (row) => <Num value={row.spreadUsd} decimals={1} /> },
  {
    id: 'impact',
    header: 'imp',
    title: 'Impact from visible depth, USD; — depth does not suffice',
    render: (row) => <Num value={row.impactUsd} decimals={1} />,
  },
  { id: 'total', header: 'total $', title: TOTAL_WORDS, render: (row) => <b>{<Num value={row.totalUsd} decimals={1} />}</b> },
  {
    id: 'left',
    header: 'left Δ',
    title: 'Delta left afterwards, coin',
    render: (row) => <Num value={row.residualDeltaCoin} decimals={COIN_DECIMALS} sign="always" />,
  },
];

function useSend(hedge: HedgeView | undefined, candidate: HedgeCandidate | undefined) {
  const addRefusal = useAddRefusal(hedge?.trust);
  const pending = usePending('send-hedge', hedge?.ticketId ?? '');
  const refusal = sendRefusal(hedge, candidate, addRefusal);
  const send = (): void => {
    if (hedge === undefined || hedge.ticketId === null || candidate === undefined) return;
    if (refusal !== '') {
      if (hedge.phase === 'preview') notify('denied', refusal);
      return;
    }
    const { ticketId, sequence } = hedge;
    void sendCommand(
      'send-hedge',
      {
        ticketId,
        candidateId: candidate.id,
        seenPrice: candidate.limitPrice,
        seenSide: candidate.side,
        seenQuantityCoin: candidate.quantityCoin,
        seenSequence: sequence,
      },
      ticketId,
    );
  };
  return { send, refusal, pending };
}

function close(): void {
  void sendCommand('close-hedge', {});
}

interface TicketProps {
  readonly hedge: HedgeView;
  readonly candidate: HedgeCandidate | undefined;
  readonly sending: ReturnType<typeof useSend>;
  readonly onChoose: (id: string | null) => void;
}

function Ticket({ hedge, candidate, sending, onChoose }: TicketProps) {
  const { send, refusal, pending } = sending;
  const underlying = hedge.underlying ?? '';
  return (
    <div
      className={css['ticket']}
      onKeyDown={(event) => {
        if (event.key !== 'Tab' || event.ctrlKey) return;
        event.preventDefault();
        onChoose(neighbour(hedge, candidate?.id, event.shiftKey ? -1 : 1)?.id ?? null);
      }}
    >
      <div className={css['rows']}>
        <DataTable
          id="hedge"
          label="Hedge candidates"
          rows={hedge.candidates}
          columns={columns}
          rowId={(row) => row.id}
          selectedId={candidate?.id ?? null}
          onSelect={(row) => onChoose(row.id)}
          isChosenByMoving
        />
      </div>
      <p className={css['refusal']} data-refused={refusal === '' ? undefined : ''}>
        {refusal === '' ? `${hedge.candidates.length} ways, cheapest first; Tab or arrows change the choice. ${TOTAL_WORDS}` : refusal}
      </p>
      <div className={css['foot']}>
        <Segmented
          label="Share to hedge"
          options={shares}
          value={String(hedge.percent)}
          onChange={(value) => void sendCommand('open-hedge', { underlying, percent: Number(value) }, underlying)}
        />
        <span className={css['spring']} />
        <Button fires="reduce" onFire={close}>
          Close
          <Kbd keys="Esc" />
        </Button>
        <Button
          name="send-hedge"
          kind="primary"
          refusal={refusal}
          onRefused={(reason) => notify('denied', reason)}
          pending={pending}
          onFire={send}
        >
          Send
          <Kbd keys="Enter" />
        </Button>
      </div>
    </div>
  );
}

interface BodyProps {
  readonly hedge: HedgeView;
  readonly candidate: HedgeCandidate | undefined;
  readonly sending: ReturnType<typeof useSend>;
  readonly onChoose: (id: string | null) => void;
}

function Body({ hedge, candidate, sending, onChoose }: BodyProps) {
  if (hedge.phase === 'closed') return null;
  if (hedge.phase === 'preview') return <Ticket hedge={hedge} candidate={candidate} sending={sending} onChoose={onChoose} />;
  return <HedgeProgress hedge={hedge} onClose={close} />;
}

/** The hedge panel; one frame for all phases, so that the focus stays when the ticket arrives. */
export function Hedge() {
  const hedge = useTopic('hedge');
  const underlying = useDesk(activeUnderlying) ?? 'the active underlying';
  const [before, setChoice] = useState<Choice>({ ticketId: null, id: null });
  const choice = keepChoice(before, hedge);
  if (choice !== before) setChoice(choice);
  const candidate = chosenCandidate(hedge, choice.id);
  const sending = useSend(hedge, candidate);
  const isOpen = isOpenHedge(hedge);
  return (
    <PanelFrame
      id="hedge"
      isLoaded={hedge !== undefined}
      trust={isOpen ? hedge?.trust : undefined}
      waitsFor="the hedge desk"
      empty={isOpen ? '' : `No hedge open. Ctrl+H proposes how to bring ${underlying} to its target.`}
      keys={isOpen ? { Enter: sending.send, Escape: close } : {}}
    >
      {hedge !== undefined && (
        <Body hedge={hedge} candidate={candidate} sending={sending} onChoose={(id) => setChoice({ ...choice, id })} />
      )}
    </PanelFrame>
  );
}

/** Header: from where to where, and whether the input can be believed. */
export function HedgeHeader() {
  const hedge = useTopic('hedge');
  if (hedge === undefined || hedge.phase === 'closed') return null;
  return (
    <>
      <span>
        {hedge.underlying} <Num value={hedge.deltaBeforeCoin} decimals={COIN_DECIMALS} sign="always" /> →{' '}
        <Num value={hedge.targetCoin} decimals={COIN_DECIMALS} sign="always" />
      </span>
      <TrustBadge trust={hedge.trust} withReconciliation />
    </>
  );
}

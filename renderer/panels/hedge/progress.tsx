/** A sent hedge: filled, average, what is still unhedged, and at the end its cost against the preview. */
import type { HedgeView } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { Kbd } from '../../controls/kbd';
import { Num } from '../../controls/num';
import { useEngineNow } from '../../desk/selectors';
import { COIN_DECIMALS, decimalsOf, formatAge } from '../../theme/number-format';
import css from './hedge.module.css';
import { filledShare } from './model';

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Progress of the ticket. */
export function HedgeProgress({ hedge, onClose }: { readonly hedge: HedgeView; readonly onClose: () => void }) {
  const now = useEngineNow();
  const sent = hedge.candidates.find((candidate) => candidate.id === hedge.sentCandidateId);
  const isDone = hedge.phase === 'done';
  const age = now === null || hedge.openedAtMs === null ? null : now - hedge.openedAtMs;
  const residual = hedge.residualCoin ?? 0;
  return (
    <div className={css['ticket']} data-phase={hedge.phase}>
      <div className={css['bar']} role="progressbar" aria-label="Hedge filled" aria-valuenow={Math.round(filledShare(hedge) * 100)}>
        <i style={{ width: `${filledShare(hedge) * 100}%` }} />
        <span>{isDone ? 'done' : `working ${formatAge(age)}`}</span>
      </div>
      <dl className={css['facts']}>
        {sent !== undefined && (
          <Fact label="sent">
            <b className={sent.side === 'buy' ? 'bid' : 'ask'}>{sent.side}</b> <Num value={sent.quantityCoin} decimals={COIN_DECIMALS} />{' '}
            {sent.name}
          </Fact>
        )}
        <Fact label="filled at average">
          <Num value={hedge.filledCoin} decimals={COIN_DECIMALS} sign="always" /> @{' '}
          <Num value={hedge.averagePrice} decimals={decimalsOf(sent?.tickSize ?? 0.01)} />
        </Fact>
        <Fact label="unhedged residual">
          <Num value={hedge.residualCoin} decimals={COIN_DECIMALS} sign="always" className={residual === 0 ? 'ok' : 'warn'} />
        </Fact>
        <Fact label="cost previewed → realised $">
          <Num value={hedge.previewedCostUsd} decimals={2} /> → <Num value={hedge.realisedCostUsd} decimals={2} />
        </Fact>
      </dl>
      {hedge.refusal !== '' && (
        <p className={css['refusal']} data-refused="">
          {hedge.refusal}
        </p>
      )}
      <div className={css['foot']}>
        <span className={css['spring']} />
        <Button fires="reduce" onFire={onClose}>
          {isDone ? 'Close' : 'Cancel the rest and close'}
          <Kbd keys="Esc" />
        </Button>
      </div>
    </div>
  );
}

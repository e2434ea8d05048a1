/** The draft: five moves, what publishing would change, publish and revert. */
import type { SmileMove, SurfaceChange, SurfaceExpiry, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { Button } from '../../controls/button';
import { chordText, Kbd } from '../../controls/kbd';
import { Num, gainClass } from '../../controls/num';
import { NumberField } from '../../controls/number-field';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import { usePending } from '../../desk/commands';
import { publish, revert } from './edit';
import { smileMoves, snapTargets, type SnapTo } from './model';
import css from './smile.module.css';

const range = { minimum: -100, maximum: 100, step: 0.1, decimals: 1 };

/** The moves of one expiry as fields, and what it can be set to; each change is an edit of the draft. */
export function MoveFields({
  expiry,
  onMove,
  onSnap,
}: {
  readonly expiry: SurfaceExpiry;
  /** To so many points in all: while a number is typed, the echo of its first digit has not come yet. */
  readonly onMove: (move: SmileMove, total: number) => void;
  readonly onSnap: (to: SnapTo) => void;
}) {
  return (
    <div className={css['moves']}>
      {smileMoves.map(({ value, label, title }) => (
        <label key={value} title={title}>
          {label}
          <NumberField
            label={`${label} of ${expiry.key}`}
            value={expiry.moves[value]}
            range={range}
            isDraft={expiry.moves[value] !== 0}
            onChange={(total) => onMove(value, total)}
          />
        </label>
      ))}
      <span className={css['spring']} />
      <span className={css['snaps']} role="group" aria-label={`Snap ${expiry.key} to`}>
        snap
        {snapTargets.map(({ to, label, keys, title }) => (
          <Button
            key={to}
            isSmall
            title={`${title} (${chordText(keys)})`}
            refusal={to === 'previous' && expiry.previous === null ? 'Nothing was published before.' : ''}
            onFire={() => onSnap(to)}
          >
            {label}
          </Button>
        ))}
      </span>
    </div>
  );
}

const percent = (value: number | null) => <Num value={value === null ? null : value * 100} decimals={2} />;

const changeColumns: readonly PlainColumn<SurfaceChange>[] = [
  { id: 'option', header: 'option', render: ({ name }) => name },
  { id: 'volBefore', header: 'vol % now', render: ({ volatilityBefore }) => percent(volatilityBefore) },
  { id: 'volAfter', header: 'after', className: 'preview', render: ({ volatilityAfter }) => percent(volatilityAfter) },
  { id: 'theoBefore', header: 'theo ₵ now', render: ({ priceBefore }) => <Num value={priceBefore} decimals={5} /> },
  { id: 'theoAfter', header: 'after', className: 'preview', render: ({ priceAfter }) => <Num value={priceAfter} decimals={5} /> },
  { id: 'held', header: 'held', render: ({ positionCoin }) => <Num value={positionCoin} decimals={1} sign="always" /> },
  {
    id: 'remark',
    header: 're-mark $',
    render: ({ remarkUsd }) => <Num value={remarkUsd} decimals={0} sign="always" className={gainClass(remarkUsd)} />,
  },
];

function Changes({ draft }: Pick<UnderlyingSurface, 'draft'>) {
  return draft === null || draft.changes.length === 0 ? null : (
    <div className={css['changes']}>
      <PlainTable
        label="What publishing would change"
        isDense
        columns={changeColumns}
        rows={draft.changes}
        rowId={({ instrumentId }) => instrumentId}
      />
    </div>
  );
}

/** The foot of the panel. */
export function DraftBar({ surface }: { readonly surface: UnderlyingSurface }) {
  const pending = usePending('publish-surface', surface.underlying);
  const { draft } = surface;
  const breaches = draft?.breaches ?? surface.breaches;
  return (
    <div className={css['foot']}>
      <Changes draft={draft} />
      <div className={css['actions']}>
        <span className={breaches.length === 0 ? 'ok' : 'danger'} title={breaches.map(({ words }) => words).join('\n')}>
          {breaches.length === 0 ? 'no arbitrage' : `${breaches.length} arbitrage breaches: ${breaches[0]?.words ?? ''}`}
        </span>
        <span className={css['spring']} />
        {draft === null ? (
          <span className="muted">no draft</span>
        ) : (
          <span className="preview" title={draft.edits.join('\n')}>
            {draft.edits.length === 1 ? '1 edit' : `${draft.edits.length} edits`} · {draft.changedCount} theos change · re-mark{' '}
            <Num value={draft.remarkUsd} decimals={0} sign="always" unit="$" />
          </span>
        )}
        <Button isSmall refusal={draft === null ? 'There is no draft.' : ''} onFire={() => revert(surface)}>
          Revert <Kbd keys="Escape" />
        </Button>
        <Button
          isSmall
          kind="primary"
          name="publish-surface"
          pending={pending}
          refusal={draft === null ? 'There is no draft.' : ''}
          onFire={() => void publish(surface)}
        >
          Publish <Kbd keys="Enter" />
        </Button>
      </div>
    </div>
  );
}

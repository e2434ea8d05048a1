/** What lies in one cell: its instruments, and our greeks beside the venue's. */
import type { GreekCell, GreekLimit, UnderlyingGreeks, VenueAmounts } from '../../../shared/projection/greeks-view';
import { Num, gainClass } from '../../controls/num';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import { decimalsFor } from '../../theme/heat';
import css from './greeks.module.css';
import { limitState } from './model';

interface Compared {
  readonly name: string;
  readonly key: keyof VenueAmounts;
  readonly decimals: number;
}

const compared: readonly Compared[] = [
  { name: 'Δ ₵', key: 'deltaCoin', decimals: 4 },
  { name: 'Γ 1 % ₵', key: 'gammaCoin', decimals: 4 },
  { name: 'ν $', key: 'vegaUsd', decimals: 2 },
  { name: 'θ $', key: 'thetaUsd', decimals: 2 },
];

function ownOf(cell: Pick<GreekCell, 'coin' | 'usd'>): VenueAmounts {
  return { deltaCoin: cell.coin.delta, gammaCoin: cell.coin.gamma, vegaUsd: cell.usd.vega, thetaUsd: cell.usd.theta };
}

interface ComparisonProps {
  /** What is compared, in words. */
  readonly of: string;
  readonly own: VenueAmounts;
  readonly venue: VenueAmounts;
  readonly gap: VenueAmounts;
}

function Comparison({ of, own, venue, gap }: ComparisonProps) {
  const column = (header: string, amounts: VenueAmounts, className?: string): PlainColumn<Compared> => ({
    id: header,
    header,
    render: ({ key, decimals }) => <Num value={amounts[key]} decimals={decimals} sign="always" className={className} />,
  });
  return (
    <div className={css['comparison']}>
      <PlainTable
        label="Our greeks and the venue’s"
        isDense
        columns={[
          { id: 'greek', header: of, render: ({ name }) => name },
          column('ours', own),
          column('venue', venue, 'muted'),
          column('gap', gap, 'muted'),
        ]}
        rows={compared}
        rowId={({ key }) => key}
      />
    </div>
  );
}

const sources = { surface: 'our surface', mark: 'the venue’s mark', none: 'none' } as const;

function LimitNote({ limit }: { readonly limit: GreekLimit }) {
  const decimals = decimalsFor(limit.hard);
  return (
    <p className={css['limit']} data-limit={limitState(limit)} title={`soft limit ${limit.soft}, hard limit ${limit.hard} ${limit.unit}`}>
      limit <Num value={limit.used} decimals={decimals} sign="always" /> of <Num value={limit.hard} decimals={decimals} unit={limit.unit} />
    </p>
  );
}

/** All of the underlying: what is no option, what has no price, how the limit stands. */
function Underlying({ view, limit }: { readonly view: UnderlyingGreeks; readonly limit: GreekLimit | undefined }) {
  return (
    <div className={css['members']}>
      <b>{view.underlying}, all positions</b>
      {limit !== undefined && <LimitNote limit={limit} />}
      {view.deltaOne.map((one) => (
        <p key={one.key}>
          {one.key} <Num value={one.quantityCoin} decimals={4} sign="always" unit="₵" />
        </p>
      ))}
      {view.fallbackCount > 0 && (
        <p className="warn" title="No smile of ours covers them; the venue's mark volatility prices them">
          {view.fallbackCount} by mark vol
        </p>
      )}
      {view.unpriced.map(({ instrumentId, name, reason }) => (
        <p key={instrumentId} className="warn">
          {name}: {reason}
        </p>
      ))}
    </div>
  );
}

/** The instruments of one cell. */
function Members({ cell, label }: { readonly cell: GreekCell | undefined; readonly label: string }) {
  return (
    <div className={css['members']}>
      <b>{label}</b>
      {cell === undefined && <p className="muted">nothing held here</p>}
      {cell?.instruments.map((one) => (
        <p key={one.instrumentId}>
          {one.name} <Num value={one.quantityCoin} decimals={1} sign="always" className={gainClass(one.quantityCoin)} />{' '}
          <span className="muted" title={`volatility of ${sources[one.volatilitySource]}`}>
            <Num value={one.volatility === null ? null : one.volatility * 100} decimals={1} unit="% vol" />
            {one.volatilitySource === 'mark' && ' ·mark'}
          </span>
        </p>
      ))}
    </div>
  );
}

interface CellDetailProps {
  readonly view: UnderlyingGreeks;
  readonly cell: GreekCell | undefined;
  readonly limit: GreekLimit | undefined;
  readonly label: string;
}

/** The strip under the grid: all of the underlying, the chosen cell, and the venue's figures beside those of the cell or, where it is empty, of all. */
export function CellDetail({ view, cell, limit, label }: CellDetailProps) {
  return (
    <div className={css['detail']} aria-label={`Detail of ${label}`} role="group">
      <Underlying view={view} limit={limit} />
      <Members cell={cell} label={label} />
      {cell === undefined ? (
        <Comparison of={view.underlying} own={ownOf(view.total)} venue={view.venueTotal} gap={view.gapTotal} />
      ) : (
        <Comparison of={label} own={ownOf(cell)} venue={cell.venue} gap={cell.gap} />
      )}
    </div>
  );
}

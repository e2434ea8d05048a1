/** What lies in one cell: its instruments, and our greeks beside the venue's. */
import type { GreekCell, UnderlyingGreeks, VenueAmounts } from '../../../shared/projection/greeks-view';
import { Num, gainClass } from '../../controls/num';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import css from './greeks.module.css';

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
  readonly own: VenueAmounts;
  readonly venue: VenueAmounts;
  readonly gap: VenueAmounts;
}

function Comparison({ own, venue, gap }: ComparisonProps) {
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
          { id: 'greek', header: 'greek', isHeadHidden: true, render: ({ name }) => name },
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

/** The strip under the grid: the chosen cell, or all of the underlying where the cell is empty. */
export function CellDetail({
  view,
  cell,
  label,
}: {
  readonly view: UnderlyingGreeks;
  readonly cell: GreekCell | undefined;
  readonly label: string;
}) {
  if (cell === undefined)
    return (
      <div className={css['detail']} aria-label="All of the underlying" role="group">
        <div className={css['members']}>
          <b>{view.underlying}</b>
          {view.deltaOne.map((one) => (
            <p key={one.key}>
              {one.key} <Num value={one.quantityCoin} decimals={4} sign="always" unit="₵" />
            </p>
          ))}
          {view.unpriced.map(({ instrumentId, name, reason }) => (
            <p key={instrumentId} className="warn">
              {name}: {reason}
            </p>
          ))}
        </div>
        <Comparison own={ownOf(view.total)} venue={view.venueTotal} gap={view.gapTotal} />
      </div>
    );
  return (
    <div className={css['detail']} aria-label={`Detail of ${label}`} role="group">
      <div className={css['members']}>
        <b>{label}</b>
        {cell.instruments.map((one) => (
          <p key={one.instrumentId}>
            {one.name} <Num value={one.quantityCoin} decimals={1} sign="always" className={gainClass(one.quantityCoin)} />{' '}
            <span className="muted" title={`volatility of ${sources[one.volatilitySource]}`}>
              <Num value={one.volatility === null ? null : one.volatility * 100} decimals={1} unit="% vol" />
              {one.volatilitySource === 'mark' && ' ·mark'}
            </span>
          </p>
        ))}
      </div>
      <Comparison own={ownOf(cell)} venue={cell.venue} gap={cell.gap} />
    </div>
  );
}

/** What lies in one cell: its instruments, and our greeks beside the venue's. */
import type { GreekCell, UnderlyingGreeks, VenueAmounts } from '../../../shared/projection/greeks-view';
import { Num, gainClass } from '../../controls/num';
import css from './greeks.module.css';

const compared: readonly { readonly name: string; readonly key: keyof VenueAmounts; readonly decimals: number }[] = [
  { name: 'Δ ₵', key: 'deltaCoin', decimals: 4 },
  { name: 'Γ 1 % ₵', key: 'gammaCoin', decimals: 4 },
  { name: 'ν $', key: 'vegaUsd', decimals: 2 },
  { name: 'θ $', key: 'thetaUsd', decimals: 2 },
];

function ownOf(cell: Pick<GreekCell, 'coin' | 'usd'>): VenueAmounts {
  return { deltaCoin: cell.coin.delta, gammaCoin: cell.coin.gamma, vegaUsd: cell.usd.vega, thetaUsd: cell.usd.theta };
}

function Comparison({ own, venue, gap }: { readonly own: VenueAmounts; readonly venue: VenueAmounts; readonly gap: VenueAmounts }) {
  return (
    <table className={css['comparison']}>
      <thead>
        <tr>
          <th scope="col" />
          <th scope="col">ours</th>
          <th scope="col">venue</th>
          <th scope="col">gap</th>
        </tr>
      </thead>
      <tbody>
        {compared.map(({ name, key, decimals }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <Num value={own[key]} decimals={decimals} sign="always" />
            </td>
            <td>
              <Num value={venue[key]} decimals={decimals} sign="always" className="muted" />
            </td>
            <td>
              <Num value={gap[key]} decimals={decimals} sign="always" className="muted" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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

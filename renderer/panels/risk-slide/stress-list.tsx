/** Named scenarios with what the book would make of them, and a way to keep or drop one's own. */
import type { RiskSlideView, StressRow } from '../../../shared/projection/risk-slide-view';
import { Button } from '../../controls/button';
import { Num, gainClass } from '../../controls/num';
import { sendCommand, usePending } from '../../desk/commands';
import css from './risk-slide.module.css';

function Drop({ name }: { readonly name: string }) {
  const pending = usePending('drop-stress-set', name);
  return (
    <Button
      isSmall
      pending={pending}
      title={`Remove the scenario ${name}`}
      onFire={() => void sendCommand('drop-stress-set', { name }, name)}
    >
      drop
    </Button>
  );
}

function Line({ row, hasAfter }: { readonly row: StressRow; readonly hasAfter: boolean }) {
  return (
    <tr>
      <th scope="row" title={row.description}>
        {row.name}
      </th>
      <td>
        {row.pnlUsd === null ? (
          <span className="warn" title={row.reason}>
            unpriced
          </span>
        ) : (
          <Num value={row.pnlUsd} decimals={0} sign="always" unit="$" className={gainClass(row.pnlUsd)} />
        )}
      </td>
      {hasAfter && (
        <td>
          <Num value={row.pnlAfterUsd} decimals={0} sign="always" unit="$" className="preview" />
        </td>
      )}
      <td>{row.kind === 'staged' && <Drop name={row.name} />}</td>
    </tr>
  );
}

/** The list beside the heat map. */
export function StressList({ view }: { readonly view: RiskSlideView }) {
  const hasAfter = view.after !== null;
  return (
    <table className={css['stress']} aria-label="Stress scenarios">
      <thead>
        <tr>
          <th scope="col">scenario</th>
          <th scope="col">PnL</th>
          {hasAfter && <th scope="col">after hedge</th>}
          <th scope="col">
            <span className="only-heard">remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {view.stress.map((row) => (
          <Line key={row.name} row={row} hasAfter={hasAfter} />
        ))}
      </tbody>
    </table>
  );
}

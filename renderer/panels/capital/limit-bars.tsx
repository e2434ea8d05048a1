/** Limits as bars: used, soft and hard, and where pending orders and quotes would take them. */
import type { LimitBar } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import { decimalsFor } from '../../theme/heat';
import css from './capital.module.css';
import { barPercent, orderLimits } from './model';

const words: Readonly<Record<LimitBar['state'], string>> = { ok: '', near: 'near', soft: 'SOFT', hard: 'BREACH', unknown: 'unknown' };

function Bar({ limit }: { readonly limit: LimitBar }) {
  const { used, soft, hard, afterPending, afterQuotes } = limit;
  const tick = (value: number | null, kind: string) =>
    value === null ? null : <i className={css['tick']} data-kind={kind} style={{ left: `${barPercent(value, hard)}%` }} />;
  return (
    <span className={css['bar']}>
      <i className={css['used']} data-limit={limit.state} style={{ width: `${barPercent(used, hard)}%` }} />
      {tick(soft, 'soft')}
      {tick(hard, 'hard')}
      {tick(afterPending, 'pending')}
      {tick(afterQuotes, 'quotes')}
    </span>
  );
}

function Line({ limit }: { readonly limit: LimitBar }) {
  const decimals = decimalsFor(limit.hard);
  return (
    <tr data-limit={limit.state}>
      <th scope="row" title={limit.reason}>
        {limit.label}
      </th>
      <td>
        <Num value={limit.used} decimals={decimals} />
      </td>
      <td title={`soft ${limit.soft}, hard ${limit.hard} ${limit.unit}`}>
        <Num value={limit.hard} decimals={decimals} unit={limit.unit} className="muted" />
      </td>
      <td className={css['barCell']}>
        <Bar limit={limit} />
      </td>
      <td title="after pending orders">
        <Num value={limit.afterPending} decimals={decimals} />
      </td>
      <td title="after every quote filled on its worse side">
        <Num value={limit.afterQuotes} decimals={decimals} />
      </td>
      <td>
        <b className={limit.state === 'hard' ? 'danger' : 'warn'} title={limit.reason}>
          {words[limit.state]}
        </b>
      </td>
    </tr>
  );
}

/** All limits, breaches first. */
export function LimitBars({ limits }: { readonly limits: readonly LimitBar[] }) {
  return (
    <table className={css['table']} aria-label="Limits">
      <thead>
        <tr>
          <th scope="col">limit</th>
          <th scope="col">used</th>
          <th scope="col">of</th>
          <th scope="col">
            <span className="only-heard">bar</span>
          </th>
          <th scope="col">pending</th>
          <th scope="col">worst fill</th>
          <th scope="col">
            <span className="only-heard">state</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {orderLimits(limits).map((limit) => (
          <Line key={limit.key} limit={limit} />
        ))}
      </tbody>
    </table>
  );
}

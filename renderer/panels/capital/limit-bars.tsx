/** Limits as bars: used, soft and hard, and where pending orders and quotes would take them. */
import type { LimitBar } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import { decimalsFor } from '../../theme/heat';
import css from './capital.module.css';
import { barPercent, orderLimits } from './model';

const words: Readonly<Record<LimitBar['state'], string>> = { ok: '', near: 'near', soft: 'SOFT', hard: 'BREACH', unknown: 'unknown' };

function Bar({ limit }: { readonly limit: LimitBar }) {
  const { used, soft, hard, afterPending, afterQuotes } = limit;
  const tick = (value: number | null, kind: string) =>
    value === null ? null : <i className={css['tick']} data-kind={kind} style={{ left: `min(${barPercent(value, hard)}%, 100% - 4px)` }} />;
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

function figure(value: number | null, { hard }: LimitBar) {
  return <Num value={value} decimals={decimalsFor(hard)} />;
}

function reasonOf({ reason }: LimitBar): string | undefined {
  return reason === '' ? undefined : reason;
}

const columns: readonly PlainColumn<LimitBar>[] = [
  { id: 'limit', header: 'limit', titleOf: reasonOf, render: ({ label }) => label },
  { id: 'used', header: 'used', render: (limit) => figure(limit.used, limit) },
  {
    id: 'of',
    header: 'of',
    titleOf: ({ soft, hard, unit }) => `soft ${soft}, hard ${hard} ${unit}`,
    render: ({ hard }) => <Num value={hard} decimals={decimalsFor(hard)} className="muted" />,
  },
  { id: 'unit', header: 'unit', isHeadHidden: true, className: css['unit'], render: ({ unit }) => unit },
  { id: 'bar', header: '┆ soft │ hard', className: css['barCell'], render: (limit) => <Bar limit={limit} /> },
  {
    id: 'pending',
    header: '↑ pending',
    title: 'after pending orders; the upper mark on the bar',
    render: (limit) => figure(limit.afterPending, limit),
  },
  {
    id: 'worst',
    header: '↓ worst fill',
    title: 'after every quote filled on its worse side; the lower mark on the bar',
    render: (limit) => figure(limit.afterQuotes, limit),
  },
  {
    id: 'state',
    header: 'state',
    isHeadHidden: true,
    className: css['state'],
    titleOf: reasonOf,
    render: ({ state }) => <b className={state === 'hard' ? 'danger' : 'warn'}>{words[state]}</b>,
  },
];

/** All limits, breaches first. */
export function LimitBars({ limits }: { readonly limits: readonly LimitBar[] }) {
  return <PlainTable label="Limits" columns={columns} rows={orderLimits(limits)} rowId={({ key }) => key} nothing="No limit is set." />;
}

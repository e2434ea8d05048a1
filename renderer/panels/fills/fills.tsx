/** Our fills with edge and markouts in basis points. */
import type { FillRow } from '../../../shared/projection/view-state';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { Num, gainClass } from '../../controls/num';
import { tradeColumns } from '../../controls/trade-columns';
import { PanelFrame } from '../../controls/panel-frame';
import { useEngineNow, useTopic } from '../../desk/selectors';
import { formatFixed } from '../../theme/number-format';
import { formatClockMs, formatDate } from '../../theme/time-format';
import { fillRows, isFresh, meanMarkout } from './model';
import css from './fills.module.css';

function basisPoints(read: (row: FillRow) => number | null) {
  return function BasisPoints(row: FillRow): React.ReactNode {
    const value = read(row);
    return value === null ? (
      <span className="zeros">·</span>
    ) : (
      <Num value={value} decimals={2} sign="always" className={gainClass(value)} />
    );
  };
}

function originWords({ source, liquidity }: FillRow): string {
  return `${source} · ${liquidity === 'maker' ? 'm' : 't'}`;
}

/** What a narrow panel has no column for. */
function spareWords(row: FillRow): string {
  return `${formatDate(row.executedAtMs)} ${formatClockMs(row.executedAtMs)} UTC, from ${originWords(row)}, fee ${formatFixed(row.feeUsd, 2)} $`;
}

const columns: readonly Column<FillRow>[] = [
  {
    id: 'time',
    header: 'time',
    isLeft: true,
    sortKey: (row) => row.executedAtMs,
    render: (row) => (
      <span className="num muted" title={spareWords(row)}>
        {formatClockMs(row.executedAtMs)}
      </span>
    ),
  },
  ...tradeColumns,
  {
    id: 'fee',
    header: 'fee $',
    leftOutBelow: 590,
    title: 'Negative is a rebate',
    render: (row) => <Num value={row.feeUsd} decimals={2} />,
  },
  {
    id: 'edge',
    header: 'edge',
    title: 'Distance from fair value at the fill, bp',
    sortKey: (row) => row.edgeBps,
    render: basisPoints((row) => row.edgeBps),
  },
  { id: 'm1', header: '1 s', title: 'Markout after 1 s, bp', render: basisPoints((row) => row.markout1sBps) },
  {
    id: 'm10',
    header: '10 s',
    title: 'Markout after 10 s, bp',
    sortKey: (row) => row.markout10sBps,
    render: basisPoints((row) => row.markout10sBps),
  },
  {
    id: 'm60',
    header: '60 s',
    title: 'Markout after 60 s, bp',
    sortKey: (row) => row.markout60sBps,
    render: basisPoints((row) => row.markout60sBps),
  },
  {
    id: 'from',
    header: 'from',
    isLeft: true,
    leftOutBelow: 590,
    title: 'Quote and level, hedge, manual or external; m maker, t taker',
    render: (row) => <span className="muted">{originWords(row)}</span>,
  },
];

/** The fills panel. */
export function Fills() {
  const fills = useTopic('fills');
  const now = useEngineNow();
  const rows = fills === undefined ? [] : fillRows(fills.rows);
  return (
    <PanelFrame
      id="fills"
      isLoaded={fills !== undefined}
      trust={fills?.trust}
      waitsFor="the fills of this session"
      empty={rows.length === 0 ? 'No fills yet. They appear here the moment a quote, hedge or order of ours trades.' : ''}
    >
      <DataTable
        id="fills"
        label="Fills"
        rows={rows}
        columns={columns}
        rowId={(row) => row.tradeId}
        defaultSort={{ column: 'time', isDescending: true }}
        rowClass={(row) => (isFresh(row, now) ? css[row.side] : undefined)}
      />
    </PanelFrame>
  );
}

/** Header: mean 10 s markout of what is listed. */
export function FillsHeader() {
  const fills = useTopic('fills');
  if (fills === undefined) return null;
  const mean = meanMarkout(Object.values(fills.rows), (row) => row.markout10sBps);
  return (
    <span title="Mean markout after 10 s of the listed fills, weighted by their value in USD">
      mean 10 s <Num value={mean} decimals={2} sign="always" className={gainClass(mean)} unit="bp" />
    </span>
  );
}

/** Count of fills beside the title. */
export function FillsBadge() {
  const fills = useTopic('fills');
  return fills === undefined ? null : <>{fills.totalCount}</>;
}

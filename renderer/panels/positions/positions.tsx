/** Positions with their valuation in USD, delta in coin, and whether the venue agrees. */
import type { PositionRow } from '../../../shared/projection/view-state';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { InstrumentName } from '../../controls/instrument-name';
import { Num, gainClass } from '../../controls/num';
import { PanelFrame } from '../../controls/panel-frame';
import { TrustBadge } from '../../controls/trust-badge';
import { sendCommand } from '../../desk/commands';
import { useSelectedInstrumentId, useTopic } from '../../desk/selectors';
import { decimalsOf, formatFixed } from '../../theme/number-format';
import { agreement, positionEntries, quantityDecimals } from './model';
import type { PositionEntry } from './model';
import css from './positions.module.css';

function line(render: (row: PositionRow) => React.ReactNode) {
  return (entry: PositionEntry): React.ReactNode => (entry.type === 'line' ? render(entry.row) : null);
}

function money(read: (row: Pick<PositionRow, 'unrealisedUsd' | 'realisedUsd'>) => number | null) {
  return function Money(entry: PositionEntry): React.ReactNode {
    const value = read(entry.type === 'line' ? entry.row : entry);
    return <Num value={value} decimals={0} sign="always" className={gainClass(value)} />;
  };
}

function Venue({ row }: { readonly row: PositionRow }) {
  const state = agreement(row);
  if (state === 'matched')
    return (
      <span className="ok" title="engine and venue agree">
        =
      </span>
    );
  if (state === 'unknown')
    return (
      <span className="zeros" title="not reconciled yet">
        —
      </span>
    );
  return (
    <span className="num warn" title={`venue says ${formatFixed(row.venueQuantity, quantityDecimals(row))}`}>
      ≠ {formatFixed(row.difference, quantityDecimals(row), 'always')}
    </span>
  );
}

/** What a narrow panel has no column for. */
function spareWords({ averagePrice, markPrice, fairValue, feesUsd, fundingUsd, tickSize }: PositionRow): string {
  const price = (value: number | null): string => formatFixed(value, decimalsOf(tickSize));
  return `average ${price(averagePrice)}, mark ${price(markPrice)}, fair ${price(fairValue)}, fees ${formatFixed(feesUsd, 2)} $, funding ${formatFixed(fundingUsd, 2, 'always')} $`;
}

const columns: readonly Column<PositionEntry>[] = [
  {
    id: 'name',
    header: 'instrument',
    isLeft: true,
    isFlexible: true,
    render: (entry) =>
      entry.type === 'total' ? (
        <b>{entry.underlying}</b>
      ) : (
        <div className={css['member']}>
          <InstrumentName named={entry.row} title={`${entry.row.name}: ${spareWords(entry.row)}`} />
        </div>
      ),
  },
  {
    id: 'quantity',
    header: 'qty',
    title: 'USD for perpetuals and futures, coin for options',
    render: line((row) => (
      <Num value={row.quantity} decimals={quantityDecimals(row)} sign="always" unit={row.quantityUnit === 'USD' ? '$' : '₵'} />
    )),
  },
  {
    id: 'mark',
    header: 'mark',
    leftOutBelow: 450,
    title: 'The venue’s mark price',
    render: line((row) => <Num value={row.markPrice} decimals={decimalsOf(row.tickSize)} />),
  },
  { id: 'unrealised', header: 'unreal $', render: money((row) => row.unrealisedUsd) },
  { id: 'realised', header: 'real $', render: money((row) => row.realisedUsd) },
  {
    id: 'delta',
    header: 'Δ coin',
    render: (entry) => <Num value={entry.type === 'line' ? entry.row.deltaCoin : entry.deltaCoin} decimals={4} sign="always" />,
  },
  {
    id: 'venue',
    header: 'venue',
    title: 'Agreement with the venue: = matched, ≠ engine minus venue',
    render: line((row) => <Venue row={row} />),
  },
  {
    id: 'average',
    header: 'average',
    leftOutBelow: 620,
    render: line((row) => <Num value={row.averagePrice} decimals={decimalsOf(row.tickSize)} />),
  },
  {
    id: 'fair',
    header: 'fair',
    leftOutBelow: 620,
    title: 'Our fair value',
    render: line((row) => <Num value={row.fairValue} decimals={decimalsOf(row.tickSize)} />),
  },
  {
    id: 'fees',
    header: 'fees $',
    leftOutBelow: 620,
    title: 'Paid is positive; a rebate is negative',
    render: (entry) => <Num value={entry.type === 'line' ? entry.row.feesUsd : entry.feesUsd} decimals={2} />,
  },
  {
    id: 'funding',
    header: 'fund $',
    leftOutBelow: 620,
    title: 'Funding of this session: received is positive, paid is negative',
    render: (entry) => <Num value={entry.type === 'line' ? entry.row.fundingUsd : entry.fundingUsd} decimals={2} sign="always" />,
  },
];

/** The positions panel. */
export function Positions() {
  const positions = useTopic('positions');
  const selectedId = useSelectedInstrumentId();
  const entries = positions === undefined ? [] : positionEntries(positions.rows);
  return (
    <PanelFrame
      id="positions"
      isLoaded={positions !== undefined}
      trust={positions?.trust}
      waitsFor="the positions of the venues"
      empty={entries.length === 0 ? 'Flat on all venues. The first fill opens a row here.' : ''}
    >
      <DataTable
        id="positions"
        label="Positions"
        rows={entries}
        columns={columns}
        rowId={(entry) => entry.id}
        rowClass={(entry) => (entry.type === 'total' ? css['total'] : undefined)}
        selectedId={selectedId}
        onSelect={(entry) => {
          if (entry.type === 'line')
            void sendCommand('select-instrument', { instrumentId: entry.row.instrumentId }, entry.row.instrumentId);
        }}
      />
    </PanelFrame>
  );
}

/** Header: do engine and venues agree, and how old is that. */
export function PositionsHeader() {
  return <TrustBadge trust={useTopic('positions')?.trust} withReconciliation />;
}

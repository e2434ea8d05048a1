/** The instruments: best prices, our own marked, position, and per side whether we quote. */
import { useRef, useState } from 'react';
import type { WatchRow } from '../../../shared/projection/view-state';
import { classNames } from '../../controls/class-names';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { InstrumentName } from '../../controls/instrument-name';
import { Num } from '../../controls/num';
import { PanelFrame } from '../../controls/panel-frame';
import { describeTrust } from '../../controls/trust-words';
import { sendCommand } from '../../desk/commands';
import { useSelectedInstrumentId, useTopic } from '../../desk/selectors';
import { requestFocus } from '../../desk/view-store';
import { decimalsOf, formatFixed, quantityDecimals } from '../../theme/number-format';
import { fundingBps, isDoubtful, stateMark, watchRows } from './model';
import css from './watchlist.module.css';

function State({ row }: { readonly row: WatchRow }) {
  const [bid, ask] = [stateMark(row.bidState), stateMark(row.askState)];
  if (!row.isQuotable) return <span className="zeros">–</span>;
  return (
    <span className={css['state']} title={`bid ${bid.words}, ask ${ask.words}`}>
      <b className={bid.tone}>{bid.letter}</b>
      <b className={ask.tone}>{ask.letter}</b>
    </span>
  );
}

function Name({ row }: { readonly row: WatchRow }) {
  return (
    <InstrumentName named={row} title={`${row.name}: ${describeTrust(row.trust)}`}>
      {isDoubtful(row) && <b className="warn">! </b>}
    </InstrumentName>
  );
}

function Best({ row, side }: { readonly row: WatchRow; readonly side: 'bid' | 'ask' }) {
  const isOwn = side === 'bid' ? row.isOwnBid : row.isOwnAsk;
  return (
    <span className={classNames(isOwn && css['own'])} title={isOwn ? 'our own quote is the best price' : undefined}>
      <Num value={side === 'bid' ? row.bestBid : row.bestAsk} decimals={decimalsOf(row.tickSize)} className={side} />
    </span>
  );
}

const columns: readonly Column<WatchRow>[] = [
  {
    id: 'name',
    header: 'instrument',
    isLeft: true,
    isFlexible: true,
    sortKey: (row) => row.name,
    render: (row) => <Name row={row} />,
  },
  { id: 'bid', header: 'bid', render: (row) => <Best row={row} side="bid" /> },
  { id: 'ask', header: 'ask', render: (row) => <Best row={row} side="ask" /> },
  {
    id: 'position',
    header: 'pos',
    title: 'Position in coin of the underlying',
    sortKey: (row) => (row.positionCoin === null ? null : Math.abs(row.positionCoin)),
    render: (row) => (
      <Num
        value={row.positionCoin}
        decimals={quantityDecimals(row.positionCoin, 3)}
        sign="always"
        className={row.positionCoin === 0 ? 'zeros' : undefined}
      />
    ),
  },
  {
    id: 'state',
    header: 'q',
    title: 'Quote state, bid then ask: L live, P pulled, S suspended, W waiting, E error, · not trading',
    width: 30,
    render: (row) => <State row={row} />,
  },
];

/** The watchlist panel. */
export function Watchlist() {
  const watchlist = useTopic('watchlist');
  const selectedId = useSelectedInstrumentId();
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const rows = watchlist === undefined ? [] : watchRows(watchlist, search);
  const select = (row: WatchRow): void => void sendCommand('select-instrument', { instrumentId: row.instrumentId }, row.instrumentId);
  const isEmpty = watchlist !== undefined && Object.keys(watchlist).length === 0;
  return (
    <PanelFrame
      id="watchlist"
      isLoaded={watchlist !== undefined}
      waitsFor="the list of instruments"
      empty={isEmpty ? 'No instruments: add some to `watchedInstruments` in the settings.' : ''}
      onRequest={(action) => action === 'search' && input.current?.focus()}
      keys={{ Escape: () => setSearch('') }}
    >
      <div className={css['column']}>
        <input
          ref={input}
          className={css['search']}
          data-filtered={search === '' ? undefined : ''}
          aria-label="Search instruments"
          placeholder="search  /"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            const [first] = rows;
            if (event.key !== 'Enter' || event.repeat || first === undefined) return;
            select(first);
            setSearch('');
            event.currentTarget.blur();
          }}
        />
        <div className={css['rows']}>
          <DataTable
            id="watchlist"
            label="Watchlist"
            rows={rows}
            columns={columns}
            rowId={(row) => row.instrumentId}
            rowClass={(row) => classNames(isDoubtful(row) && css['doubtful'])}
            selectedId={selectedId}
            onSelect={select}
            onActivate={(row) => {
              select(row);
              requestFocus('ladder', 'focus');
            }}
            onRowKey={(key, row) => {
              if (key !== 'P') return false;
              void sendCommand('pull-quotes', { instrumentId: row.instrumentId });
              return true;
            }}
          />
        </div>
      </div>
    </PanelFrame>
  );
}

/** Header: funding and mark of the selected instrument. */
export function WatchlistHeader() {
  const watchlist = useTopic('watchlist');
  const selectedId = useSelectedInstrumentId();
  const row = selectedId === null ? undefined : watchlist?.[selectedId];
  if (row === undefined) return null;
  const funding = fundingBps(row);
  return (
    <>
      <span>mark</span>
      <Num value={row.markPrice} decimals={decimalsOf(row.tickSize)} />
      {funding !== null && (
        <span className={css['funding']} title={`Funding per 8 hours, ${formatFixed(funding, 2, 'always')} bp; positive: longs pay`}>
          fund <Num value={funding} decimals={2} sign="always" unit="bp" />
        </span>
      )}
    </>
  );
}

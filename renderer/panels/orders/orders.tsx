/** Working and recent orders, each with its cancel button on the left, away from the scroll bar. */
import type { OrderRow } from '../../../shared/projection/view-state';
import { fireOnce } from '../../controls/button';
import { classNames } from '../../controls/class-names';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { Num } from '../../controls/num';
import { Moment } from '../../controls/moment';
import { PanelFrame } from '../../controls/panel-frame';
import { tradeColumns } from '../../controls/trade-columns';
import { TrustBadge } from '../../controls/trust-badge';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import { COIN_DECIMALS } from '../../theme/number-format';
import { isUncertain, isWorking, orderRows, origin, statusWord } from './model';
import css from './orders.module.css';

function cancel(row: OrderRow): void {
  void sendCommand('cancel-order', { clientOrderId: row.clientOrderId }, row.clientOrderId);
}

function Cancel({ row }: { readonly row: OrderRow }) {
  if (!isWorking(row)) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['cancel']}
      aria-label={`Cancel ${row.side} ${row.name}`}
      title="Cancel this order"
      {...fireOnce('reduce', () => cancel(row))}
    >
      ✕
    </button>
  );
}

const columns: readonly Column<OrderRow>[] = [
  { id: 'cancel', header: '', isLeft: true, width: 28, render: (row) => <Cancel row={row} /> },
  {
    id: 'time',
    header: 'placed',
    isLeft: true,
    sortKey: (row) => row.createdAtMs,
    render: (row) => <Moment atMs={row.createdAtMs} className="muted" />,
  },
  ...tradeColumns,
  {
    id: 'filled',
    header: 'filled',
    render: (row) => <Num value={row.filledCoin} decimals={COIN_DECIMALS} className={row.filledCoin === 0 ? 'zeros' : undefined} />,
  },
  {
    id: 'from',
    header: 'from',
    isLeft: true,
    render: (row) => <span className={row.purpose === 'external' || row.purpose === 'adopted' ? 'warn' : 'muted'}>{origin(row)}</span>,
  },
  {
    id: 'status',
    header: 'status',
    isLeft: true,
    render: (row) => (
      <span className={classNames(isUncertain(row) ? 'danger' : row.isCancelPending ? 'warn' : isWorking(row) ? 'ok' : 'muted')}>
        {statusWord(row)}
      </span>
    ),
  },
];

/** The orders panel. */
export function Orders() {
  const orders = useTopic('orders');
  const rows = orders === undefined ? [] : orderRows(orders.rows);
  return (
    <PanelFrame
      id="orders"
      isLoaded={orders !== undefined}
      trust={orders?.trust}
      waitsFor="the open orders of the venues"
      empty={rows.length === 0 ? 'No working orders. Quotes appear here once trading is on; placed orders from the ladder.' : ''}
    >
      <DataTable
        id="orders"
        label="Orders"
        rows={rows}
        columns={columns}
        rowId={(row) => row.clientOrderId}
        rowClass={(row) => classNames(!isWorking(row) && css['done'], isUncertain(row) && css['uncertain'])}
        onRowKey={(key, row) => {
          if (key !== 'Delete' || !isWorking(row)) return false;
          cancel(row);
          return true;
        }}
      />
    </PanelFrame>
  );
}

/** Header: how fresh the orders are and whether they agree with the venue. */
export function OrdersHeader() {
  return <TrustBadge trust={useTopic('orders')?.trust} withReconciliation />;
}

/** Count of working orders beside the title. */
export function OrdersBadge() {
  const orders = useTopic('orders');
  return orders === undefined ? null : <>{Object.values(orders.rows).filter(isWorking).length}</>;
}

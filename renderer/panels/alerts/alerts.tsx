/** Alerts, one row per cause with its count; acknowledge with A. */
import type { AlertRow } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { Moment } from '../../controls/moment';
import { PanelFrame } from '../../controls/panel-frame';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import { alertRows, openCount, severityWord } from './model';
import css from './alerts.module.css';

function acknowledge(row: AlertRow): void {
  void sendCommand('acknowledge-alert', { alertId: row.alertId }, row.alertId);
}

const tones: Readonly<Record<AlertRow['severity'], string>> = { 1: 'muted', 2: 'warn', 3: 'danger' };

const columns: readonly Column<AlertRow>[] = [
  { id: 'time', header: 'last', isLeft: true, width: 66, render: (row) => <Moment atMs={row.lastAtMs} className="muted" /> },
  {
    id: 'severity',
    header: 'severity',
    isLeft: true,
    width: 62,
    render: (row) => <b className={tones[row.severity]}>{severityWord[row.severity]}</b>,
  },
  {
    id: 'text',
    header: 'what',
    isLeft: true,
    isFlexible: true,
    render: (row) => <span title={row.text}>{row.text}</span>,
  },
  { id: 'count', header: '×', width: 40, render: (row) => <span className="num">{row.count}</span> },
  {
    id: 'acknowledge',
    header: '',
    width: 48,
    render: (row) =>
      row.isAcknowledged ? (
        <span className="muted">seen</span>
      ) : (
        <Button isSmall className={css['seen']} onFire={() => acknowledge(row)}>
          Ack
        </Button>
      ),
  },
];

/** The alerts panel. */
export function Alerts() {
  const alerts = useTopic('alerts');
  const rows = alerts === undefined ? [] : alertRows(alerts.rows);
  return (
    <PanelFrame
      id="alerts"
      isLoaded={alerts !== undefined}
      waitsFor="the alerts of this session"
      empty={rows.length === 0 ? 'No alerts in this session.' : ''}
    >
      <DataTable
        id="alerts"
        label="Alerts"
        rows={rows}
        columns={columns}
        rowId={(row) => row.alertId}
        rowClass={(row) => (row.isAcknowledged ? css['done'] : row.severity === 3 ? css['urgent'] : undefined)}
        onActivate={acknowledge}
        onRowKey={(key, row) => {
          if (key !== 'A') return false;
          acknowledge(row);
          return true;
        }}
      />
    </PanelFrame>
  );
}

/** Count of open alerts beside the title. */
export function AlertsBadge() {
  const alerts = useTopic('alerts');
  if (alerts === undefined) return null;
  const count = openCount(alerts.rows);
  return <span className={count === 0 ? undefined : 'warn'}>{count}</span>;
}

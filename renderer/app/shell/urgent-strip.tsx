/** Alerts that ask for action now: docked above the status bar until acknowledged. */
import { Button } from '../../controls/button';
import { Moment } from '../../controls/moment';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import css from './shell.module.css';

/** The newest unacknowledged alert of severity 3 and how many there are. */
export function UrgentStrip() {
  const alerts = useTopic('alerts');
  const urgent = Object.values(alerts?.rows ?? {})
    .filter((row) => row.severity === 3 && !row.isAcknowledged)
    .sort((left, right) => right.lastAtMs - left.lastAtMs);
  const [first] = urgent;
  if (first === undefined) return null;
  return (
    <div className={css['urgent']} role="alert" data-testid="urgent">
      <b className="danger">▲ ACT NOW{urgent.length > 1 ? ` (${urgent.length})` : ''}</b>
      <Moment atMs={first.lastAtMs} />
      <span title={first.text}>{first.text}</span>
      {first.count > 1 && <span className="num muted">×{first.count}</span>}
      {/* A button per alert: one that comes while the button is held down is not acknowledged unread. */}
      <Button key={first.alertId} isSmall onFire={() => void sendCommand('acknowledge-alert', { alertId: first.alertId }, first.alertId)}>
        Acknowledge
      </Button>
    </div>
  );
}

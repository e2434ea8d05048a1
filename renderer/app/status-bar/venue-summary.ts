/** One line per venue for the status bar. */
import type { ConnectionRow, ConnectionsView } from '../../../shared/projection/view-state';
import { formatFixed } from '../../theme/number-format';

/** A venue in one line. */
export interface VenueSummary {
  readonly id: string;
  readonly text: string;
  readonly tone: 'ok' | 'warn';
  readonly guard: string;
  readonly guardTone: 'ok' | 'danger';
  readonly title: string;
}

/** Whether the venue cancels our orders if this machine dies, and after how many seconds. */
export function guardText(row: Pick<ConnectionRow, 'isDeadManArmed' | 'deadManSeconds' | 'isUnprotectedAccepted'>): string {
  if (row.isDeadManArmed) return row.deadManSeconds === null ? 'protected' : `protected ${formatFixed(row.deadManSeconds, 0)} s`;
  return row.isUnprotectedAccepted ? 'unprotected, accepted' : 'unprotected';
}

/** The lines of all venues. */
export function venueSummaries(connections: ConnectionsView | undefined): readonly VenueSummary[] {
  return Object.values(connections?.rows ?? {}).map((row) => {
    const isLive = row.marketData === 'live' && row.privateChannel === 'live' && row.cancelLane === 'live';
    const delay = row.roundTripMs === null ? '' : ` ${formatFixed(row.roundTripMs, 1)} ms`;
    return {
      id: row.venue,
      text: `${row.label}${isLive ? delay : ` data ${row.marketData}, orders ${row.privateChannel}, cancels ${row.cancelLane}`}`,
      tone: isLive ? 'ok' : 'warn',
      guard: guardText(row),
      guardTone: row.isDeadManArmed ? 'ok' : 'danger',
      title: row.reason,
    };
  });
}

/** How the state of a risk result appears on a panel's frame: one rule for every panel that the risk worker fills. */
import type { RiskStatus } from '../../shared/projection/risk-status';
import type { Trust } from '../../shared/projection/view-state';

/** What `PanelFrame` needs to know. */
export interface RiskFrame {
  readonly isLoaded: boolean;
  readonly trust: Trust | undefined;
  readonly empty: string;
}

const trustStates: Readonly<Record<RiskStatus['state'], Trust['state']>> = {
  loading: 'loading',
  live: 'live',
  stale: 'stale',
  empty: 'live',
  error: 'blocked',
  blocked: 'blocked',
};

/** A failed run covers the numbers like blocked data does; a run that never ended has none to cover. */
export function riskFrame(status: RiskStatus | undefined): RiskFrame {
  if (status === undefined || status.state === 'loading') return { isLoaded: false, trust: undefined, empty: '' };
  const { asOfMs: inputAtMs, isReconciled, source, reason } = status;
  const trust: Trust = { state: trustStates[status.state], inputAtMs, isReconciled, source, reason };
  return { isLoaded: true, trust, empty: status.state === 'empty' ? status.reason : '' };
}

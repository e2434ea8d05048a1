/** A panel that one run of the risk worker fills: its frame, the choices above it, and what its numbers were made of. */
import type { ReactNode } from 'react';
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { RiskStatus } from '../../shared/projection/risk-status';
import { sendCommand } from '../desk/commands';
import { PanelFrame } from './panel-frame';
import type { PanelKeyMap } from './panel-keys';
import { riskFrame } from './risk-frame';
import { RunBadge } from './run-badge';
import css from './run-panel.module.css';

interface RunPanelProps {
  readonly id: string;
  readonly run: RiskRun;
  readonly status: RiskStatus | undefined;
  /** What loading waits for, said after three seconds. */
  readonly waitsFor: string;
  /** What it means that there is nothing to show though the run has ended. */
  readonly empty?: string;
  readonly keys: PanelKeyMap;
  /** Left in the toolbar. */
  readonly choices: ReactNode;
  /** Right in the toolbar, before the state of the run. */
  readonly notes?: ReactNode;
  /** `null`: there is nothing to show. */
  readonly children: ReactNode;
}

/** Choices on the left, notes and the state of the run on the right, the content below; `R` computes again. */
export function RunPanel({ id, run, status, waitsFor, empty = '', keys, choices, notes, children }: RunPanelProps) {
  const frame = riskFrame(status);
  const nothing = frame.isLoaded && children === null ? empty : '';
  return (
    <PanelFrame
      id={id}
      isLoaded={frame.isLoaded}
      trust={frame.trust}
      empty={frame.empty === '' ? nothing : frame.empty}
      waitsFor={status?.state === 'loading' ? `${waitsFor} (${status.reason})` : waitsFor}
      keys={{ ...keys, R: () => void sendCommand('refresh-risk', { run }) }}
    >
      {status !== undefined && children !== null && (
        <div className={css['panel']}>
          <div className={css['toolbar']}>
            {choices}
            <span className={css['notes']}>
              {notes}
              <RunBadge run={run} status={status} />
            </span>
          </div>
          {children}
        </div>
      )}
    </PanelFrame>
  );
}

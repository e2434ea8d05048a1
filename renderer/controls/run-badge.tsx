/** What a risk result was made of and what its successor is doing: age, duration, progress, and a way to stop it. */
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { RiskStatus } from '../../shared/projection/risk-status';
import { sendCommand, usePending } from '../desk/commands';
import { useEngineNow } from '../desk/selectors';
import { formatAge } from '../theme/number-format';
import { Button } from './button';
import { TrustPill } from './trust-pill';
import { describeTrust } from './trust-words';
import css from './controls.module.css';

/** Revision and age of the numbers, how long they took; while a run is under way its progress and a stop button. */
export function RunBadge({ run, status }: { readonly run: RiskRun; readonly status: RiskStatus }) {
  const now = useEngineNow();
  const pending = usePending('cancel-risk-run', run);
  const age = now === null || status.asOfMs === null ? '' : formatAge(now - status.asOfMs);
  const took =
    status.computeMs === null ? '' : `in ${status.computeMs < 10 ? status.computeMs.toFixed(1) : Math.round(status.computeMs)} ms`;
  const words = `Positions as of revision ${status.revision ?? '—'}, the desk is at ${status.latestRevision}. ${describeTrust(status)}`;
  const isBehind = status.revision !== null && status.latestRevision > status.revision;
  return (
    <span className={css['run']}>
      {status.progress !== null && (
        <>
          <progress aria-label={`progress of the ${run} run`} max={1} value={status.progress} />
          <Button
            isSmall
            pending={pending}
            title="Stop this run; the last result stays"
            onFire={() => void sendCommand('cancel-risk-run', { run }, run)}
          >
            stop
          </Button>
        </>
      )}
      <TrustPill state={isBehind ? 'degraded' : status.state} source={status.source} sentence={words}>
        {isBehind ? 'older book' : `rev ${status.revision ?? '—'}`} {age} {took}
      </TrustPill>
    </span>
  );
}

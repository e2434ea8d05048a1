/** How far a number can be believed: state in words and the age of its oldest input. */
import type { Trust } from '../../shared/projection/view-state';
import { useEngineNow } from '../desk/selectors';
import { formatAge } from '../theme/number-format';
import css from './controls.module.css';

/** The badge's word. */
function trustWord(trust: Trust, withReconciliation: boolean): string {
  if (trust.state !== 'live' || !withReconciliation) return trust.state;
  return trust.isReconciled ? 'reconciled' : 'unreconciled';
}

/** Trust of a number; with `withReconciliation` also whether it agrees with the venue. */
export function TrustBadge({
  trust,
  withReconciliation = false,
}: {
  readonly trust: Trust | undefined;
  readonly withReconciliation?: boolean;
}) {
  const now = useEngineNow();
  if (trust === undefined) return null;
  const word = trustWord(trust, withReconciliation);
  const age = now === null || trust.inputAtMs === null ? '' : formatAge(now - trust.inputAtMs);
  return (
    <span className={css['trust']} data-trust={word === 'reconciled' ? 'live' : word} title={trust.reason}>
      {word} {age}
    </span>
  );
}

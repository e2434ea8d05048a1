/** How far a number can be believed: state in words, the age of its oldest input, and where its worst one comes from. */
import type { Trust } from '../../shared/projection/view-state';
import { useEngineNow } from '../desk/selectors';
import { formatAge } from '../theme/number-format';
import own from './trust-badge.module.css';
import { TrustPill } from './trust-pill';
import { describeTrust } from './trust-words';

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
  // What is well needs no more room than a word; where it is not, the first question is whose fault it is.
  const isDoubtful = trust.state !== 'live' || (withReconciliation && !trust.isReconciled);
  const age = now === null || trust.inputAtMs === null ? '' : formatAge(now - trust.inputAtMs);
  return (
    <TrustPill state={word === 'reconciled' ? 'live' : word} source={trust.source} sentence={describeTrust(trust)}>
      {word} {age} {isDoubtful && trust.source !== '' && <span className={own['source']}>· {trust.source}</span>}
    </TrustPill>
  );
}

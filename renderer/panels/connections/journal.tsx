/** The journal in the connections panel: how long it is, whether it is whole, and a check of every entry on request. */
import type { ConnectionsView } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { sendCommand, usePending } from '../../desk/commands';
import { formatFixed } from '../../theme/number-format';
import { journalCheckFact } from './model';
import css from './connections.module.css';

/** Entries, state, and the check with its progress; the check runs beside the trading. */
export function Journal({ connections }: { readonly connections: ConnectionsView }) {
  const pending = usePending('verify-journal');
  const { journalCheck: check, journalEntries, journalState } = connections;
  const isChecking = check?.state === 'checking';
  const fact = journalCheckFact(check);
  return (
    <div role="group" aria-label="Journal">
      <div className={css['title']}>
        <b className={journalState === 'whole' ? 'ok' : 'danger'}>●</b> <b>Journal</b>
        <span className={css['spring']} />
        <Button
          isSmall
          pending={pending}
          name="verify-journal"
          title={isChecking ? 'Ends the check under way' : 'Checks every entry against its hash, beside the trading (Ctrl+Alt+J)'}
          onFire={() => void sendCommand('verify-journal', { isWanted: !isChecking })}
        >
          {isChecking ? 'Stop checking' : 'Verify journal'}
        </Button>
      </div>
      <dl className={css['facts']}>
        <div title="Every intent is durable before it is sent">
          <dt>entries</dt>
          <dd className="num">
            {formatFixed(journalEntries, 0)} · {journalState}
          </dd>
        </div>
        <div title={check?.text ?? 'Not checked in this session'}>
          <dt>check</dt>
          <dd className={fact.tone === 'plain' ? 'num' : `num ${fact.tone}`}>
            <span role="status">{fact.value}</span>
          </dd>
        </div>
      </dl>
      {check?.state === 'damaged' && <p className={css['reason']}>{check.text}</p>}
    </div>
  );
}

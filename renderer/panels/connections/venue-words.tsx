/** What needs a deliberate word: quoting where nothing guards the orders, and taking the venue's positions over. */
import { useState } from 'react';
import type { ConnectionRow } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { HoldButton } from '../../controls/hold-button';
import { notify, sendCommand } from '../../desk/commands';
import css from './connections.module.css';

/** Typed and held, because from then on orders outlive this machine. */
function AcceptUnprotected({ row }: { readonly row: ConnectionRow }) {
  const [typed, setTyped] = useState('');
  const accept = (): void => void sendCommand('acknowledge-unprotected', { venue: row.venue, confirmation: 'UNPROTECTED' }, row.venue);
  return (
    <div className={css['word']}>
      <p>
        If this machine dies, orders stay in the market: nothing is quoted here. To quote all the same, at a quarter of the limits, type
        UNPROTECTED and hold.
      </p>
      <input aria-label="Type UNPROTECTED" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <HoldButton
        name="accept-unprotected"
        refusal={typed === 'UNPROTECTED' ? '' : 'Type UNPROTECTED first.'}
        onRefused={(reason) => notify('denied', reason)}
        onHeld={accept}
      >
        Hold to accept
      </HoldButton>
    </div>
  );
}

/** The venue's figure becomes ours; the reason is written into the journal. */
function AdoptPositions({ row }: { readonly row: ConnectionRow }) {
  const [reason, setReason] = useState('');
  const adopt = (): void => void sendCommand('adopt-positions', { venue: row.venue, reason: reason.trim() }, row.venue);
  return (
    <div className={css['word']}>
      <p>Positions differ: {row.reconciliation}. To take the venue’s over, say why they differ.</p>
      <input aria-label="Why positions differ" spellCheck={false} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button
        isSmall
        name="adopt-positions"
        refusal={reason.trim() === '' ? 'Say why they differ first.' : ''}
        onRefused={(words) => notify('denied', words)}
        onFire={adopt}
      >
        Take over
      </Button>
    </div>
  );
}

/** Whichever of them is due; nothing on an ordinary day. */
export function VenueWords({ row }: { readonly row: ConnectionRow }) {
  const isDiffering = !row.isMatched && row.reconciliation.includes('off by');
  const isUnguarded = row.presence === 'on' && row.privateChannel === 'live' && !row.isDeadManArmed && !row.isUnprotectedAccepted;
  return (
    <>
      {row.presence !== 'on' && (
        <p className={css['reason']} role="status">
          {row.presence === 'off' ? 'Disconnected by the trader: Reconnect ends it.' : 'Leaving: orders are being canceled first.'}
        </p>
      )}
      {isUnguarded && <AcceptUnprotected row={row} />}
      {isDiffering && <AdoptPositions row={row} />}
    </>
  );
}

/** Health of every venue: lanes, dead-man, reconciliation, delays; and the journal. */
import type { ConnectionRow } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { PanelFrame } from '../../controls/panel-frame';
import { sendCommand, usePending } from '../../desk/commands';
import { useEngineNow, useTopic } from '../../desk/selectors';
import { Journal } from './journal';
import { venueFacts, venueTone } from './model';
import { VenueWords } from './venue-words';
import css from './connections.module.css';

function Venue({ row }: { readonly row: ConnectionRow }) {
  const now = useEngineNow();
  const reconciling = usePending('reconcile', row.venue);
  const reconnecting = usePending('reconnect', row.venue);
  return (
    <div className={css['venue']}>
      <div className={css['title']}>
        <b className={venueTone(row)}>●</b> <b>{row.label}</b>
        <span className={css['badge']} data-matched={row.isMatched}>
          {row.isMatched ? 'matched' : row.reconciliation}
        </span>
        <span className={css['spring']} />
        <Button
          isSmall
          pending={reconciling}
          title="Asks the venue for everything again"
          onFire={() => void sendCommand('reconcile', { venue: row.venue }, row.venue)}
        >
          Reconcile
        </Button>
        <Button
          isSmall
          pending={reconnecting}
          fires="reduce"
          title="Pulls quotes, then connects anew"
          onFire={() => void sendCommand('reconnect', { venue: row.venue }, row.venue)}
        >
          Reconnect
        </Button>
      </div>
      <VenueWords row={row} />
      {row.reason !== '' && <p className={css['reason']}>{row.reason}</p>}
      <dl className={css['facts']}>
        {venueFacts(row, now).map((fact) => (
          <div key={fact.label} title={fact.title}>
            <dt>{fact.label}</dt>
            <dd className={fact.tone === 'plain' ? 'num' : `num ${fact.tone}`}>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The connections panel. */
export function Connections() {
  const connections = useTopic('connections');
  const rows = Object.values(connections?.rows ?? {});
  return (
    <PanelFrame
      id="connections"
      isLoaded={connections !== undefined}
      waitsFor="the state of the venues"
      empty={rows.length === 0 ? 'No venue is configured.' : ''}
    >
      <div className={css['all']}>
        {rows.map((row) => (
          <Venue key={row.venue} row={row} />
        ))}
        {connections !== undefined && <Journal connections={connections} />}
      </div>
    </PanelFrame>
  );
}

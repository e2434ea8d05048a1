/** The upper rungs of the stop ladder: flatten delta, flatten all, disconnect; each held, with its progress and a way to end it. */
import type { DeskView } from '../../../shared/projection/view-state';
import { fireOnce } from '../../controls/button';
import { classNames } from '../../controls/class-names';
import { HoldButton } from '../../controls/hold-button';
import { notify } from '../../desk/commands';
import { activeUnderlying, useDesk } from '../../desk/selectors';
import { disconnectAll, flattenAll, flattenDelta, stopFlatten } from '../keymap/actions';
import { flattenText, isFlattenRunning } from './progress';
import css from './stop-bar.module.css';

const NEEDS_ARMED = 'Flattening sends orders and needs ARMED: press Ctrl+Shift+A, then hold again.';

function Running({ desk }: { readonly desk: DeskView }) {
  return (
    <button
      type="button"
      name="stop-flatten"
      className={classNames(css['stop'], css['running'])}
      title={`${desk.flatten?.reason ?? ''} Press to end it; an order already sent lives on.`}
      {...fireOnce('reduce', stopFlatten)}
    >
      STOP FLATTEN
      <small>{desk.flatten === null ? '' : flattenText(desk.flatten, desk.engineTimeMs)}</small>
    </button>
  );
}

/** Three held buttons, or the progress of a flatten under way. */
export function Rungs({ desk }: { readonly desk: DeskView | undefined }) {
  const underlying = useDesk(activeUnderlying);
  const refusal = desk?.isArmed === true ? '' : NEEDS_ARMED;
  const refuse = (reason: string): void => notify('denied', reason);
  if (desk !== undefined && isFlattenRunning(desk.flatten)) return <Running desk={desk} />;
  const last = desk?.flatten == null ? null : flattenText(desk.flatten, desk.engineTimeMs);
  return (
    <div className={css['rungs']} title={desk?.flatten?.reason}>
      {/* A button per underlying: the hold ends when the desk turns to another one, so that what is flattened is what stands on it. */}
      <HoldButton
        key={underlying}
        name="flatten-delta"
        className={css['rung']}
        title={`Hold: bring the delta of ${underlying ?? 'the selected underlying'} to zero with hedges inside the limits (Ctrl+Alt+F, then hold Enter)`}
        refusal={refusal}
        onRefused={refuse}
        onHeld={() => flattenDelta(underlying)}
      >
        FLAT Δ {underlying ?? ''}
      </HoldButton>
      <HoldButton
        name="flatten-all"
        className={css['rung']}
        title="Hold: cancel our orders, then close every position reduce-only (Ctrl+Alt+Shift+F, then hold Enter)"
        refusal={refusal}
        onRefused={refuse}
        onHeld={flattenAll}
      >
        FLAT ALL
      </HoldButton>
      <HoldButton
        name="disconnect"
        className={css['rung']}
        title="Hold: pull, verify, then close every venue connection until reconnect (Ctrl+Alt+Shift+D, then hold Enter)"
        onHeld={disconnectAll}
      >
        OFFLINE
      </HoldButton>
      {last !== null && <small role="status">{last}</small>}
    </div>
  );
}

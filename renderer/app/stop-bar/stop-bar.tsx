/** The stop ladder: PULL, CANCEL, KILL always working, the upper rungs held; with what they will hit and how far they are. */
import { fireOnce } from '../../controls/button';
import { useTopic } from '../../desk/selectors';
import { classNames } from '../../controls/class-names';
import { cancelMine, kill, pullAll, pullSelected } from '../keymap/actions';
import { counted, progressText, pulledByAll, pullOn, venueProgress, type StopTarget } from './progress';
import { Rungs } from './rungs';
import css from './stop-bar.module.css';

interface StopProps {
  readonly name: string;
  readonly word: string;
  readonly target: StopTarget;
  /** Stands there while no pull of the target is news. */
  readonly detail: string;
  readonly title: string;
  readonly className?: string | undefined;
  readonly onFire: () => void;
}

function Stop({ name, word, target, detail, title, className, onFire }: StopProps) {
  const desk = useTopic('desk');
  const pull = pullOn(target, desk?.pull ?? null);
  const progress = pull === null || desk === undefined ? null : progressText(pull, desk.engineTimeMs);
  const tooltip = pull === null ? title : `${title} ${venueProgress(pull)}`;
  return (
    <button type="button" name={name} title={tooltip} className={classNames(css['stop'], className)} {...fireOnce('reduce', onFire)}>
      {word}
      <small>{progress ?? detail}</small>
    </button>
  );
}

function PullSelected() {
  const instrumentId = useTopic('desk')?.selectedInstrumentId ?? '';
  const selected = useTopic('watchlist')?.[instrumentId]?.name ?? 'selected';
  return (
    <Stop
      name="pull"
      word="PULL"
      target={{ kind: 'pull', instrumentId }}
      detail={`${selected} · F9`}
      title="Pull the selected instrument’s quotes (F9)."
      className={css['pull']}
      onFire={pullSelected}
    />
  );
}

/** The stop bar. */
export function StopBar() {
  const desk = useTopic('desk');
  const elsewhere = desk?.externalOrderCount ?? '—';
  return (
    <div className={css['stops']} role="group" aria-label="Stop bar">
      <PullSelected />
      <Stop
        name="pull-all"
        word="PULL ALL"
        target={{ kind: 'pull', instrumentId: null }}
        detail={`${pulledByAll(desk)} · Shift F9`}
        title="Pull all quotes on all venues, and every other order of this desk with them: a venue is emptied of ours at once (Shift+F9)."
        className={css['pull']}
        onFire={pullAll}
      />
      <Stop
        name="cancel"
        word="CANCEL"
        target={{ kind: 'cancel', instrumentId: null }}
        detail={`${counted(desk?.orderCount, 'order')} · mine`}
        title={`Cancel every working order of this desk; ${elsewhere} placed elsewhere stay.`}
        onFire={cancelMine}
      />
      <Stop
        name="kill"
        word="KILL"
        target={{ kind: 'kill', instrumentId: null }}
        detail="Ctrl Shift F9"
        title={`Cancel every working order of this desk, ${elsewhere} placed elsewhere stay; only reductions until RESUME is typed (Ctrl+Shift+F9).`}
        className={css['kill']}
        onFire={kill}
      />
      <Rungs desk={desk} />
    </div>
  );
}

/** The stop ladder: PULL, CANCEL, KILL always working, the upper rungs held; with what they will hit and how far they are. */
import type { DeskView, PullProgress } from '../../../shared/projection/view-state';
import { fireOnce } from '../../controls/button';
import { useTopic } from '../../desk/selectors';
import { classNames } from '../../controls/class-names';
import { cancelMine, kill, pullAll, pullSelected } from '../keymap/actions';
import { progressText, venueProgress } from './progress';
import { Rungs } from './rungs';
import css from './stop-bar.module.css';

interface StopProps {
  readonly name: string;
  readonly word: string;
  readonly detail: string;
  readonly title: string;
  readonly className?: string | undefined;
  readonly onFire: () => void;
}

function Stop({ name, word, detail, title, className, onFire }: StopProps) {
  return (
    <button type="button" name={name} title={title} className={classNames(css['stop'], className)} {...fireOnce('reduce', onFire)}>
      {word}
      <small>{detail}</small>
    </button>
  );
}

function detailOf(kind: PullProgress['kind'], desk: DeskView | undefined, otherwise: string): string {
  return desk?.pull?.kind === kind ? (progressText(desk.pull, desk.engineTimeMs) ?? otherwise) : otherwise;
}

/** The stop bar. */
export function StopBar() {
  const desk = useTopic('desk');
  const selected = useTopic('watchlist')?.[desk?.selectedInstrumentId ?? '']?.name;
  const count = (value: number | undefined, noun: string): string => `${value ?? '—'} ${noun}${value === 1 ? '' : 's'}`;
  const venues = venueProgress(desk?.pull ?? null);
  const elsewhere = desk?.externalOrderCount ?? '—';
  return (
    <div className={css['stops']} role="group" aria-label="Stop bar">
      <Stop
        name="pull"
        word="PULL"
        detail={selected === undefined ? 'selected · F9' : `${selected} · F9`}
        title={`Pull the selected instrument’s quotes (F9). ${venues}`}
        className={css['pull']}
        onFire={pullSelected}
      />
      <Stop
        name="pull-all"
        word="PULL ALL"
        detail={detailOf('pull', desk, `${count(desk?.quoteCount, 'quote')} · Shift F9`)}
        title={`Pull all quotes on all venues (Shift+F9). ${venues}`}
        className={css['pull']}
        onFire={pullAll}
      />
      <Stop
        name="cancel"
        word="CANCEL"
        detail={detailOf('cancel', desk, `${count(desk?.orderCount, 'order')} · mine`)}
        title={`Cancel every working order of this desk; ${elsewhere} placed elsewhere stay. ${venues}`}
        onFire={cancelMine}
      />
      <Stop
        name="kill"
        word="KILL"
        detail={detailOf('kill', desk, 'Ctrl Shift F9')}
        title={`Cancel every working order of this desk, ${elsewhere} placed elsewhere stay; only reductions until RESUME is typed (Ctrl+Shift+F9). ${venues}`}
        className={css['kill']}
        onFire={kill}
      />
      <Rungs desk={desk} />
    </div>
  );
}

/** When something happened: the time alone on the day under way, with its date on any other, since a desk runs for days. */
import { useDesk } from '../desk/selectors';
import { formatClock, formatDate, formatMoment } from '../theme/time-format';
import { classNames } from './class-names';

/** The moment in UTC; its date is always in the title. */
export function Moment({ atMs, className }: { readonly atMs: number; readonly className?: string }) {
  const today = useDesk(({ clock }) => (clock === null ? null : formatDate(clock.engineTimeMs)));
  return (
    <span className={classNames('num', className)} title={`${formatDate(atMs)} ${formatClock(atMs)} UTC`}>
      {formatMoment(atMs, today)}
    </span>
  );
}

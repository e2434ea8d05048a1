/** Progress of a pull in a few words. */
import type { DeskView, FlattenProgress, PullProgress } from '../../../shared/projection/view-state';
import { COIN_DECIMALS, UNKNOWN, formatAge, formatFixed } from '../../theme/number-format';

/** How long the end of a pull stays on the button. */
const SHOWN_AFTER_MS = 6_000;

/** What is left, or in how long it was done; `null` when it is no longer news. */
export function progressText(pull: PullProgress, engineNowMs: number): string | null {
  const venues = Object.values(pull.venues);
  if (!pull.isDone) {
    const left = venues.reduce((sum, venue) => sum + venue.remaining, 0);
    return `${left} left …`;
  }
  if (engineNowMs - pull.requestedAtMs > SHOWN_AFTER_MS) return null;
  const slowest = venues.reduce<number | null>(
    (worst, venue) => (venue.elapsedMs === null ? worst : Math.max(worst ?? 0, venue.elapsedMs)),
    null,
  );
  return slowest === null ? '✓ done' : `✓ none left in ${formatAge(slowest)}`;
}

/** What a button stops: `null` for all of it. */
export type StopTarget = Pick<PullProgress, 'kind' | 'instrumentId'>;

/** The pull that a button asked for; `null` on every other button: the end of one instrument's is not the end of all. */
export function pullOn(button: StopTarget, pull: PullProgress | null): PullProgress | null {
  return pull?.kind === button.kind && pull.instrumentId === button.instrumentId ? pull : null;
}

/** A number of things; `—` while it is not known. */
export function counted(value: number | undefined, noun: string): string {
  return `${value ?? UNKNOWN} ${noun}${value === 1 ? '' : 's'}`;
}

/** What a pull of everything takes out: quotes, and orders by hand and hedges with them. */
export function pulledByAll(desk: Pick<DeskView, 'quoteCount' | 'orderCount'> | undefined): string {
  const others = desk === undefined ? 0 : desk.orderCount - desk.quoteCount;
  return `${counted(desk?.quoteCount, 'quote')}${others > 0 ? ` + ${others}` : ''}`;
}

/** Whether a flatten still acts. */
export function isFlattenRunning(flatten: FlattenProgress | null): boolean {
  return flatten?.phase === 'clearing' || flatten?.phase === 'working';
}

/** What is left of a flatten, or how it ended; `null` when it is no longer news. */
export function flattenText(flatten: FlattenProgress, engineNowMs: number): string | null {
  const left = Object.entries(flatten.remainingCoin)
    .map(([name, coin]) => `${name} ${coin === null ? '—' : formatFixed(coin, COIN_DECIMALS, 'always')}`)
    .join(', ');
  if (flatten.phase === 'clearing') return 'canceling own orders …';
  if (flatten.phase === 'working') return `${left} left …`;
  if (flatten.phase === 'blocked') return `✗ not flat: ${flatten.reason}`;
  if (engineNowMs - flatten.startedAtMs > SHOWN_AFTER_MS * 10) return null;
  return flatten.phase === 'done' ? `✓ flat after ${flatten.sliceCount} orders` : 'stopped';
}

/** Each venue in words, for the tooltip. */
export function venueProgress(pull: PullProgress): string {
  return Object.entries(pull.venues)
    .map(
      ([venue, state]) =>
        `${venue}: ${state.elapsedMs === null ? `${state.remaining} left` : `none left after ${formatAge(state.elapsedMs)}`}`,
    )
    .join('; ');
}

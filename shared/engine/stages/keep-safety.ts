/** Watches over the latches: auto-disarm, loss of the day, progress and end of a pull. */
import type { PullState } from '../state';
import { raiseAlert, updateSafety, type StepWork } from '../step-work';
import { disarm } from './ingest-connection';
import { keepDay, noteBest } from './keep-day';
import { keepLeaving } from './keep-leaving';
import { requestReconciliation } from './keep-orders';
import { guardLosses } from './loss-limit';
import { countInScope, countLeftBehind, haltTrading, repeatPull } from './trading-halt';

/** A pull of everything that is not over by then has failed so far, ms. */
const PULL_LIMIT_MS = 5000;

/** Stage 11: after everything else of the step. */
export function keepSafety(work: StepWork): void {
  const { event } = work;
  if (event.kind === 'cancel-all-confirmed') confirmEmpty(work, event);
  followPull(work);
  keepLeaving(work);
  if (event.kind !== 'clock-ticked' && event.kind !== 'account-snapshot') return;
  // At a reconciliation as well, which may end the wait for it: a loss carried over is looked at before anything is sent.
  keepDay(work);
  noteBest(work);
  guardLosses(work);
  if (event.kind !== 'clock-ticked') return;
  const { disarmsAtMs } = work.safety;
  if (disarmsAtMs !== null && work.session.nowMs >= disarmsAtMs) disarm(work);
  guardPull(work);
}

function confirmEmpty(work: StepWork, event: Extract<StepWork['event'], { kind: 'cancel-all-confirmed' }>): void {
  requestReconciliation(work, event.venue);
  const { pull } = work.safety;
  const entry = pull?.venues[event.venue];
  if (pull === null || entry === undefined || pull.instrumentId !== null) return;
  const venues = { ...pull.venues, [event.venue]: { remaining: event.remaining, elapsedMs: work.session.nowMs - pull.requestedAtMs } };
  updateSafety(work, { pull: { ...pull, venues, isDone: isEveryDone(venues) } });
}

function isEveryDone(venues: PullState['venues']): boolean {
  return Object.values(venues).every((entry) => entry.elapsedMs !== null);
}

/** Counts down what is left; a pull of one instrument is done when none of its quotes works any more. */
function followPull(work: StepWork): void {
  const { pull } = work.safety;
  if (pull === null || pull.isDone) return;
  let isChanged = false;
  const venues: Record<string, PullState['venues'][string]> = {};
  for (const { venue } of Object.values(work.venues)) {
    const entry = pull.venues[venue];
    if (entry === undefined) continue;
    const remaining = entry.elapsedMs === null ? countInScope(work, pull, venue) : entry.remaining;
    const isOver = pull.instrumentId !== null && entry.elapsedMs === null && remaining === 0;
    const elapsedMs = isOver ? work.session.nowMs - pull.requestedAtMs : entry.elapsedMs;
    isChanged ||= remaining !== entry.remaining || elapsedMs !== entry.elapsedMs;
    venues[venue] = { remaining, elapsedMs };
  }
  if (isChanged) updateSafety(work, { pull: { ...pull, venues, isDone: isEveryDone(venues) } });
}

/** Orders that may rest although everything was pulled: nobody trades on over them. Without such orders there is nothing to halt for. */
function guardPull(work: StepWork): void {
  const { pull, tradingState } = work.safety;
  if (pull === null || pull.isDone || pull.instrumentId !== null) return;
  if (tradingState === 'halted' || tradingState === 'killed' || work.session.nowMs - pull.requestedAtMs < PULL_LIMIT_MS) return;
  const count = countLeftBehind(work, pull);
  if (count === 0) return;
  const found = `${count} of the orders pulled ${PULL_LIMIT_MS / 1000} s ago may still rest, no venue has confirmed that they are gone; the cancel is repeated.`;
  haltTrading(work, 'halted', `${found} Resume (type RESUME) once they are gone.`);
  repeatPull(work, pull, 'halted: a pull without an end');
  raiseAlert(work, { key: 'pull-unconfirmed', severity: 3, text: found });
}

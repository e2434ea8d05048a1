/** How quickly a venue answers: from its first limit on its quotes are wider, from its second on they are out of the market. */
import type { VenueId } from '../../domain/venue';
import type { SlowVenue, VenueState } from '../account-state';
import type { SlowVenueLimits } from '../settings';
import { venueOfInstrument } from '../state';
import { raiseAlert, touchControl, updateVenue, type StepWork } from '../step-work';

/** Sessions whose settings say nothing of it: a quote whose cancel takes longer is a gift to whoever is quicker; half of what an order may be under way. */
const PULL_ONLY: SlowVenueLimits = { widenAtMs: 1000, pullAtMs: 1000, widenFactor: 1 };

/** A limit counts as left only this far below it … */
const RECOVERED_SHARE = 0.7;
/** … and quotes come nearer only after so long without an answer above that, ms: a single quick answer proves nothing. */
const HOLD_MS = 3000;

function limitsOf(work: StepWork): SlowVenueLimits {
  return work.session.settings.slowVenue ?? PULL_ONLY;
}

/** By how much the half-spread at a venue is widened; 1 leaves it. */
export function widenFactorOf(work: StepWork, venue: VenueState | undefined): number {
  return venue?.slowness == null ? 1 : limitsOf(work).widenFactor;
}

/** Whether a quote of the venue could not be taken back in time. */
export function isTooSlow(venue: VenueState): boolean {
  return venue.slowness?.state === 'too-slow';
}

/** After each measurement of the lane that carries orders, and on the clock while the venue is slow. */
export function assessPace(work: StepWork, id: VenueId): void {
  const venue = work.venues[id];
  if (venue === undefined) return;
  const before = venue.slowness ?? null;
  const after = judge(work, before, venue.lanes.private.roundTripMs ?? 0);
  if (before === null && after === null) return;
  updateVenue(work, id, { slowness: after });
  const isWorse = RANK[stateOf(after)] > RANK[stateOf(before)];
  if (stateOf(after) !== stateOf(before)) touchControl(work);
  if (after !== null && isWorse) tell(work, venue, after);
}

const RANK = { prompt: 0, slow: 1, 'too-slow': 2 } as const;

function stateOf(slowness: SlowVenue | null): keyof typeof RANK {
  return slowness === null ? 'prompt' : slowness.state;
}

function judge(work: StepWork, before: SlowVenue | null, roundTripMs: number): SlowVenue | null {
  const { widenAtMs, pullAtMs } = limitsOf(work);
  const { nowMs } = work.session;
  const isAbove = (limitMs: number, wasAbove: boolean): boolean => roundTripMs >= (wasAbove ? limitMs * RECOVERED_SHARE : limitMs);
  const isSlow = isAbove(widenAtMs, before !== null);
  if (isAbove(pullAtMs, before?.state === 'too-slow')) return { state: 'too-slow', lastAtMs: nowMs };
  if (isSlow) return { state: 'slow', lastAtMs: nowMs };
  return before !== null && nowMs - before.lastAtMs < HOLD_MS ? { state: 'slow', lastAtMs: before.lastAtMs } : null;
}

function tell(work: StepWork, { venue, lanes }: VenueState, { state }: SlowVenue): void {
  const isQuoted = Object.values(work.quoting).some(
    ({ instrumentId, isTradingOn }) => isTradingOn && venueOfInstrument(instrumentId) === venue,
  );
  const { widenAtMs, pullAtMs, widenFactor } = limitsOf(work);
  const isPulled = state === 'too-slow';
  if (!isQuoted || (!isPulled && widenFactor === 1)) return;
  const what = isPulled ? 'out of the market' : `${widenFactor} times as wide`;
  const until = `until it is below ${Math.round((isPulled ? pullAtMs : widenAtMs) * RECOVERED_SHARE)} ms`;
  const text = `${venue} answers in ${Math.round(lanes.private.roundTripMs ?? 0)} ms: its quotes are ${what} ${until}.`;
  raiseAlert(work, { key: `slow|${venue}`, severity: isPulled ? 2 : 1, text });
}

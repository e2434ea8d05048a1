/** The engine's only clock and timer; everything below it receives time as data. */
import { uptime } from 'node:os';

/** Wall time for stamps, monotonic time for durations, and a timer. */
export interface EngineClock {
  nowMs(): number;
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** A machine that has been up this much longer than the monotonic clock ran has slept; the clocks of some systems count whole seconds only. */
const SLEPT_MS = 5_000;

/** Asking for the time since boot reads a file on some systems, so it is asked at this pace, and at once when the wall clock jumps. */
const LOOK_FOR_SLEEP_MS = 50;

/** The clocks of a machine, ms. */
export interface MachineClocks {
  /** Epoch time. Anyone may set it, forward and back. */
  wallMs(): number;
  /** Never set; stands still on some systems while the machine sleeps. */
  monotonicMs(): number;
  /** Since the machine was started: never set, counts sleep. */
  sinceBootMs(): number;
}

/** A step of the wall clock from one look to the next that is larger was made by whoever sets it, ms. */
const SET_MS = 20;

/** Clocks of one machine drift apart by less than this share of the time, and nothing is moved any faster. */
const DRIFT_SHARE = 0.001;

/** Two clocks that were read within this were read at one instant, ms. */
const ONE_INSTANT_MS = 1;

/**
 * Epoch time in whole milliseconds. It runs with the monotonic clock, so that setting the wall clock, forward or back, moves no stamp and
 * stalls no timer; a sleep is added from the time since boot. Where nothing disciplines the monotonic clock, as on Windows and macOS, it
 * drifts by half a second in a day or two, and the venue's time would be another one: what the wall clock does by itself, unless it is set,
 * is followed so slowly that time never runs back. For the same reason no drift of the time since boot may be taken for a sleep.
 */
export function steadyNow({ wallMs, monotonicMs, sinceBootMs }: MachineClocks): () => number {
  let differenceMs = wallMs() - monotonicMs();
  let sleptMs = sinceBootMs() - monotonicMs();
  let lookedAtMs = monotonicMs();
  let wallAheadMs = differenceMs;
  /** What the wall clock was set by. */
  let setMs = 0;
  const follow = (nowAheadMs: number, mostMs: number): void => {
    const stepMs = nowAheadMs - wallAheadMs;
    wallAheadMs = nowAheadMs;
    if (Math.abs(stepMs) > SET_MS) setMs += stepMs;
    differenceMs += within(nowAheadMs - setMs - differenceMs, mostMs);
  };
  const look = (elapsedMs: number, nowAheadMs: number): void => {
    const isOneInstant = monotonicMs() - elapsedMs <= ONE_INSTANT_MS;
    const mostMs = (elapsedMs - lookedAtMs) * DRIFT_SHARE;
    lookedAtMs = elapsedMs;
    const moreMs = sinceBootMs() - elapsedMs - sleptMs;
    const isSleep = moreMs > SLEPT_MS;
    sleptMs += isSleep ? moreMs : within(moreMs, mostMs);
    if (isSleep) {
      differenceMs += moreMs;
      // The wall clock went on meanwhile: that is no setting of it.
      setMs -= moreMs;
    }
    if (isOneInstant) follow(nowAheadMs, mostMs);
  };
  return () => {
    const elapsedMs = monotonicMs();
    const nowAheadMs = wallMs() - elapsedMs;
    // The first thing done after a sleep may come before the pace is due again: it must not be stamped with the time of before.
    const hasJumped = Math.abs(nowAheadMs - wallAheadMs) > SLEPT_MS;
    if (hasJumped || elapsedMs - lookedAtMs >= LOOK_FOR_SLEEP_MS) look(elapsedMs, nowAheadMs);
    return Math.round(elapsedMs + differenceMs);
  };
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

/** The clock of this process. */
export const systemClock: EngineClock = {
  nowMs: steadyNow({ wallMs: () => Date.now(), monotonicMs: () => performance.now(), sinceBootMs: () => uptime() * 1_000 }),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

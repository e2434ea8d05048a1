/** Times on screen: always UTC, ISO order, no locale. */
import { UNKNOWN } from './number-format';

function part(atMs: number, from: number, to: number): string {
  return new Date(atMs).toISOString().slice(from, to);
}

/** `14:03:22` */
export function formatClock(atMs: number | null): string {
  return atMs === null ? UNKNOWN : part(atMs, 11, 19);
}

/** `14:03:22.404` */
export function formatClockMs(atMs: number | null): string {
  return atMs === null ? UNKNOWN : part(atMs, 11, 23);
}

/** `14:03` */
export function formatMinute(atMs: number): string {
  return part(atMs, 11, 16);
}

/** `2026-11-22` */
export function formatDate(atMs: number | null): string {
  return atMs === null ? UNKNOWN : part(atMs, 0, 10);
}

/** `14:03:22` on the day that is `today`, or while no day is known; else `11-22 14:03`. */
export function formatMoment(atMs: number, today: string | null): string {
  return today === null || formatDate(atMs) === today ? formatClock(atMs) : `${part(atMs, 5, 10)} ${formatMinute(atMs)}`;
}

/** Time left as `9:41`; never negative. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

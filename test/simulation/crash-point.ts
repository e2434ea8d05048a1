/** Where a process can die, and what the disk keeps. */
import type { Fate } from './simulated-disk';

/** Every step on the way of an order: decided, being written, durable, sent, there, answered, filled, and the way of its cancel. */
export const CRASH_POINTS = [
  'before-commit',
  'while-writing',
  'after-commit',
  'after-first-send',
  'after-send',
  'at-arrival',
  'at-answer',
  'at-fill',
  'at-cancel',
  'at-canceled',
] as const;

/** One of them. */
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** `synced`: the process dies alone. Lost and torn need a power loss. */
export const FATES: readonly Fate[] = ['synced', 'lost', 'torn'];

/** Where to die and what becomes of the group that is being written then. */
export interface PlannedCrash {
  readonly point: CrashPoint;
  readonly fate: Fate;
}

/** The name under which a crash is counted. */
export function crashName({ point, fate }: PlannedCrash): string {
  return `crash at ${point}, disk ${fate}`;
}

/** A flatten as the engine keeps it: what is to become zero, what is left of it, and why it does not go on. */
import type { Underlying } from '../domain/instrument';
import type { ClientOrderId } from '../domain/order';
import type { TimestampMs } from '../domain/time';

/** One instrument (or underlying) on its way to zero. */
export interface FlattenLeg {
  /** Signed: coin for a delta, lots of the instrument for a position. */
  readonly remaining: number;
  /** What it waits for, one sentence; empty if nothing. */
  readonly reason: string;
}

/** The last flatten. Replaced, never mutated. */
export interface FlattenState {
  readonly flattenId: string;
  readonly kind: 'delta' | 'all';
  /** The underlying of a delta; `null` for all positions. */
  readonly underlying: Underlying | null;
  readonly startedAtMs: TimestampMs;
  /** `clearing`: our own orders are leaving first. `blocked`: gave up with a reason. `stopped`: by the trader. */
  readonly phase: 'clearing' | 'working' | 'done' | 'blocked' | 'stopped';
  /** What it waits for now, or why it ended; one sentence, empty if nothing. */
  readonly reason: string;
  /** Keyed by instrument id, or by underlying for a delta. */
  readonly legs: Readonly<Record<string, FlattenLeg>>;
  /** Slices whose end is not known yet: nothing more is sent before. */
  readonly working: readonly ClientOrderId[];
  readonly sliceCount: number;
  readonly sentAtMs: TimestampMs | null;
  /** Last time something filled, or its start. */
  readonly progressAtMs: TimestampMs;
  /** Sum of what the venue filled of its slices, lots. */
  readonly filledLots: number;
}

/** Whether it still acts. */
export function isFlattening(flatten: FlattenState | null): flatten is FlattenState {
  return flatten !== null && (flatten.phase === 'clearing' || flatten.phase === 'working');
}

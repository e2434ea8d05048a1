/** What the journal keeps: every event of a session, every order intent before it is sent, where sessions begin and end. */
import type { OrderIntent } from '../domain/order';
import type { TimestampMs } from '../domain/time';
import type { Environment } from '../domain/venue';
import type { RecoveredDay } from '../engine/day-state';
import type { EngineEvent } from '../engine/events';

/** A session begins. The engine's own `session-started` event follows and carries the settings. */
export interface SessionStartedEntry {
  readonly kind: 'session-started';
  readonly atMs: TimestampMs;
  readonly sessionId: string;
  readonly environment: Environment;
  /** Seeds everything random of the session. */
  readonly seed: number;
  /** Version of the desk that wrote it. */
  readonly deskVersion: string;
  /** Names the exchange that the desk brought along, which ends with it, accounts and all; absent of one that goes on by itself. */
  readonly exchangeRun?: string;
}

/** Something that happened, exactly as `step` got it. */
export interface EventEntry {
  readonly kind: 'event';
  readonly event: EngineEvent;
}

/** An order about to be sent; durable before it leaves. */
export interface IntentEntry {
  readonly kind: 'intent';
  readonly atMs: TimestampMs;
  /** Sequence of the event whose step decided it. */
  readonly eventSequence: number;
  readonly intent: OrderIntent;
}

/** Reason of an end after which orders of ours may rest: the next session starts as after a crash. */
export const UNVERIFIED_END = 'unverified';

/** A session ended: in order, with everything pulled and verified, unless its reason is `UNVERIFIED_END`. Its absence means a crash. */
export interface SessionEndedEntry {
  readonly kind: 'session-ended';
  readonly atMs: TimestampMs;
  readonly sessionId: string;
  readonly reason: string;
  /** The day's profit, for a desk of another version that cannot replay this one; absent if no day had begun. */
  readonly day?: RecoveredDay;
}

/** One line of the journal. */
export type JournalEntry = SessionStartedEntry | EventEntry | IntentEntry | SessionEndedEntry;

/** Kinds of entry. */
export type JournalEntryKind = JournalEntry['kind'];

/** An entry with its place; sequences are consecutive from 1 over all sessions of a journal. */
export interface StoredEntry {
  readonly sequence: number;
  readonly entry: JournalEntry;
}

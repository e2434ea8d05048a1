/** What main and the engine worker say to each other. Plain data, so that the engine can move to another kind of process. */
import * as v from 'valibot';
import type { Environment } from '../domain/venue';
import type { DeskSettings } from '../engine/settings';
import type { CommandName } from './commands';
import type { CommandOutcome, TopicMessage } from './envelope';
import type { TopicName } from './topics';

/** Where the engine connects; `hosts` is the complete allow-list of outgoing `host:port`. */
export interface EngineEndpoint {
  readonly environment: Environment;
  readonly httpUrl: string;
  readonly websocketUrl: string;
  readonly hosts: readonly string[];
}

/** Keys of one account. They travel from main to the engine once and nowhere else. */
export interface EngineCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The first message to a worker. */
export interface StartEngine {
  readonly type: 'start';
  readonly profileDirectory: string;
  readonly endpoint: EngineEndpoint;
  readonly credentials: EngineCredentials;
  readonly environment: Environment;
  /** Written into the journal, so that a later version knows who wrote it. */
  readonly deskVersion: string;
  readonly settings: DeskSettings;
  /** Seeds everything random of the session. */
  readonly sessionSeed: number;
  /** Names the practice exchange that this desk brought along: its accounts begin and end with it. Absent of any other exchange. */
  readonly exchangeRun?: string;
  /** Name of the channel on which a risk worker answers; absent where none runs. */
  readonly riskChannel?: string;
  /** Arm and turn trading on for the quoted instruments after start; practice only. */
  readonly isQuotingOnStart: boolean;
  /** Why this engine replaces one that failed: it comes up halted and says so. Absent at a normal start. */
  readonly haltsBecause?: string;
}

/** What main noticed and the engine must journal, show and, if it is fatal, answer with a pull and a halt. */
export interface EngineNotice {
  readonly source: string;
  readonly message: string;
  readonly isFatal: boolean;
}

/** What each beat of the engine carries: all that main needs to pull without it. Nothing secret. */
export interface EngineFacts {
  /** Sequence of the last event stepped. */
  readonly eventSequence: number;
  /** Journal entries durable so far. */
  readonly journalEntries: number;
  /** Working orders of this desk. */
  readonly ownOrders: number;
  /** Whether a reconciled account holds orders of this desk only, so that everything may be canceled in one call. */
  readonly isAccountOurs: boolean;
  /** The venue's time at the beat, epoch ms; `null` until it was measured. */
  readonly venueTimeMs: number | null;
  readonly isArmed: boolean;
  /** Orders rest or may be sent without another command; an engine at rest may pause without harm. */
  readonly isAtRisk: boolean;
  /** Used share of the engine's heap limit, 0 to 1. */
  readonly heapShare: number;
}

/** Window 0 is main itself: it reads the desk for the status line. */
export type WindowId = number;

/** Main to engine. Commands were already checked against their schema and sender. */
export type ToEngine =
  | StartEngine
  | { readonly type: 'command'; readonly windowId: WindowId; readonly id: string; readonly name: CommandName; readonly args: unknown }
  | { readonly type: 'subscribe'; readonly windowId: WindowId; readonly topic: TopicName }
  | { readonly type: 'unsubscribe'; readonly windowId: WindowId; readonly topic: TopicName }
  | { readonly type: 'resnapshot'; readonly windowId: WindowId; readonly topic: TopicName }
  | { readonly type: 'painted'; readonly sequence: number; readonly paintedAtMs: number }
  /** Main lives: without it the engine pulls and halts. */
  | { readonly type: 'lease' }
  | { readonly type: 'notice'; readonly notice: EngineNotice }
  /** Pull everything, verify, close the journal, then answer `shutdown-done`. */
  | { readonly type: 'shutdown' };

/** Engine to main. Topic messages are relayed unread. */
export type FromEngine =
  | { readonly type: 'ready' }
  /** `windowId` null: every window that subscribed to the topic. */
  | { readonly type: 'topic'; readonly windowId: WindowId | null; readonly message: TopicMessage }
  | { readonly type: 'outcome'; readonly windowId: WindowId; readonly id: string; readonly outcome: CommandOutcome }
  /** The engine lives; without it main pulls. */
  | { readonly type: 'beat'; readonly facts: EngineFacts }
  /** The engine can't go on; the message says what was expected, what was found, what to do. */
  | { readonly type: 'fatal'; readonly message: string }
  /** `isPulled`: nothing of ours rests, and that was verified; otherwise main has to see to it. */
  | { readonly type: 'shutdown-done'; readonly isPulled: boolean };

/** Schema of a command's id: one UUID per gesture. */
export const commandIdSchema = v.pipe(v.string(), v.uuid('expected a UUID as command id'));

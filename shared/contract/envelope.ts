/** What wraps every command and every topic message between processes. Plain JSON-like data. */

/** Why a command was not carried out, in words a trader can act on. */
export interface CommandDenied {
  readonly status: 'denied';
  readonly reason: string;
}

/** The command took effect with the event of this sequence. */
export interface CommandAccepted {
  readonly status: 'accepted';
  readonly sequence: number;
}

/** It was handed to an engine that ended before it answered: carried out or not, nobody can say. */
export interface CommandUnknown {
  readonly status: 'unknown';
  readonly reason: string;
}

/** Every command ends in exactly one of these. */
export type CommandOutcome = CommandAccepted | CommandDenied | CommandUnknown;

/** One change of a topic's value: `path` are object keys from its root; no `value` means removed. */
export interface PatchOperation {
  readonly path: readonly string[];
  readonly value?: unknown;
}

/** A topic message. Sequences are consecutive per topic from the snapshot on; a gap means: ask for a new snapshot. */
export type TopicMessage =
  | { readonly topic: string; readonly sequence: number; readonly kind: 'snapshot'; readonly value: unknown }
  | { readonly topic: string; readonly sequence: number; readonly kind: 'patch'; readonly patch: readonly PatchOperation[] };

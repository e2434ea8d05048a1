/** What the engine's thread and the journal's threads say to each other. */
import type { ChainEnd } from '../../shared/journal/hash-chain';
import type { EncodedGroup } from '../storage/journal-groups';
import type { StateSnapshot } from '../storage/snapshot-store';
import type { JournalCheck } from '../storage/verify-journal';

/** Engine to the thread that writes. */
export type ToJournal =
  | { readonly type: 'open'; readonly directory: string }
  | { readonly type: 'append'; readonly groups: readonly EncodedGroup[] }
  | { readonly type: 'close' };

/** The thread that writes to the engine. */
export type FromJournal =
  | { readonly type: 'opened'; readonly end: ChainEnd; readonly isCleanEnd: boolean; readonly notice: string }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'appended'; readonly end: ChainEnd }
  /** `end` where the file was given up and a new one holds the group all the same. */
  | { readonly type: 'failed'; readonly message: string; readonly end: ChainEnd | null }
  | { readonly type: 'closed' };

/** Engine to the thread that checks and keeps snapshots: nothing that trades waits for it. */
export type ToKeeper =
  | { readonly type: 'snapshot'; readonly directory: string; readonly snapshot: StateSnapshot }
  | { readonly type: 'verify'; readonly directory: string }
  | { readonly type: 'stop-verifying' };

/** The thread that checks and keeps snapshots, to the engine. */
export type FromKeeper =
  | { readonly type: 'snapshot-kept'; readonly problem: string | null }
  | { readonly type: 'progress'; readonly records: number }
  | { readonly type: 'checked'; readonly check: JournalCheck }
  | { readonly type: 'stopped'; readonly records: number };

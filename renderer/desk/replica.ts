/** A topic's replica: a snapshot plus consecutive patches; a gap makes it unknown again. */
import type { TopicMessage } from '../../shared/contract/envelope';
import { applyPatch } from '../../shared/projection/apply-patch';

/** What this window knows of one topic. */
export interface Replica {
  readonly sequence: number;
  readonly value: unknown;
}

/** What a message did: the next replica (`null` = unknown), and whether a snapshot must be asked for. */
export interface Receipt {
  readonly replica: Replica | null;
  readonly needsSnapshot: boolean;
}

/** Takes one message. A patch out of sequence is never applied; patches before the awaited snapshot are dropped. */
export function receive(replica: Replica | null, message: TopicMessage): Receipt {
  // Without a number in the row nothing can be said about what comes next.
  if (!Number.isSafeInteger(message.sequence)) return { replica: null, needsSnapshot: true };
  if (message.kind === 'snapshot') return { replica: { sequence: message.sequence, value: message.value }, needsSnapshot: false };
  if (replica === null) return { replica: null, needsSnapshot: false };
  if (message.sequence !== replica.sequence + 1) return { replica: null, needsSnapshot: true };
  try {
    return { replica: { sequence: message.sequence, value: applyPatch(replica.value, message.patch) }, needsSnapshot: false };
  } catch {
    // A patch that does not fit means that the replica is not what the engine thinks it is.
    return { replica: null, needsSnapshot: true };
  }
}

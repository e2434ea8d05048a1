/** Book frames into snapshots and deltas, with the continuity check that makes a lost frame impossible to miss. */
import type { EngineEventBody, LevelChange } from '../../../shared/engine/events';
import type { Instrument } from '../../../shared/domain/instrument';
import { timestampMs } from '../../../shared/domain/time';
import { readList, readMultiple, readPositiveMultiple, readTicks, readWhole, refuse } from './decode-fields';
import type { JsonRecord } from './decode-fields';

/** What is known of one subscribed book. `changeId` is `null` until a snapshot of this generation arrived. */
export interface BookContinuity {
  generation: number;
  changeId: number | null;
  /** No change came since the snapshot. Absent means `false`. */
  isAtSnapshot?: boolean;
}

/** A book frame is an event, a gap to be closed by resubscribing, or too early or too late to mean anything. */
export type BookOutcome =
  | { readonly kind: 'event'; readonly event: EngineEventBody }
  | { readonly kind: 'gap'; readonly reason: string }
  | { readonly kind: 'ignored' };

const NOTHING_NEW: BookOutcome = { kind: 'ignored' };

/** Thrown out of the loop as one sentence: a level is `["new" | "change" | "delete", price, quantity]`. */
function decodeLevels(value: unknown, instrument: Instrument, name: string): LevelChange[] {
  const rows = readList(value, name);
  const levels: LevelChange[] = new Array<LevelChange>(rows.length);
  for (let row = 0; row < rows.length; row += 1) {
    const level = rows[row];
    if (!Array.isArray(level) || level.length !== 3) return refuse(name, 'levels of [action, price, quantity]', level);
    const ticks = readTicks(level[1], instrument, 'price') || refuse('price', 'more than 0', level[1]);
    const action: unknown = level[0];
    if (action === 'delete') levels[row] = [ticks, 0 * readMultiple(level[2], instrument.lotSize, 'quantity')];
    else if (action === 'new' || action === 'change') levels[row] = [ticks, readPositiveMultiple(level[2], instrument.lotSize, 'quantity')];
    else return refuse(name, 'an action of new, change or delete', action);
  }
  return levels;
}

function readKind(data: JsonRecord): 'snapshot' | 'change' {
  const kind = data['type'];
  if (kind === 'snapshot' || kind === 'change') return kind;
  // Recordings older than the `type` field tell a change by its predecessor.
  if (kind === undefined) return typeof data['prev_change_id'] === 'number' ? 'change' : 'snapshot';
  return refuse('type', 'snapshot or change', kind);
}

/** Decodes one book notification and moves `continuity` on; throws `FieldRefused` leaving it untouched. */
export function decodeBook(data: JsonRecord, instrument: Instrument, continuity: BookContinuity): BookOutcome {
  const kind = readKind(data);
  const changeId = readWhole(data['change_id'], 'change_id');
  const bids = decodeLevels(data['bids'], instrument, 'bids');
  const asks = decodeLevels(data['asks'], instrument, 'asks');
  const venueTimeMs = timestampMs(readWhole(data['timestamp'], 'timestamp'));
  const { generation } = continuity;
  const instrumentId = instrument.id;
  if (kind === 'snapshot') {
    continuity.changeId = changeId;
    continuity.isAtSnapshot = true;
    return { kind: 'event', event: { kind: 'book-snapshot', instrumentId, generation, changeId, bids, asks, venueTimeMs } };
  }
  if (continuity.changeId === null) return NOTHING_NEW;
  // The venue may send changes after a snapshot that holds them already.
  if (continuity.isAtSnapshot === true && changeId <= continuity.changeId) return NOTHING_NEW;
  const previousChangeId = readWhole(data['prev_change_id'], 'prev_change_id');
  if (previousChangeId !== continuity.changeId) {
    const reason = `book gap: expected a change after ${continuity.changeId}, found one after ${previousChangeId}`;
    continuity.changeId = null;
    return { kind: 'gap', reason };
  }
  continuity.changeId = changeId;
  continuity.isAtSnapshot = false;
  return { kind: 'event', event: { kind: 'book-delta', instrumentId, generation, previousChangeId, changeId, bids, asks, venueTimeMs } };
}

/** The UTC day whose profit is counted, and what one session hands to the next of it. Replaced, never mutated. */
import type { InstrumentId } from '../domain/instrument';
import type { TimestampMs } from '../domain/time';
import type { Environment } from '../domain/venue';
import type { FundingFigure } from '../inventory/funding';

/** A position as the session before held it, and what it was worth to us then. */
export interface CarriedPosition {
  readonly instrumentId: InstrumentId;
  /** Signed. */
  readonly lots: number;
  /** As in `Position`. */
  readonly entryCoin: number;
  /** USD at the last mark and index; `null` if one was missing. */
  readonly unrealisedUsd: number | null;
}

/** What the day came to so far, for the session that follows. Plain data: part of its `session-started` event. */
export interface RecoveredDay {
  readonly environment: Environment;
  /** 00:00 UTC of the day. */
  readonly startsAtMs: TimestampMs;
  /** The first moment that is counted. */
  readonly sinceMs: TimestampMs;
  /** When this was so. */
  readonly atMs: TimestampMs;
  /** Executions until then are in it, whatever the venue tells later; absent in journals of before it was kept. */
  readonly readUntilMs?: TimestampMs;
  /** Realised on that day less fees, and funding received, USD. */
  readonly closedUsd: number;
  /** To be added to unrealised profit: what was unrealised when the day began is of another day. USD. */
  readonly openOffsetUsd: number;
  /** As in `DayState`; absent in journals of before it was kept. */
  readonly bestUsd?: number;
  readonly positions: readonly CarriedPosition[];
  /** The venue's last figure of each perpetual, keyed by instrument id; absent in journals of before funding was booked. */
  readonly funding?: Readonly<Record<string, FundingFigure>>;
}

/** The day under way. Its profit is that of the session plus both offsets. */
export interface DayState {
  readonly startsAtMs: TimestampMs;
  readonly sinceMs: TimestampMs;
  /** To be added to what this session realised less its fees and received as funding, USD. */
  readonly closedOffsetUsd: number;
  readonly openOffsetUsd: number;
  /** The highest profit since the day began, or since a trader resumed beyond the limit of the fall from it, USD. */
  readonly bestUsd: number;
  /** What earlier sessions of the day held, until the venue says what is left of it; `null` if there was none. */
  readonly carried: (Pick<RecoveredDay, 'atMs' | 'readUntilMs'> & { readonly positions: readonly CarriedPosition[] }) | null;
}

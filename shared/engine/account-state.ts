/** What the engine knows of the account: venues, positions, fills. All values are replaced, never mutated. */
import type { VenueBalance } from '../domain/balance';
import type { Fill, UnreadFill } from '../domain/fill';
import type { Underlying } from '../domain/instrument';
import type { DeadManCapability } from '../domain/dead-man';
import type { TimestampMs } from '../domain/time';
import type { ChannelState, VenueChannel, VenueId } from '../domain/venue';
import type { Position } from '../inventory/position';
import type { TradingLock } from './trading-lock';

/** One lane of a venue. */
export interface LaneState {
  readonly state: ChannelState;
  readonly reason: string;
  readonly sinceMs: TimestampMs;
  /** Receive time of the last message, at most 20 ms behind. */
  readonly lastMessageAtMs: TimestampMs | null;
  readonly roundTripMs: number | null;
  readonly clockOffsetMs: number | null;
  /** What came last came so late that it tells of a market that is over. */
  readonly isLagging: boolean;
}

/** Since when answers to orders take too long; `slow`: quotes are wider, `too-slow`: they are out of the market. */
export interface SlowVenue {
  readonly state: 'slow' | 'too-slow';
  /** When an answer was last beyond the limit, or not far enough below it. */
  readonly lastAtMs: TimestampMs;
}

/** Health of one venue connection. */
export interface VenueState {
  readonly venue: VenueId;
  readonly lanes: Readonly<Record<VenueChannel, LaneState>>;
  readonly gapCount: number;
  readonly reconnectCount: number;
  /** Messages received in the last full second. */
  readonly messagesPerSecond: number;
  /** `null`, or absent in snapshots of before it was kept: it answers promptly. */
  readonly slowness?: SlowVenue | null;
  readonly isProtected: boolean;
  readonly deadManSeconds: number | null;
  /** How this venue guards orders of a machine that died; `null` before it was reported. */
  readonly deadMan: DeadManCapability | null;
  /** The trader accepted to quote here although nothing guards the orders; ends with the connection. */
  readonly isUnprotectedAccepted: boolean;
  /** Leaving by the trader's wish: `pulling` until the venue is empty, then `off` until reconnect. */
  readonly presence: 'on' | 'pulling' | 'off';
  /** When leaving was asked for, or last said not to be possible; `null` while `on`. */
  readonly leaveAskedAtMs: TimestampMs | null;
  /** `null` before the first reconciliation of this session; reset by a lost private lane. */
  readonly reconciledAtMs: TimestampMs | null;
  /** When no difference was last left open for a fill on the way; reset as above. Absent in snapshots of before it was kept. */
  readonly comparedAtMs?: TimestampMs | null;
  /** When the newest reading that was taken was asked for; what was executed until then is known. Absent before, and in older snapshots. */
  readonly readAtMs?: TimestampMs;
  readonly reconciliationRequestedAtMs: TimestampMs | null;
  /** When the newest reading failed or was put off; `null` after one that was taken. Absent in snapshots of before it was kept. */
  readonly readingFailedAtMs?: TimestampMs | null;
  /** When this venue was last asked about a single order; `null` if never. */
  readonly orderQueriedAtMs: TimestampMs | null;
  /** `matched`, `not yet`, or what is off. */
  readonly reconciliation: string;
  readonly isMatched: boolean;
  /** Snapshots in a row whose positions differed from ours. */
  readonly mismatchCount: number;
  /** Why the venue's positions are to be taken over with its next snapshot; empty: they are not. */
  readonly adoptionReason: string;
  readonly balances: readonly VenueBalance[];
  /** Underlyings in which the venue takes no orders, by cause. Absent in snapshots of before it was kept: none. */
  readonly locks?: readonly TradingLock[];
  /** What readings told that came before an opening and were not taken. `null`, or absent in snapshots of before it was kept: nothing. */
  readonly putOff?: { readonly fills: readonly Fill[]; readonly unreadFills: readonly UnreadFill[] } | null;
}

/** A venue about to be stored. */
export type MutableVenue = { -readonly [Field in keyof VenueState]: VenueState[Field] };

/** A copy to be changed before it is stored. Fields are written out: spreading so many is some ten times as slow, and this runs with most messages. */
export function copyVenue(venue: VenueState): MutableVenue {
  const copy: MutableVenue = {
    venue: venue.venue,
    lanes: venue.lanes,
    gapCount: venue.gapCount,
    reconnectCount: venue.reconnectCount,
    messagesPerSecond: venue.messagesPerSecond,
    slowness: venue.slowness ?? null,
    isProtected: venue.isProtected,
    deadManSeconds: venue.deadManSeconds,
    deadMan: venue.deadMan,
    isUnprotectedAccepted: venue.isUnprotectedAccepted,
    presence: venue.presence,
    leaveAskedAtMs: venue.leaveAskedAtMs,
    reconciledAtMs: venue.reconciledAtMs,
    comparedAtMs: venue.comparedAtMs ?? null,
    reconciliationRequestedAtMs: venue.reconciliationRequestedAtMs,
    readingFailedAtMs: venue.readingFailedAtMs ?? null,
    orderQueriedAtMs: venue.orderQueriedAtMs,
    reconciliation: venue.reconciliation,
    isMatched: venue.isMatched,
    mismatchCount: venue.mismatchCount,
    adoptionReason: venue.adoptionReason,
    balances: venue.balances,
  };
  if (venue.readAtMs !== undefined) copy.readAtMs = venue.readAtMs;
  if (venue.locks !== undefined) copy.locks = venue.locks;
  if (venue.putOff !== undefined) copy.putOff = venue.putOff;
  return copy;
}

/** The lanes with one of them changed. */
export function changeLane(lanes: VenueState['lanes'], channel: VenueChannel, change: Partial<LaneState>): VenueState['lanes'] {
  const next = { 'market-data': lanes['market-data'], private: lanes.private, cancel: lanes.cancel };
  const { state, reason, sinceMs, lastMessageAtMs, roundTripMs, clockOffsetMs, isLagging } = lanes[channel];
  next[channel] = Object.assign({ state, reason, sinceMs, lastMessageAtMs, roundTripMs, clockOffsetMs, isLagging }, change);
  return next;
}

/** One position: opening balance plus the sum of our fills, and what the venue said of it. */
export interface PositionState {
  readonly position: Position;
  readonly underlying: Underlying;
  /** Taken over from the venue at the first reconciliation, signed lots; part of `position`. */
  readonly openingLots: number;
  /** The venue's figure in lots at the last reconciliation; `null` before the first. */
  readonly venueLots: number | null;
  /** Ours minus the venue's at that moment, lots; `null` before the first. */
  readonly differenceLots: number | null;
}

/** A fill with what was known around it. Bps positive in our favour; `null` not (yet) known. */
export interface FillRecord {
  readonly fill: Fill;
  readonly receivedAtMs: TimestampMs;
  /** Consecutive per session, from 1. */
  readonly number: number;
  /** `quote 1`, `hedge`, `manual`, `external`. */
  readonly source: string;
  /** Fair value or mid at the fill, quote units. */
  readonly fairValueAtFill: number | null;
  readonly edgeBps: number | null;
  readonly markout1sBps: number | null;
  readonly markout10sBps: number | null;
  readonly markout60sBps: number | null;
  /** Net delta of the underlying after it, coin; `null` if unknown. */
  readonly deltaAfterCoin: number | null;
}

/** Net exposure of one underlying, coin; the delta of inverse perpetuals and futures is quantity / price. */
export interface ExposureState {
  readonly underlying: Underlying;
  /** `null` while a needed price is missing. */
  readonly deltaCoin: number | null;
  /** `null` while a needed price is missing. */
  readonly unrealisedCoin: number | null;
  readonly realisedCoin: number;
  readonly realisedUsd: number;
  readonly feesCoin: number;
  readonly feesUsd: number;
  readonly trust: 'loading' | 'live' | 'degraded' | 'stale' | 'blocked';
  readonly trustReason: string;
  readonly inputAtMs: TimestampMs | null;
}

/** One point of the inventory history. */
export interface InventoryPoint {
  readonly atMs: TimestampMs;
  readonly deltaCoin: number;
  readonly targetCoin: number;
  readonly skewTicks: number;
}

/** Takes the health of venue connections in; losing the private lane ends belief in the account and stops trading there. */
import type { VenueChannel, VenueId } from '../../domain/venue';
import { changeLane, type LaneState, type VenueState } from '../account-state';
import type { EngineEvent } from '../events';
import { venueOfInstrument } from '../state';
import { raiseAlert, touchControl, updateQuoting, updateSafety, updateVenue, type StepWork } from '../step-work';
import { haltTrading, pullQuotes } from './trading-halt';
import { noteLock } from './venue-locks';
import { assessPace } from './venue-pace';

/** Ticks of the clock further apart than this mean that this machine slept. */
const CLOCK_GAP_MS = 5000;

/** Stage 2: lanes, latency, dead-man switch, faults, the clock. */
export function ingestConnection(work: StepWork): void {
  const { event } = work;
  noteMessage(work, event);
  switch (event.kind) {
    case 'channel-changed':
      return changeChannel(work, event);
    case 'latency-measured':
      return measureLane(work, event);
    case 'dead-man-reported':
      return noteDeadMan(work, event);
    case 'trading-lock-reported':
      ensureVenue(work, event.venue);
      return noteLock(work, event);
    case 'fault-noticed':
      return noticeFault(work, event);
    case 'clock-ticked':
      return tickClock(work);
    case 'instruments-loaded':
      ensureVenue(work, event.venue);
      return;
    default:
      return;
  }
}

/** A venue not heard of before, everything about it unknown. */
function newVenue(venue: VenueId, nowMs: LaneState['sinceMs']): VenueState {
  const lane: LaneState = {
    state: 'connecting',
    reason: '',
    sinceMs: nowMs,
    lastMessageAtMs: null,
    roundTripMs: null,
    clockOffsetMs: null,
    isLagging: false,
  };
  return {
    venue,
    lanes: { 'market-data': lane, private: lane, cancel: lane },
    gapCount: 0,
    reconnectCount: 0,
    messagesPerSecond: 0,
    slowness: null,
    isProtected: false,
    deadManSeconds: null,
    deadMan: null,
    isUnprotectedAccepted: false,
    presence: 'on',
    leaveAskedAtMs: null,
    reconciledAtMs: null,
    comparedAtMs: null,
    reconciliationRequestedAtMs: null,
    readingFailedAtMs: null,
    orderQueriedAtMs: null,
    reconciliation: 'not yet',
    isMatched: false,
    mismatchCount: 0,
    adoptionReason: '',
    balances: [],
  };
}

function ensureVenue(work: StepWork, venue: VenueId): VenueState {
  const known = work.venues[venue];
  if (known !== undefined) return known;
  const created = newVenue(venue, work.session.nowMs);
  work.venues = { ...work.venues, [venue]: created };
  return created;
}

function updateLane(work: StepWork, from: Lane, change: Partial<LaneState>): void {
  const venue = ensureVenue(work, from.venue);
  updateVenue(work, from.venue, { lanes: changeLane(venue.lanes, from.channel, change) });
}

function measureLane(work: StepWork, event: Extract<EngineEvent, { kind: 'latency-measured' }>): void {
  updateLane(work, event, { roundTripMs: event.roundTripMs, clockOffsetMs: event.clockOffsetMs });
  if (event.channel === 'private') assessPace(work, event.venue);
}

/** One lane of one venue. */
interface Lane {
  readonly venue: VenueId;
  readonly channel: VenueChannel;
}

/** Which lane an event came over, if it proves that the lane is alive. */
function laneOf(event: EngineEvent): Lane | null {
  switch (event.kind) {
    case 'book-delta':
    case 'book-snapshot':
      return { venue: venueOfInstrument(event.instrumentId), channel: 'market-data' };
    case 'ticker-updated':
      return { venue: venueOfInstrument(event.ticker.instrumentId), channel: 'market-data' };
    case 'index-updated':
      return { venue: event.venue, channel: 'market-data' };
    case 'order-reported':
      return { venue: venueOfInstrument(event.report.instrumentId), channel: 'private' };
    case 'fill-reported':
      return { venue: venueOfInstrument(event.fill.instrumentId), channel: 'private' };
    case 'balance-updated':
    case 'account-snapshot':
      return { venue: event.venue, channel: 'private' };
    case 'latency-measured':
      return { venue: event.venue, channel: event.channel };
    default:
      return null;
  }
}

/** Times of messages are kept this coarse, so that a busy book does not replace its venue with every change, ms. */
const MESSAGE_GRAIN_MS = 20;

function noteMessage(work: StepWork, event: EngineEvent): void {
  const from = laneOf(event);
  if (from === null) return;
  work.traffic.set(from.venue, (work.traffic.get(from.venue) ?? 0) + 1);
  const { lastMessageAtMs } = ensureVenue(work, from.venue).lanes[from.channel];
  if (lastMessageAtMs !== null && event.atMs >= lastMessageAtMs && event.atMs - lastMessageAtMs < MESSAGE_GRAIN_MS) return;
  updateLane(work, from, { lastMessageAtMs: event.atMs });
}

function changeChannel(work: StepWork, event: Extract<EngineEvent, { kind: 'channel-changed' }>): void {
  const before = ensureVenue(work, event.venue).lanes[event.channel];
  const isLoss = before.state === 'live' && event.state !== 'live';
  const change = { state: event.state, reason: event.state === 'live' ? '' : event.reason };
  updateLane(work, event, { ...change, sinceMs: event.atMs, lastMessageAtMs: event.atMs });
  touchControl(work);
  if (isLoss) loseLane(work, event, event.reason);
  else if (event.channel === 'market-data' && event.state !== 'live') loseBooks(work, event.venue, event.reason);
  if (event.channel === 'private' && event.state === 'blocked') sayLookOnly(work, event.venue, event.reason);
}

/** Nobody is let in to the account: nothing is waited for that could come by itself, so the halt says so too. */
function sayLookOnly(work: StepWork, venue: VenueId, reason: string): void {
  const text = `${venue}: ${reason}. Look only: prices are shown, no order can be sent. Set right the keys of this account, then reconnect.`;
  raiseAlert(work, { key: `look-only|${venue}`, severity: 3, text });
  const { tradingState, needsResume } = work.safety;
  if (tradingState === 'halted' && !needsResume) updateSafety(work, { reason: text });
}

function loseLane(work: StepWork, lost: Lane, reason: string): void {
  const { venue: venueId, channel } = lost;
  const venue = ensureVenue(work, venueId);
  const why = reason === '' ? 'connection lost' : reason;
  if (venue.presence !== 'off') {
    updateVenue(work, venueId, { reconnectCount: venue.reconnectCount + 1 });
    raiseAlert(work, {
      key: `lane|${venueId}|${channel}`,
      severity: channel === 'market-data' ? 2 : 3,
      text: `${venueId}: ${channel} lane lost, ${why}.`,
    });
  }
  if (channel === 'market-data') loseBooks(work, venueId, why);
  if (channel !== 'private') return;
  updateVenue(work, venueId, {
    reconciledAtMs: null,
    comparedAtMs: null,
    reconciliation: 'not yet',
    isMatched: false,
    reconciliationRequestedAtMs: null,
    readingFailedAtMs: null,
  });
  disarm(work);
  for (const quoting of Object.values(work.quoting)) {
    if (venueOfInstrument(quoting.instrumentId) !== venueId || !quoting.isTradingOn) continue;
    const pulledReason = `${venueId} account connection was lost: turn trading on again once it is reconciled`;
    updateQuoting(work, quoting, { isTradingOn: false, pulledReason });
  }
}

/** Only a snapshot creates a book again. */
function loseBooks(work: StepWork, venueId: VenueId, reason: string): void {
  for (const market of work.markets.values()) {
    if (market.instrument.venue !== venueId || market.bookState === 'loading' || market.bookState === 'disconnected') continue;
    work.markets.set(market.instrument.id, {
      ...market,
      bookState: 'disconnected',
      bookReason: reason,
      crossedSinceMs: null,
      revision: market.revision + 1,
    });
  }
}

/** Ends the armed state. */
export function disarm(work: StepWork): void {
  if (work.safety.isArmed) updateSafety(work, { isArmed: false, disarmsAtMs: null });
}

/** Losing protection takes the quotes out; getting it (again) ends what was accepted without it. */
function noteDeadMan(work: StepWork, event: Extract<EngineEvent, { kind: 'dead-man-reported' }>): void {
  const known = ensureVenue(work, event.venue);
  const deadMan = event.capability ?? known.deadMan;
  updateVenue(work, event.venue, { isProtected: event.isProtected, deadManSeconds: event.seconds, deadMan, isUnprotectedAccepted: false });
  // Never by comparing objects: a replay reads a new one from every entry.
  const isFirstWord = known.deadMan === null && deadMan !== null;
  if (event.isProtected !== known.isProtected || isFirstWord || known.isUnprotectedAccepted) touchControl(work);
  if (!event.isProtected && known.presence !== 'off') raiseUnprotected(work, event.venue);
}

function raiseUnprotected(work: StepWork, venue: VenueId): void {
  const text = `${venue}: orders stay in the market if this machine dies; cancel-on-disconnect is not armed.`;
  raiseAlert(work, { key: `dead-man|${venue}`, severity: 2, text });
}

/** So many letters tell one trouble from another. */
const CAUSE_LENGTH = 40;

/** What a fault is about, without numbers and ids: the same trouble counts up, and another of the same source does not take its place unread. */
function causeOf(message: string): string {
  return message.replace(/[^A-Za-z ]+/gu, '').slice(0, CAUSE_LENGTH);
}

function noticeFault(work: StepWork, event: Extract<EngineEvent, { kind: 'fault-noticed' }>): void {
  const { source, message } = event;
  raiseAlert(work, { key: `fault|${source}|${causeOf(message)}`, severity: event.isFatal ? 3 : 2, text: `${source}: ${message}` });
  if (!event.isFatal) return;
  const reason = `${source}: ${message} Resume (type RESUME) once it is mended.`;
  haltTrading(work, 'halted', reason);
  pullQuotes(work, { instrumentId: null, reason: `halted: ${source}` });
}

/** Nobody watched the market meanwhile, and nobody may be at the desk: quotes leave and only a person lets them back. */
function haltAfterPause(work: StepWork, pausedMs: number): void {
  const found = `This machine paused for ${(pausedMs / 1000).toFixed(1)} s: all quotes were pulled.`;
  haltTrading(work, 'halted', `${found} Check orders and positions, then arm and type RESUME.`);
  pullQuotes(work, { instrumentId: null, reason: 'halted: this machine paused' });
  raiseAlert(work, { key: 'clock-gap', severity: 3, text: found });
}

function tickClock(work: StepWork): void {
  const { clockAtMs, nowMs } = work.session;
  work.session = { ...work.session, clockAtMs: nowMs };
  if (clockAtMs !== null && nowMs - clockAtMs > CLOCK_GAP_MS) {
    haltAfterPause(work, nowMs - clockAtMs);
  }
  if (clockAtMs !== null && Math.floor(clockAtMs / 1000) === Math.floor(nowMs / 1000)) return;
  for (const venue of Object.values(work.venues)) {
    const messagesPerSecond = work.traffic.get(venue.venue) ?? 0;
    work.traffic.set(venue.venue, 0);
    if (messagesPerSecond !== venue.messagesPerSecond) updateVenue(work, venue.venue, { messagesPerSecond });
    if (venue.slowness != null) assessPace(work, venue.venue);
  }
}

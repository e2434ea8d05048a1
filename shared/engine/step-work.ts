/** The working copy of one step: stages read it, replace its fields and append effects; closed into a state at the end. */
import type { InstrumentId } from '../domain/instrument';
import { fail, ok, type Result } from '../domain/result';
import type { VenueId } from '../domain/venue';
import { copyVenue, type PositionState, type VenueState } from './account-state';
import type { EngineEffect } from './effects';
import type { EngineEvent } from './events';
import { copyMarket, type MarketState } from './market-state';
import { copyQuoting, type QuotingState } from './quoting-state';
import type { AlertState, EngineState, SafetyState, SessionState } from './state';

/** One step under way. Fields are replaced by stages; nothing in it outlives the step except through `closeStep`. */
export type StepWork = { -readonly [Field in keyof EngineState]: EngineState[Field] } & MutableOutcome;

/** What a step is about and what it asks for so far. */
interface MutableOutcome {
  readonly event: EngineEvent;
  readonly effects: EngineEffect[];
  /** One event, or the time since the clock last ticked, changed how far every market may be believed. */
  isTrustShaken: boolean;
}

/** What a step returns. */
export interface StepResult {
  readonly state: EngineState;
  /** To be carried out in this order; each `send-order` is in `state` as submitted. */
  readonly effects: readonly EngineEffect[];
}

/** Starts a step: time and sequence become those of the event. Fields are written out: spreading this many is slow in the hot path. */
export function openStep(state: EngineState, event: EngineEvent): StepWork {
  const { sessionId, environment, settings, startedAtMs, clockAtMs, nextOrderNumber } = state.session;
  return {
    session: { sessionId, environment, settings, startedAtMs, nowMs: event.atMs, sequence: event.sequence, clockAtMs, nextOrderNumber },
    safety: state.safety,
    venues: state.venues,
    traffic: state.traffic,
    openedVenues: state.openedVenues,
    markets: state.markets,
    indexes: state.indexes,
    chains: state.chains,
    histories: state.histories,
    volatilityHistories: state.volatilityHistories,
    marginSimulations: state.marginSimulations,
    surfaces: state.surfaces,
    orders: state.orders,
    sentAtMs: state.sentAtMs,
    recentManual: state.recentManual,
    positions: state.positions,
    funding: state.funding,
    day: state.day,
    days: state.days,
    exposures: state.exposures,
    inventoryTargets: state.inventoryTargets,
    inventoryHistory: state.inventoryHistory,
    fills: state.fills,
    fillCount: state.fillCount,
    quoting: state.quoting,
    hedge: state.hedge,
    flatten: state.flatten,
    risk: state.risk,
    alerts: state.alerts,
    selectedInstrumentId: state.selectedInstrumentId,
    commandOutcomes: state.commandOutcomes,
    revisions: state.revisions,
    event,
    effects: [],
    isTrustShaken: false,
  };
}

/** Ends a step. */
export function closeStep(work: StepWork): StepResult {
  const state: EngineState = {
    session: work.session,
    safety: work.safety,
    venues: work.venues,
    traffic: work.traffic,
    openedVenues: work.openedVenues,
    markets: work.markets,
    indexes: work.indexes,
    chains: work.chains,
    histories: work.histories,
    volatilityHistories: work.volatilityHistories,
    marginSimulations: work.marginSimulations,
    surfaces: work.surfaces,
    orders: work.orders,
    sentAtMs: work.sentAtMs,
    recentManual: work.recentManual,
    positions: work.positions,
    funding: work.funding,
    day: work.day,
    days: work.days,
    exposures: work.exposures,
    inventoryTargets: work.inventoryTargets,
    inventoryHistory: work.inventoryHistory,
    fills: work.fills,
    fillCount: work.fillCount,
    quoting: work.quoting,
    hedge: work.hedge,
    flatten: work.flatten,
    risk: work.risk,
    alerts: work.alerts,
    selectedInstrumentId: work.selectedInstrumentId,
    commandOutcomes: work.commandOutcomes,
    revisions: work.revisions,
  };
  return { state, effects: work.effects };
}

/** Replaces fields of one market and lets later stages look at it again. */
export function updateMarket(work: StepWork, market: MarketState, change: Partial<MarketState>): void {
  const next = Object.assign(copyMarket(market), change);
  next.revision = market.revision + 1;
  work.markets.set(market.instrument.id, next);
}

/** Replaces fields of one market that no quote depends on. */
export function noteInMarket(work: StepWork, market: MarketState, change: Partial<MarketState>): void {
  work.markets.set(market.instrument.id, Object.assign(copyMarket(market), change));
}

/** Replaces fields of the session. */
export function updateSession(work: StepWork, change: Partial<SessionState>): void {
  work.session = { ...work.session, ...change };
}

/** Replaces fields of the safety state. */
export function updateSafety(work: StepWork, change: Partial<SafetyState>): void {
  work.safety = { ...work.safety, ...change };
  touchControl(work);
}

/** Replaces fields of a venue; a venue not known yet is left alone. */
export function updateVenue(work: StepWork, venue: VenueId, change: Partial<VenueState>): void {
  const known = work.venues[venue];
  if (known !== undefined) work.venues = { ...work.venues, [venue]: Object.assign(copyVenue(known), change) };
}

/** Replaces fields of one instrument's quoting state. */
export function updateQuoting(work: StepWork, quoting: QuotingState, change: Partial<QuotingState>): QuotingState {
  const next = Object.assign(copyQuoting(quoting), change);
  work.quoting = { ...work.quoting, [quoting.instrumentId]: next };
  return next;
}

/** Replaces a position. */
export function storePosition(work: StepWork, id: InstrumentId, position: PositionState): void {
  work.positions = { ...work.positions, [id]: position };
  work.revisions = { ...work.revisions, positions: work.revisions.positions + 1 };
}

/** Lets every quoted instrument be looked at again. */
export function touchControl(work: StepWork): void {
  work.revisions = { ...work.revisions, control: work.revisions.control + 1 };
}

/** Lets everything that depends on positions, exposures or targets be looked at again. */
export function touchInventory(work: StepWork): void {
  work.revisions = { ...work.revisions, inventory: work.revisions.inventory + 1 };
}

/** Alerts kept; acknowledged and oldest go first. */
const ALERTS_KEPT = 200;

/** What to tell the trader; the same `key` counts up instead of repeating. */
export interface AlertNotice {
  readonly key: string;
  readonly severity: 1 | 2 | 3;
  readonly text: string;
}

/** Raises an alert or counts up the one of the same cause that is not acknowledged yet. */
export function raiseAlert(work: StepWork, notice: AlertNotice): void {
  const atMs = work.session.nowMs;
  const index = work.alerts.findIndex((alert) => alert.key === notice.key && !alert.isAcknowledged);
  const known = work.alerts[index];
  if (known !== undefined) {
    const again: AlertState = { ...known, lastAtMs: atMs, count: known.count + 1, text: notice.text, severity: notice.severity };
    work.alerts = work.alerts.map((alert, at) => (at === index ? again : alert));
    return;
  }
  const { key, severity, text } = notice;
  const kept = work.alerts.length < ALERTS_KEPT ? work.alerts : dropOldest(work.alerts);
  const alert: AlertState = {
    key,
    severity,
    text,
    alertId: nextAlertId(work),
    raisedAtMs: atMs,
    lastAtMs: atMs,
    count: 1,
    isAcknowledged: false,
  };
  work.alerts = [...kept, alert];
}

/** By the alerts of the same step, not by the length of the list, which stays the same once it is full. */
function nextAlertId({ alerts, session }: StepWork): string {
  const ofStep = `alert-${session.sequence}-`;
  return `${ofStep}${alerts.filter(({ alertId }) => alertId.startsWith(ofStep)).length}`;
}

/** Without the oldest that was seen; where none was, the oldest of the least urgent: a flood of notes must not push out what asks for action. */
function dropOldest(alerts: readonly AlertState[]): readonly AlertState[] {
  const rank = ({ isAcknowledged, severity }: AlertState): number => (isAcknowledged ? 0 : severity);
  const least = Math.min(...alerts.map(rank));
  const index = alerts.findIndex((alert) => rank(alert) === least);
  return alerts.filter((_, at) => at !== index);
}

/** What a command came to: nothing to add, or why not, in words. */
export type CommandResult = Result<null, string>;

/** The command took effect. */
export const accepted: CommandResult = ok(null);

/** The command is refused; one sentence: rule, number, what to do. */
export function denied(reason: string): CommandResult {
  return fail(reason);
}

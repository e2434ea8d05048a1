/** Starts a session from its settings: halted, unarmed, pricing on, trading off. */
import { toInstrumentId, type InstrumentId } from '../../domain/instrument';
import type { EngineEvent } from '../events';
import type { QuotingState } from '../quoting-state';
import type { RecoveredAccount } from '../recovered-account';
import type { QuotingParameters } from '../settings';
import type { SafetyState } from '../state';
import { raiseAlert, touchControl, type StepWork } from '../step-work';
import { resumeDay } from './keep-day';
import { resumeDays } from './record-days';

type SessionStarted = Extract<EngineEvent, { readonly kind: 'session-started' }>;

const NEW_ACCOUNT =
  "The practice exchange began anew with this start, with a new account: the last session's orders, positions and profit went with the old one.";

/** Stage 0: only `session-started` does anything here. */
export function startSession(work: StepWork): void {
  const { event } = work;
  if (event.kind !== 'session-started') return;
  const { settings, sessionId, environment } = event;
  work.session = { ...work.session, sessionId, environment, settings, startedAtMs: event.atMs, clockAtMs: null, nextOrderNumber: 1 };
  const pulledAtMs = event.recovered?.pulledAtMs;
  const before = pulledAtMs === undefined ? {} : { pulledAllAtMs: pulledAtMs };
  work.safety = { ...startLatch(event), isArmed: false, disarmsAtMs: null, pull: null, ...before };
  work.inventoryTargets = settings.targets;
  work.quoting = startQuoting(work, event);
  const [first] = settings.quotedInstruments;
  work.selectedInstrumentId = first === undefined ? null : toInstrumentId(first);
  carryOver(work, event.recovered);
  resumeDay(work, event.recovered?.day);
  resumeDays(work, event.recovered?.days);
  touchControl(work);
}

/** Orders whose end nobody saw count as unknown until the venue is asked; executions booked once are never booked again. */
function carryOver(work: StepWork, recovered: RecoveredAccount | undefined): void {
  if (recovered === undefined) return;
  if (recovered.isGone === true) raiseAlert(work, { key: 'new-account', severity: 1, text: NEW_ACCOUNT });
  if (recovered.pulledAtMs !== undefined) sayPulled(work, recovered.pulledAtMs);
  work.orders.ignoreFills(recovered.tradeIds);
  for (const { intent, venueOrderId, fillsQuantity } of recovered.orders)
    work.orders.carryOver(intent, { venueOrderId, fillsQuantity, reason: 'sent before the restart' }, work.session.nowMs);
  if (recovered.orders.length === 0) return;
  const text = `Orders of the last session that had no end yet: ${recovered.orders.length}. They count as open while the venue is asked.`;
  raiseAlert(work, { key: 'carried-over', severity: 2, text });
}

/** A start as after any other night would let nobody know that somebody stopped everything, and when. */
function sayPulled(work: StepWork, atMs: number): void {
  const at = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  const text = `Everything was pulled at ${at} UTC and nobody resumed before the last session ended. Nothing is quoted until trading is turned on.`;
  raiseAlert(work, { key: 'pulled-before', severity: 2, text });
}

/** A kill outlives its session, however that ended; an end without a shutdown latches by itself. */
function startLatch({ settings, recovered }: SessionStarted): Pick<SafetyState, 'tradingState' | 'reason' | 'needsResume'> {
  if (recovered?.isKilled === true)
    return {
      tradingState: 'killed',
      reason: 'Killed by the trader in the last session. To resume: arm, then type RESUME.',
      needsResume: true,
    };
  if (settings.startsHalted !== true)
    return { tradingState: 'halted', reason: 'Waiting for the first reconciliation.', needsResume: false };
  const reason = 'The last session ended without a shutdown: check orders and positions, then arm and type RESUME.';
  return { tradingState: 'halted', reason, needsResume: true };
}

function startQuoting(work: StepWork, event: SessionStarted): Readonly<Record<string, QuotingState>> {
  const { settings } = event;
  const quoting: Record<string, QuotingState> = {};
  for (const instrumentId of settings.quotedInstruments.map(toInstrumentId)) {
    const parameters = settings.parameters[instrumentId];
    if (parameters === undefined) {
      const text = `${instrumentId} is to be quoted but has no parameters in the settings; it is left out. Add them and restart.`;
      raiseAlert(work, { key: `parameters|${instrumentId}`, severity: 2, text });
    } else quoting[instrumentId] = newQuoting(instrumentId, parameters);
  }
  return quoting;
}

/** Quoting control of an instrument at the start of a session. */
function newQuoting(instrumentId: InstrumentId, parameters: QuotingParameters): QuotingState {
  return {
    instrumentId,
    isPricingOn: true,
    isTradingOn: false,
    suspensions: { buy: null, sell: null },
    parameters,
    parametersVersion: 1,
    changedAtMs: null,
    changedBy: 'settings',
    undoStack: [],
    draft: null,
    draftProblem: '',
    targets: null,
    draftTargets: null,
    levelStatuses: [],
    pulledReason: '',
    rejectedAtMs: [],
    inputs: { market: -1, inventory: -1, control: -1, orders: -1, allOrders: -1 },
  };
}

/** The engine before its first event, and what `session-started` makes of it. */
import { timestampMs } from '../domain/time';
import { OrderTracker } from '../execution/order-tracker';
import { noDays } from './desk-days';
import { initialRiskState } from './risk-state';
import type { EngineState } from './state';
import type { DeskSettings } from './settings';

const NO_SETTINGS: DeskSettings = {
  version: 1,
  quotedInstruments: [],
  watchedInstruments: [],
  parameters: {},
  limits: {},
  targets: {},
  staleness: { bookAmberMs: 1000, bookStaleMs: 3000, privateAmberMs: 5000, privateStaleMs: 15_000 },
  maximumOrdersPerSecond: 0,
  autoDisarmMinutes: 10,
  maximumDailyLossUsd: 0,
};

/** A state that owns fresh maps; it must be stepped by one caller only. Without a session nothing can be sent. */
export function createInitialState(): EngineState {
  return {
    session: {
      sessionId: '',
      environment: 'review',
      settings: NO_SETTINGS,
      startedAtMs: timestampMs(0),
      nowMs: timestampMs(0),
      sequence: 0,
      clockAtMs: null,
      nextOrderNumber: 1,
    },
    safety: {
      tradingState: 'halted',
      reason: 'Waiting for a session.',
      needsResume: false,
      isArmed: false,
      disarmsAtMs: null,
      pull: null,
    },
    venues: {},
    traffic: new Map(),
    openedVenues: [],
    markets: new Map(),
    indexes: {},
    chains: {},
    histories: {},
    volatilityHistories: {},
    marginSimulations: {},
    surfaces: {},
    orders: new OrderTracker(),
    sentAtMs: [],
    recentManual: [],
    positions: {},
    funding: {},
    day: null,
    days: noDays,
    exposures: {},
    inventoryTargets: {},
    inventoryHistory: {},
    fills: [],
    fillCount: 0,
    quoting: {},
    hedge: null,
    flatten: null,
    risk: initialRiskState,
    alerts: [],
    selectedInstrumentId: null,
    commandOutcomes: new Map(),
    revisions: { positions: 0, inventory: 0, control: 0 },
  };
}

/** Says how far a risk result may be believed: its age and that of its prices, the positions it saw, and the account behind them. */
import { hasExpired } from '../domain/instrument';
import { judgeAccount } from '../engine/stages/trust';
import type { EngineState } from '../engine/state';
import { venueNowMs } from '../engine/venue-time';
import type { RiskResult } from './risk-results';
import type { RiskStatus } from './risk-status';
import { allExposuresTrust } from './trust';
import { computedSource } from './trust-source';
import type { Trust } from './trust-view';

/** How old a result may be, ms. */
export interface ResultTolerance {
  readonly ageMs: number;
  /** What would fill the panel if nothing is held; empty where there is something to say of a flat desk, too. */
  readonly emptyReason: string;
}

/** Whether a venue has not told of its account since the session began, or none is connected yet. */
function isAnyAccountUnknown({ venues, openedVenues }: EngineState): boolean {
  const all = Object.values(venues);
  return all.length === 0 || all.some(({ venue }) => !openedVenues.includes(venue));
}

/** Why nobody is let in to an account that never told what it holds; empty if there is none such. */
function closedAccount(state: EngineState): string {
  for (const venue of Object.values(state.venues)) {
    const { trust, reason } = judgeAccount(state, venue);
    if (trust === 'blocked' && !state.openedVenues.includes(venue.venue)) return `${venue.venue}: ${reason}`;
  }
  return '';
}

/** Whether any position is open. */
function isAnythingHeld(state: EngineState): boolean {
  return Object.values(state.positions).some(({ position }) => position.lots !== 0);
}

/** The venue tells of what is held, of the index and of its options every few seconds; what it said longer ago is of another market, ms. */
const PRICE_STALE_MS = 60_000;

/** What results are valued with, and when it was last heard of; what never was leaves positions without a price, and they say so. */
function* pricesOf(state: EngineState): Iterable<readonly [name: string, atMs: number | null | undefined]> {
  for (const { underlying } of Object.values(state.exposures)) yield [`the index of ${underlying}`, state.indexes[underlying]?.atMs];
  for (const { position, underlying } of Object.values(state.positions)) {
    const market = position.lots === 0 ? undefined : state.markets.get(position.instrumentId);
    // What was delivered has no price any more.
    if (market === undefined || hasExpired(market.instrument, venueNowMs(state, market.instrument.venue))) continue;
    yield [`the mark price of ${market.instrument.name}`, market.tickerAtMs];
    if (market.instrument.kind === 'option') yield [`the option chain of ${underlying}`, state.chains[underlying]?.atMs];
  }
}

/** Why the prices in a result of now are not those of now; empty if they are. The worker computes on with the last that it knows. */
function doubtOfPrices(state: EngineState): string {
  for (const { venue, lanes } of Object.values(state.venues)) {
    const { state: lane, reason } = lanes['market-data'];
    if (lane !== 'live') return `prices of ${venue} do not come: ${reason === '' ? `connection ${lane}` : reason}`;
  }
  for (const [name, atMs] of pricesOf(state)) {
    const ageMs = state.session.nowMs - (atMs ?? state.session.nowMs);
    if (ageMs > PRICE_STALE_MS)
      return `expected ${name} at most ${PRICE_STALE_MS / 1000} s old, found it ${Math.round(ageMs / 1000)} s old`;
  }
  return '';
}

type Verdict = Pick<RiskStatus, 'state' | 'reason'>;

interface Judged {
  readonly result: RiskResult<unknown> | undefined;
  readonly tolerance: ResultTolerance;
}

/** What is to be said of the positions, whatever was computed of them; `null` if nothing is. */
function judgeHeld(state: EngineState, trust: Trust, emptyReason: string): Verdict | null {
  if (trust.state === 'stale' || trust.state === 'blocked') return { state: 'stale', reason: trust.reason };
  if (isAnythingHeld(state)) return null;
  // Of an account that nobody told of yet, nothing held is no figure.
  if (isAnyAccountUnknown(state)) return { state: 'loading', reason: 'waiting for the first reconciliation' };
  return emptyReason === '' ? null : { state: 'empty', reason: emptyReason };
}

function judge(state: EngineState, trust: Trust, { result, tolerance }: Judged): Verdict {
  const closed = isAnythingHeld(state) ? '' : closedAccount(state);
  if (closed !== '') return { state: 'blocked', reason: closed };
  if (result === undefined) return { state: 'loading', reason: 'waiting for the risk worker' };
  if (result.problem !== '') return { state: 'error', reason: result.problem };
  if (result.body === null || result.asOfMs === null) return { state: 'loading', reason: 'waiting for the first result' };
  const held = judgeHeld(state, trust, tolerance.emptyReason);
  if (held !== null) return held;
  if (state.session.nowMs - result.asOfMs > tolerance.ageMs)
    return { state: 'stale', reason: `expected a result at most ${tolerance.ageMs / 1000} s old` };
  const doubt = doubtOfPrices(state);
  return doubt === '' ? { state: 'live', reason: '' } : { state: 'stale', reason: doubt };
}

/** The status of a slice. */
export function riskStatus(state: EngineState, result: RiskResult<unknown> | undefined, tolerance: ResultTolerance): RiskStatus {
  const trust = allExposuresTrust(state);
  return {
    ...judge(state, trust, { result, tolerance }),
    source: computedSource(trust.source),
    isReconciled: trust.isReconciled,
    revision: result?.revision ?? null,
    latestRevision: state.revisions.positions,
    asOfMs: result?.asOfMs ?? null,
    computeMs: result?.computeMs ?? null,
    progress: result?.progress ?? null,
  };
}

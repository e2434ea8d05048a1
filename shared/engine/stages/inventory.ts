/** Sums positions into the exposure of each underlying and keeps its history. */
import type { Underlying } from '../../domain/instrument';
import { sumDeltas } from '../../inventory/delta';
import { unrealisedCoin } from '../../inventory/pnl';
import type { ExposureState, InventoryPoint } from '../account-state';
import type { TrustState } from '../market-state';
import { positionDelta } from '../position-greeks';
import { touchInventory, type StepWork } from '../step-work';
import { judgeAccount, type Verdict } from './trust';

/** A point of history every so often, ms … */
const HISTORY_STEP_MS = 2000;
/** … and so many of them: an hour. */
const HISTORY_KEPT = 1800;

/** Stage 6: exposures, when something that they depend on changed; history on the clock. */
export function trackInventory(work: StepWork, inventoryBefore: number): void {
  const isAccountNews =
    work.event.kind === 'account-snapshot' || work.event.kind === 'channel-changed' || work.event.kind === 'instruments-loaded';
  if (work.revisions.inventory !== inventoryBefore || work.event.kind === 'clock-ticked' || isAccountNews) refreshExposures(work);
  if (work.event.kind === 'clock-ticked' || work.event.kind === 'fill-reported') keepHistory(work);
}

/** Underlyings that have a target or a position, in order of name. */
function underlyingsOf(work: StepWork): readonly Underlying[] {
  const found = new Set<Underlying>();
  for (const quoting of Object.values(work.quoting)) {
    const market = work.markets.get(quoting.instrumentId);
    if (market !== undefined) found.add(market.instrument.underlying);
  }
  for (const state of Object.values(work.positions)) found.add(state.underlying);
  return [...found].sort();
}

function refreshExposures(work: StepWork): void {
  let exposures = work.exposures;
  let isDeltaNews = false;
  for (const underlying of underlyingsOf(work)) {
    const old = exposures[underlying];
    const next = computeExposure(work, underlying);
    if (old !== undefined && isSameExposure(old, next)) continue;
    isDeltaNews ||= old?.deltaCoin !== next.deltaCoin || (old.trust === 'live') !== (next.trust === 'live');
    exposures = { ...exposures, [underlying]: next };
  }
  if (exposures === work.exposures) return;
  work.exposures = exposures;
  if (isDeltaNews) touchInventory(work);
}

function isSameExposure(first: ExposureState, second: ExposureState): boolean {
  return (
    first.deltaCoin === second.deltaCoin &&
    first.unrealisedCoin === second.unrealisedCoin &&
    first.realisedCoin === second.realisedCoin &&
    first.feesCoin === second.feesCoin &&
    first.trust === second.trust &&
    first.trustReason === second.trustReason &&
    first.inputAtMs === second.inputAtMs
  );
}

function computeExposure(work: StepWork, underlying: Underlying): ExposureState {
  const deltas: (number | null)[] = [];
  const unrealised: (number | null)[] = [];
  const sums = { realisedCoin: 0, realisedUsd: 0, feesCoin: 0, feesUsd: 0 };
  for (const state of Object.values(work.positions)) {
    if (state.underlying !== underlying) continue;
    const market = work.markets.get(state.position.instrumentId);
    deltas.push(market === undefined ? null : positionDelta(work, state, market));
    unrealised.push(market === undefined ? null : unrealisedCoin(state.position, market.instrument, market.ticker?.markPrice ?? null));
    sums.realisedCoin += state.position.realisedCoin;
    sums.realisedUsd += state.position.realisedUsd;
    sums.feesCoin += state.position.feesCoin;
    sums.feesUsd += state.position.feesUsd;
  }
  const { realisedCoin, realisedUsd, feesCoin, feesUsd } = sums;
  const { trust, reason } = judgeExposure(work, underlying);
  const isKnown = trust !== 'loading';
  return {
    underlying,
    deltaCoin: isKnown ? deltaOf(work, deltas) : null,
    unrealisedCoin: isKnown ? sumDeltas(unrealised) : null,
    realisedCoin,
    realisedUsd,
    feesCoin,
    feesUsd,
    trust,
    trustReason: reason,
    inputAtMs: work.indexes[underlying]?.atMs ?? null,
  };
}

/** That nothing is known to be held is no delta of zero before every account told what it holds. */
function deltaOf({ venues, openedVenues }: StepWork, deltas: readonly (number | null)[]): number | null {
  const areAllTold = Object.values(venues).every(({ venue }) => openedVenues.includes(venue));
  return deltas.length > 0 || areAllTold ? sumDeltas(deltas) : null;
}

const WORST_FIRST: readonly TrustState[] = ['blocked', 'loading', 'stale', 'degraded', 'live'];

/** The worst of the accounts that hold the underlying. */
function judgeExposure(work: StepWork, underlying: Underlying): Verdict {
  let worst: Verdict = { trust: 'live', reason: '' };
  for (const venue of Object.values(work.venues)) {
    const verdict = judgeAccount(work, venue);
    if (WORST_FIRST.indexOf(verdict.trust) < WORST_FIRST.indexOf(worst.trust)) worst = verdict;
  }
  if (Object.keys(work.venues).length === 0) return { trust: 'loading', reason: `no venue that holds ${underlying} is connected` };
  return worst;
}

function keepHistory(work: StepWork): void {
  const { nowMs } = work.session;
  for (const exposure of Object.values(work.exposures)) {
    const points = work.inventoryHistory[exposure.underlying] ?? [];
    const last = points[points.length - 1];
    const isDue = last === undefined || nowMs - last.atMs >= HISTORY_STEP_MS || work.event.kind === 'fill-reported';
    if (!isDue || exposure.deltaCoin === null) continue;
    const point: InventoryPoint = {
      atMs: nowMs,
      deltaCoin: exposure.deltaCoin,
      targetCoin: work.inventoryTargets[exposure.underlying]?.targetCoin ?? 0,
      skewTicks: skewOf(work, exposure.underlying),
    };
    const kept = points.length < HISTORY_KEPT ? points : points.slice(points.length - HISTORY_KEPT + 1);
    work.inventoryHistory = { ...work.inventoryHistory, [exposure.underlying]: [...kept, point] };
  }
}

/** Skew of the first quoted instrument of the underlying, ticks. */
function skewOf(work: StepWork, underlying: string): number {
  for (const quoting of Object.values(work.quoting)) {
    if (work.markets.get(quoting.instrumentId)?.instrument.underlying === underlying) return quoting.targets?.skewTicks ?? 0;
  }
  return 0;
}

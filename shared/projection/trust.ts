/** Trust of what a panel shows: inherited from the worst of its inputs. */
import type { ExposureState, VenueState } from '../engine/account-state';
import type { MarketState, TrustState } from '../engine/market-state';
import { judgeAccount } from '../engine/stages/trust';
import type { EngineState } from '../engine/state';
import type { VenueId } from '../domain/venue';
import { accountSource, indexSource, marketSource, markSource } from './trust-source';
import type { Trust } from './trust-view';

const RANK: Readonly<Record<TrustState, number>> = { live: 0, degraded: 1, loading: 2, stale: 3, blocked: 4 };

function isReconciled({ reconciledAtMs, isMatched }: VenueState): boolean {
  return reconciledAtMs !== null && isMatched;
}

/** Whether the venue has been reconciled in this session and matched. */
function isVenueReconciled(state: EngineState, venue: VenueId): boolean {
  const found = state.venues[venue];
  return found !== undefined && isReconciled(found);
}

/** Whether every venue has been reconciled and matched; `false` without any venue. */
function areAllReconciled(state: EngineState): boolean {
  const venues = Object.values(state.venues);
  return venues.length > 0 && venues.every(isReconciled);
}

/** Nothing has arrived yet. */
export function loadingTrust(reason: string): Trust {
  return { state: 'loading', inputAtMs: null, isReconciled: false, source: '', reason };
}

/** Trust of one instrument's market data. */
export function marketTrust(state: EngineState, market: MarketState): Trust {
  return {
    state: market.trust,
    inputAtMs: market.bookAtMs,
    isReconciled: isVenueReconciled(state, market.instrument.venue),
    source: marketSource(state, market),
    reason: market.trust === 'live' ? '' : market.trustReason,
  };
}

/** Trust in what all venues say of our account: of our orders, and before anything else that rests on it. */
export function allAccountsTrust(state: EngineState): Trust {
  const trusts = Object.values(state.venues).map((venue): Trust => {
    const { trust, reason } = judgeAccount(state, venue);
    const source = accountSource(state, (id) => id === venue.venue);
    return { state: trust, inputAtMs: venue.lanes.private.lastMessageAtMs, isReconciled: isReconciled(venue), source, reason };
  });
  return worstTrust(trusts, 'waiting for a venue');
}

/** Trust in what the venues say of our account, as its exposure has it. Without an age: a live account tells of each change by itself. */
function accountTrust(state: EngineState, exposure: ExposureState): Trust {
  const areAll = areAllReconciled(state);
  return {
    state: exposure.trust,
    inputAtMs: state.session.nowMs,
    isReconciled: areAll,
    source: accountSource(state, (venue) => areAll || !isVenueReconciled(state, venue)),
    reason: exposure.trust === 'live' ? '' : exposure.trustReason,
  };
}

/** What positions are valued with: the index and the mark of each instrument held. Nothing of it can be reconciled: the account is. */
function* valuationTrusts(state: EngineState, { underlying }: ExposureState): Iterable<Trust> {
  const base = { state: 'live', isReconciled: true, reason: '' } as const;
  yield { ...base, inputAtMs: state.indexes[underlying]?.atMs ?? null, source: indexSource(state, underlying) };
  for (const held of Object.values(state.positions)) {
    const market = held.underlying === underlying && held.position.lots !== 0 ? state.markets.get(held.position.instrumentId) : undefined;
    if (market !== undefined) yield { ...base, inputAtMs: market.tickerAtMs, source: markSource(state, market.instrument) };
  }
}

/** Trust of one underlying's exposure. */
export function exposureTrust(state: EngineState, exposure: ExposureState | undefined): Trust {
  if (exposure === undefined) return allAccountsTrust(state);
  return worstTrust([accountTrust(state, exposure), ...valuationTrusts(state, exposure)], '');
}

/** The worse of two: by state, then not reconciled, then the older. */
function worseOf(first: Trust, second: Trust): Trust {
  if (RANK[first.state] !== RANK[second.state]) return RANK[first.state] > RANK[second.state] ? first : second;
  if (first.isReconciled !== second.isReconciled) return first.isReconciled ? second : first;
  return (second.inputAtMs ?? -1) < (first.inputAtMs ?? -1) ? second : first;
}

/** The worst of several: its state, source and reason, the oldest input, reconciled only if all are. */
export function worstTrust(trusts: readonly Trust[], withoutAny: string): Trust {
  const [first, ...others] = trusts;
  if (first === undefined) return loadingTrust(withoutAny);
  let { inputAtMs: oldest, isReconciled: areAll } = first;
  for (const { inputAtMs, isReconciled: isOne } of others) {
    oldest = oldest === null || inputAtMs === null ? null : Math.min(oldest, inputAtMs);
    areAll &&= isOne;
  }
  return { ...others.reduce(worseOf, first), inputAtMs: oldest, isReconciled: areAll };
}

/** Trust of everything that rests on all exposures. */
export function allExposuresTrust(state: EngineState): Trust {
  const trusts = Object.values(state.exposures).map((exposure) => exposureTrust(state, exposure));
  return trusts.length === 0 ? allAccountsTrust(state) : worstTrust(trusts, '');
}

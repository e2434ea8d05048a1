/** Trust of what a panel shows: inherited from the worst of its inputs. */
import type { ExposureState } from '../engine/account-state';
import type { MarketState, TrustState } from '../engine/market-state';
import type { EngineState } from '../engine/state';
import type { VenueId } from '../domain/venue';
import type { Trust } from './view-state';

const RANK: Readonly<Record<TrustState, number>> = { live: 0, degraded: 1, loading: 2, stale: 3, blocked: 4 };

/** Whether the venue has been reconciled in this session and matched. */
function isVenueReconciled(state: EngineState, venue: VenueId): boolean {
  const found = state.venues[venue];
  return found !== undefined && found.reconciledAtMs !== null && found.isMatched;
}

/** Whether every venue has been reconciled and matched; `false` without any venue. */
function areAllReconciled(state: EngineState): boolean {
  const venues = Object.values(state.venues);
  return venues.length > 0 && venues.every((venue) => venue.reconciledAtMs !== null && venue.isMatched);
}

/** Nothing has arrived yet. */
export function loadingTrust(reason: string): Trust {
  return { state: 'loading', inputAtMs: null, isReconciled: false, reason };
}

/** Trust of one instrument's market data. */
export function marketTrust(state: EngineState, market: MarketState): Trust {
  return {
    state: market.trust,
    inputAtMs: market.bookAtMs,
    isReconciled: isVenueReconciled(state, market.instrument.venue),
    reason: market.trust === 'live' ? '' : market.trustReason,
  };
}

/** Trust of one underlying's exposure. */
export function exposureTrust(state: EngineState, exposure: ExposureState | undefined): Trust {
  if (exposure === undefined) return loadingTrust('waiting for the first reconciliation');
  return {
    state: exposure.trust,
    inputAtMs: exposure.inputAtMs,
    isReconciled: areAllReconciled(state),
    reason: exposure.trust === 'live' ? '' : exposure.trustReason,
  };
}

/** The worst of several: its state and reason, the oldest input, reconciled only if all are. */
export function worstTrust(trusts: readonly Trust[], withoutAny: string): Trust {
  const [first, ...others] = trusts;
  if (first === undefined) return loadingTrust(withoutAny);
  return others.reduce((worst, trust) => {
    const base = RANK[trust.state] > RANK[worst.state] ? trust : worst;
    const ages = [worst.inputAtMs, trust.inputAtMs];
    const oldest = ages.includes(null) ? null : Math.min(...ages.map((age) => age ?? 0));
    return { ...base, inputAtMs: oldest, isReconciled: worst.isReconciled && trust.isReconciled };
  }, first);
}

/** Trust of everything that rests on all exposures. */
export function allExposuresTrust(state: EngineState): Trust {
  const trusts = Object.values(state.exposures).map((exposure) => exposureTrust(state, exposure));
  return worstTrust(trusts, 'waiting for the first reconciliation');
}

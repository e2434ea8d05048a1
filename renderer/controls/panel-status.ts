/** In which of its states a panel is, from the trust of its data; one rule for every panel. */
import type { Environment } from '../../shared/domain/venue';
import type { Trust } from '../../shared/projection/view-state';

/** States of a panel. */
export type PanelState = 'loading' | 'live' | 'degraded' | 'stale' | 'blocked' | 'empty' | 'error' | 'review';

/** A state and why, in words. */
export interface PanelStatus {
  readonly state: PanelState;
  readonly reason: string;
}

interface StatusInput {
  readonly isLoaded: boolean;
  /** The engine has said nothing for too long. */
  readonly isSilent: boolean;
  readonly trust: Trust | undefined;
  /** Sentence shown when there is really nothing; empty otherwise. */
  readonly empty: string;
  readonly environment: Environment | undefined;
}

/** The worst thing first: unknown data never looks like live data, and a real zero is said to be one. */
export function panelStatus({ isLoaded, isSilent, trust, empty, environment }: StatusInput): PanelStatus {
  if (!isLoaded) return { state: 'loading', reason: isSilent ? 'the engine is silent' : '' };
  if (isSilent) return { state: 'stale', reason: 'The engine is silent: what you see is the last it said.' };
  if (trust !== undefined && trust.state !== 'live') {
    const state = trust.state === 'loading' && empty === '' ? 'degraded' : trust.state;
    if (state !== 'degraded' || empty === '') return { state, reason: trust.reason };
  }
  if (empty !== '') return { state: 'empty', reason: empty };
  return { state: environment === 'review' ? 'review' : 'live', reason: '' };
}

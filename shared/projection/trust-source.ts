/** Names of where numbers come from, as they stand beside them on screen. */
import type { Instrument } from '../domain/instrument';
import type { Environment, VenueId } from '../domain/venue';
import type { MarketState } from '../engine/market-state';
import type { EngineState } from '../engine/state';

/** Numbers of a practice venue are made up, those of a review are from a recording: the name says so wherever they stand. */
const DESCRIBED: Readonly<Record<Environment, (venue: VenueId) => string>> = {
  live: (venue) => venue,
  testnet: (venue) => `${venue} testnet`,
  practice: (venue) => `${venue} practice`,
  review: (venue) => `recording of ${venue}`,
};

function nameOf({ session }: EngineState, venue: VenueId): string {
  return DESCRIBED[session.environment](venue);
}

/** What of a market decides how far it may be believed: its order book, its mark price, or the connection under both. */
export function marketSource(state: EngineState, { instrument, trustInput }: MarketState): string {
  return `${nameOf(state, instrument.venue)}: ${trustInput} of ${instrument.name}`;
}

/** The mark price that a position is valued at. */
export function markSource(state: EngineState, { venue, name }: Instrument): string {
  return `${nameOf(state, venue)}: mark price of ${name}`;
}

/** The index of an underlying; it has no venue of its own where there are several. */
export function indexSource(state: EngineState, underlying: string): string {
  return `${namesOf(state)}: index of ${underlying}`;
}

/** The word of the venues on our account; only those that `isMeant`. */
export function accountSource(state: EngineState, isMeant: (venue: VenueId) => boolean = () => true): string {
  const names = Object.values(state.venues).filter(({ venue }) => isMeant(venue));
  return names.length === 0 ? '' : `${names.map(({ venue }) => nameOf(state, venue)).join(', ')}: account`;
}

/** The options that a surface is fitted to. */
export function chainSource(state: EngineState, underlying: string): string {
  const venue = state.chains[underlying]?.venue;
  return `own fit of ${venue === undefined ? '' : `${nameOf(state, venue)}: `}options of ${underlying}`;
}

/** What the risk worker makes of inputs, the worst of which is named. */
export function computedSource(source: string): string {
  return source === '' ? 'own calculation' : `own calculation over ${source}`;
}

function namesOf(state: EngineState): string {
  return Object.values(state.venues)
    .map(({ venue }) => nameOf(state, venue))
    .join(', ');
}

/** Options beside the hot path: takes chains in, and follows the tickers of what is held so that it can be valued. */
import type { Instrument, InstrumentId } from '../../domain/instrument';
import type { MarginSimulated } from '../events';
import { venueOfInstrument } from '../state';
import type { StepWork } from '../step-work';
import { isBookWanted } from './wanted-books';

type MarginEvent = MarginSimulated & Pick<StepWork['event'], 'atMs'>;

/** Stage 3b: chains, and tickers of options held since the positions last changed, and of what else is held that no book is followed of. */
export function followOptions(work: StepWork, positionsBefore: number): void {
  const { event } = work;
  if (event.kind === 'option-chain-updated') {
    const { venue, underlying, quotes } = event;
    const known = quotes.filter(({ instrumentId }) => work.markets.has(instrumentId));
    work.chains = { ...work.chains, [underlying]: { venue, underlying, atMs: event.atMs, quotes: known } };
  }
  if (event.kind === 'closes-loaded') work.histories = { ...work.histories, [event.underlying]: event.closes };
  if (event.kind === 'volatilities-loaded') work.volatilityHistories = { ...work.volatilityHistories, [event.underlying]: event.values };
  if (event.kind === 'margin-simulated') keepSimulation(work, event);
  if (work.revisions.positions !== positionsBefore) followHeld(work);
}

function keepSimulation(
  work: StepWork,
  { venue, currency, initial, maintenance, marginModel, parameters, reason, atMs }: MarginEvent,
): void {
  const simulation = { currency, initial, maintenance, marginModel, parameters, reason, atMs };
  work.marginSimulations = { ...work.marginSimulations, [`${venue}|${currency}`]: simulation };
}

/** Without the price of one position nothing of the day is known, and its limit of loss cannot bind. */
function isTickerMissing({ session }: StepWork, instrument: Instrument): boolean {
  return instrument.kind === 'option' || !isBookWanted(session.settings, instrument);
}

function followHeld(work: StepWork): void {
  const byVenue = new Map<string, InstrumentId[]>();
  for (const { position } of Object.values(work.positions)) {
    const id = position.instrumentId;
    const instrument = work.markets.get(id)?.instrument;
    if (position.lots === 0 || instrument === undefined || !isTickerMissing(work, instrument)) continue;
    byVenue.set(venueOfInstrument(id), [...(byVenue.get(venueOfInstrument(id)) ?? []), id]);
  }
  for (const instrumentIds of byVenue.values()) {
    const [first] = instrumentIds;
    if (first !== undefined) work.effects.push({ kind: 'follow-tickers', venue: venueOfInstrument(first), instrumentIds });
  }
}

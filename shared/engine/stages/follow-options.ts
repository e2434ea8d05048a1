/** Options beside the hot path: takes chains in, and follows the tickers of what is held so that it can be valued. */
import type { InstrumentId } from '../../domain/instrument';
import type { MarginSimulated } from '../events';
import { venueOfInstrument } from '../state';
import type { StepWork } from '../step-work';

type MarginEvent = MarginSimulated & Pick<StepWork['event'], 'atMs'>;

/** Stage 3b: chains, and tickers of options held since the positions last changed. */
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

function followHeld(work: StepWork): void {
  const byVenue = new Map<string, InstrumentId[]>();
  for (const { position } of Object.values(work.positions)) {
    const id = position.instrumentId;
    if (position.lots === 0 || work.markets.get(id)?.instrument.kind !== 'option') continue;
    byVenue.set(venueOfInstrument(id), [...(byVenue.get(venueOfInstrument(id)) ?? []), id]);
  }
  for (const instrumentIds of byVenue.values()) {
    const [first] = instrumentIds;
    if (first !== undefined) work.effects.push({ kind: 'follow-tickers', venue: venueOfInstrument(first), instrumentIds });
  }
}

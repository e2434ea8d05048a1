/** Takes the venue's positions over in place of ours: an adjustment with a reason, never a silent one. */
import type { Instrument, InstrumentId } from '../../domain/instrument';
import { describeDifferences, type PositionDifference } from '../../execution/reconciliation';
import { flatPosition, positionFromVenue } from '../../inventory/position';
import type { AccountSnapshot } from '../events';
import { raiseAlert, storePosition, touchInventory, updateVenue, type StepWork } from '../step-work';
import { spoilDay } from './record-days';
import { awaitsDelivery } from './settle-expired';

/** Call only with a snapshot that no fill raced. What was realised stays; the adjusted lots come in at the venue's average price. */
export function adoptFigures(work: StepWork, snapshot: AccountSnapshot, reason: string): void {
  const theirs = new Map(snapshot.positions.map((position) => [position.instrumentId, position]));
  const adjusted: PositionDifference[] = [];
  for (const { instrument } of work.markets.values()) {
    if (instrument.venue !== snapshot.venue) continue;
    const known = work.positions[instrument.id];
    // Taken over as nothing, it would never be settled, and what it brought would be in no profit.
    if (known !== undefined && awaitsDelivery(work, snapshot, known)) continue;
    const lots = adoptOne(work, instrument, theirs.get(instrument.id));
    if (lots !== 0) adjusted.push({ instrumentId: instrument.id, lots });
  }
  updateVenue(work, snapshot.venue, { adoptionReason: '' });
  if (adjusted.length === 0) return;
  spoilDay(work, `positions were taken over from ${snapshot.venue}`);
  touchInventory(work);
  const find = (id: InstrumentId): Instrument | null => work.markets.get(id)?.instrument ?? null;
  const words = describeDifferences(adjusted, find).replaceAll(' off by ', ' adjusted by ');
  const key = `adjustment|${snapshot.venue}|${work.session.sequence}`;
  raiseAlert(work, { key, severity: 2, text: `${snapshot.venue}: ${words}. Reason: ${reason}` });
}

/** Lots added to our position, signed; 0 if it was right. */
function adoptOne(work: StepWork, instrument: Instrument, reported: AccountSnapshot['positions'][number] | undefined): number {
  const known = work.positions[instrument.id];
  if (known === undefined && reported === undefined) return 0;
  const opening = reported === undefined ? flatPosition(instrument.id) : positionFromVenue(reported, instrument);
  const lots = opening.lots - (known?.position.lots ?? 0);
  if (lots === 0) return 0;
  const { realisedCoin, realisedUsd, feesCoin, feesUsd } = known?.position ?? flatPosition(instrument.id);
  storePosition(work, instrument.id, {
    position: { ...opening, realisedCoin, realisedUsd, feesCoin, feesUsd },
    underlying: instrument.underlying,
    openingLots: (known?.openingLots ?? 0) + lots,
    venueLots: opening.lots,
    differenceLots: 0,
  });
  return lots;
}

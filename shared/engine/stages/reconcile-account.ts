/** Joins a snapshot of the account: fills and orders first, then positions are compared; the first one gives the opening balance. */
import type { Fill } from '../../domain/fill';
import type { Instrument, InstrumentId } from '../../domain/instrument';
import { positionFromVenue } from '../../inventory/position';
import { describeDifferences, findMissingOrders, venueLots, type PositionDifference } from '../../execution/reconciliation';
import type { VenueState } from '../account-state';
import type { AccountSnapshot } from '../events';
import { venueOfInstrument } from '../state';
import { raiseAlert, storePosition, touchControl, touchInventory, updateSafety, updateVenue, type StepWork } from '../step-work';
import { adoptFigures } from './adopt-figures';
import { wantAnswer } from './ask-for-orders';
import { bookFunding } from './book-funding';
import { continuePositions, isMissed } from './continue-positions';
import { awaitsDelivery, settleExpired } from './settle-expired';
import { fillKey, takeFill } from './take-fill';
import { allowOnlyReducing } from './trading-halt';

/** Fills this short before a snapshot was asked for, or later, make its positions incomparable, ms. */
const COMPARISON_GUARD_MS = 1000;

/** So many snapshots in a row must differ before trading is held back: one may be a race. */
const MISMATCHES_FOR_ALARM = 2;

/** Takes a complete account snapshot in. */
export function takeSnapshot(work: StepWork, snapshot: AccountSnapshot): void {
  const venue = work.venues[snapshot.venue];
  if (venue === undefined) return;
  const isFirst = !hasOpening(work, venue);
  const missed: Fill[] = [];
  for (const fill of snapshot.fills) {
    const isEarlier = isFirst && fill.executedAtMs < work.session.startedAtMs;
    if (!isEarlier) takeFill(work, fill);
    else {
      if (isMissed(work, fill)) missed.push(fill);
      work.orders.ignoreFill(fill, fillKey(fill));
    }
  }
  for (const report of snapshot.openOrders) work.orders.applyReport(report, work.session.nowMs, isFirst);
  for (const order of findMissingOrders(work.orders.open.values(), snapshot)) {
    if (venueOfInstrument(order.instrumentId) !== snapshot.venue) continue;
    wantAnswer(work, order.clientOrderId);
  }
  updateVenue(work, snapshot.venue, { balances: snapshot.balances, reconciliationRequestedAtMs: null });
  if (isFirst) {
    openBalances(work, snapshot);
    continuePositions(work, snapshot, missed);
  }
  bookFunding(work, snapshot);
  comparePositions(work, snapshot, isFirst);
  liftWaiting(work);
}

function hasOpening(work: StepWork, venue: VenueState): boolean {
  return work.openedVenues.includes(venue.venue);
}

/** What the venue holds and our fills of this session do not explain was there before us. */
function openBalances(work: StepWork, snapshot: AccountSnapshot): void {
  work.openedVenues = [...work.openedVenues, snapshot.venue];
  for (const reported of snapshot.positions) {
    const market = work.markets.get(reported.instrumentId);
    if (market === undefined) {
      const text = `${reported.instrumentId} is held at the venue but not loaded here; its position is not counted.`;
      raiseAlert(work, { key: `opening|${reported.instrumentId}`, severity: 3, text });
      continue;
    }
    const known = work.positions[reported.instrumentId];
    const opening = positionFromVenue(reported, market.instrument);
    const openingLots = opening.lots - (known?.position.lots ?? 0);
    const position =
      known === undefined
        ? opening
        : {
            ...opening,
            realisedCoin: known.position.realisedCoin,
            realisedUsd: known.position.realisedUsd,
            feesCoin: known.position.feesCoin,
            feesUsd: known.position.feesUsd,
          };
    storePosition(work, reported.instrumentId, {
      position,
      underlying: market.instrument.underlying,
      openingLots,
      venueLots: opening.lots,
      differenceLots: 0,
    });
  }
  touchInventory(work);
}

function comparePositions(work: StepWork, snapshot: AccountSnapshot, isFirst: boolean): void {
  const find = (id: InstrumentId): Instrument | null => work.markets.get(id)?.instrument ?? null;
  const isRacing =
    !isFirst &&
    work.fills.some(
      (record) =>
        record.receivedAtMs >= snapshot.requestedAtMs - COMPARISON_GUARD_MS &&
        venueOfInstrument(record.fill.instrumentId) === snapshot.venue,
    );
  const venue = work.venues[snapshot.venue];
  if (venue === undefined) return;
  const nowMs = work.session.nowMs;
  // Fills on the way would show as differences; the next snapshot is compared instead, what was said of the last one stands.
  if (isRacing) {
    const isKnown = venue.reconciledAtMs !== null;
    updateVenue(
      work,
      snapshot.venue,
      isKnown ? { reconciledAtMs: nowMs } : { reconciledAtMs: nowMs, reconciliation: 'matched as far as fills are known', isMatched: true },
    );
    touchControl(work);
    return;
  }
  settleExpired(work, snapshot);
  if (venue.adoptionReason !== '') adoptFigures(work, snapshot, venue.adoptionReason);
  const differences = differ(work, snapshot);
  const isMatched = differences.length === 0;
  const mismatchCount = isMatched ? 0 : venue.mismatchCount + 1;
  const reconciliation = describeDifferences(differences, find);
  updateVenue(work, snapshot.venue, { reconciledAtMs: nowMs, reconciliation, isMatched, mismatchCount });
  touchControl(work);
  if (mismatchCount >= MISMATCHES_FOR_ALARM) holdBack(work, snapshot.venue, reconciliation);
}

function differ(work: StepWork, snapshot: AccountSnapshot): readonly PositionDifference[] {
  const find = (id: InstrumentId): Instrument | null => work.markets.get(id)?.instrument ?? null;
  const theirs = new Map(venueLots(snapshot.positions, find).map(({ instrumentId, lots }) => [instrumentId, lots]));
  const differences: PositionDifference[] = [];
  for (const known of Object.values(work.positions)) {
    const id = known.position.instrumentId;
    if (venueOfInstrument(id) !== snapshot.venue) continue;
    const lots = theirs.get(id) ?? 0;
    theirs.delete(id);
    if (awaitsDelivery(work, snapshot, known)) continue;
    const differenceLots = known.position.lots - lots;
    if (known.venueLots !== lots || known.differenceLots !== differenceLots)
      storePosition(work, id, { ...known, venueLots: lots, differenceLots });
    if (differenceLots !== 0) differences.push({ instrumentId: id, lots: differenceLots });
  }
  for (const [instrumentId, lots] of theirs) if (lots !== 0) differences.push({ instrumentId, lots: -lots });
  return differences;
}

function holdBack(work: StepWork, venue: string, text: string): void {
  raiseAlert(work, {
    key: `position|${venue}`,
    severity: 3,
    text: `${venue}: position ${text}; only orders that reduce pass until it matches.`,
  });
  const reason = `Position at ${venue}: ${text}. It ends when a reconciliation matches, or when the venue's figure is taken over.`;
  allowOnlyReducing(work, reason);
}

/** Ends waiting for a reconciliation, or reducing for a difference, once every venue matches; a latch needs RESUME. */
function liftWaiting(work: StepWork): void {
  const { safety } = work;
  if (safety.needsResume || safety.tradingState === 'killed' || safety.tradingState === 'active') return;
  const isAllMatched = Object.values(work.venues).every((venue) => venue.isMatched && venue.reconciledAtMs !== null);
  if (isAllMatched) updateSafety(work, { tradingState: 'active', reason: '' });
}

/** Joins a snapshot of the account: fills and orders first, then positions are compared; the first one gives the opening balance. */
import type { Fill, UnreadFill } from '../../domain/fill';
import type { Instrument } from '../../domain/instrument';
import { flatPosition, positionFromVenue, type Position } from '../../inventory/position';
import { findMissingOrders } from '../../execution/reconciliation';
import type { VenueState } from '../account-state';
import type { AccountSnapshot } from '../events';
import { venueOfInstrument } from '../state';
import { raiseAlert, storePosition, touchInventory, updateSafety, updateVenue, type StepWork } from '../step-work';
import { wantAnswer } from './ask-for-orders';
import { bookFunding } from './book-funding';
import { comparePositions } from './compare-positions';
import { continuePositions, isMissed, sayUnvalued } from './continue-positions';
import { isOfEarlierSession, isRaced, putOff, withPutOff } from './raced-opening';
import { fillKey, takeFill, tradeKey } from './take-fill';
import { noteStranger } from './twin-desk';

/** Takes a complete account snapshot in. */
export function takeSnapshot(work: StepWork, snapshot: AccountSnapshot): void {
  const venue = work.venues[snapshot.venue];
  if (venue === undefined) return;
  if (hasOpening(work, venue)) return takeIn(work, snapshot, false);
  const complete = withPutOff(venue, snapshot);
  if (isRaced(work, venue, complete)) return putOff(work, complete);
  updateVenue(work, venue.venue, { putOff: null });
  takeIn(work, complete, true);
}

function takeIn(work: StepWork, snapshot: AccountSnapshot, isFirst: boolean): void {
  const missed = takeFills(work, snapshot, isFirst);
  for (const report of snapshot.openOrders) {
    noteStranger(work, report);
    work.orders.applyReport(report, work.session.nowMs, isFirst);
  }
  for (const order of findMissingOrders(work.orders.open.values(), snapshot)) {
    if (venueOfInstrument(order.instrumentId) !== snapshot.venue) continue;
    wantAnswer(work, order.clientOrderId);
  }
  const isNewest = isNewestReading(work, snapshot);
  updateVenue(work, snapshot.venue, {
    ...(isNewest ? { balances: snapshot.balances, readAtMs: snapshot.requestedAtMs } : {}),
    reconciliationRequestedAtMs: null,
    readingFailedAtMs: null,
  });
  if (isFirst) {
    openBalances(work, snapshot);
    continuePositions(work, snapshot, missed);
  }
  if (isNewest) bookFunding(work, snapshot);
  comparePositions(work, snapshot, isFirst);
  liftWaiting(work);
}

/** Several readings may be under way, and one asked for earlier be answered later: its running figures are of before. */
function isNewestReading({ venues }: StepWork, { venue, requestedAtMs }: AccountSnapshot): boolean {
  return requestedAtMs >= (venues[venue]?.readAtMs ?? -Infinity);
}

/** Books what is of this session; of a first snapshot the rest is in its positions. Returns what happened while no desk was looking. */
function takeFills(work: StepWork, snapshot: AccountSnapshot, isFirst: boolean): readonly Fill[] {
  if (isFirst) ignoreUnread(work, snapshot);
  const missed: Fill[] = [];
  for (const fill of snapshot.fills) {
    const isEarlier = isFirst && isOfEarlierSession(work, fill);
    if (!isEarlier) takeFill(work, fill);
    else {
      if (isMissed(work, fill, fillKey(fill))) missed.push(fill);
      work.orders.ignoreFill(fill, fillKey(fill));
    }
  }
  return missed;
}

function hasOpening(work: StepWork, venue: VenueState): boolean {
  return work.openedVenues.includes(venue.venue);
}

/**
 * The opening balance has what was executed in a contract that is off the list now, as it has all that was executed before it. Once
 * the contract is listed again, its executions are told again, and some of them are too young to be known by their time as earlier ones.
 */
function ignoreUnread(work: StepWork, { venue, unreadFills = [] }: AccountSnapshot): void {
  const keyOf = ({ tradeId }: UnreadFill): string => tradeKey(venue, tradeId);
  const missed = unreadFills.filter((fill) => isMissed(work, fill, keyOf(fill)));
  if (missed.length > 0) sayUnvalued(work, venue, missed.length);
  work.orders.ignoreFills(unreadFills.map(keyOf));
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
    openPosition(work, market.instrument, positionFromVenue(reported, market.instrument));
  }
  const held = new Set(snapshot.positions.map(({ instrumentId }) => instrumentId));
  for (const { position } of Object.values(work.positions)) {
    const { instrumentId: id } = position;
    const market = work.markets.get(id);
    // What fills told before the opening, and the venue does not hold: they closed what was there before us.
    if (market?.instrument.venue === snapshot.venue && !held.has(id)) openPosition(work, market.instrument, flatPosition(id));
  }
  touchInventory(work);
}

function openPosition(work: StepWork, { id, underlying }: Instrument, opening: Position): void {
  const known = work.positions[id]?.position;
  const { realisedCoin, realisedUsd, feesCoin, feesUsd } = known ?? opening;
  storePosition(work, id, {
    position: { ...opening, realisedCoin, realisedUsd, feesCoin, feesUsd },
    underlying,
    openingLots: opening.lots - (known?.lots ?? 0),
    venueLots: opening.lots,
    differenceLots: 0,
  });
}

/** Ends waiting for a reconciliation, or reducing for a difference, once every venue matches; a latch needs RESUME. */
function liftWaiting(work: StepWork): void {
  const { safety } = work;
  if (safety.needsResume || safety.tradingState === 'killed' || safety.tradingState === 'active') return;
  const isAllMatched = Object.values(work.venues).every((venue) => venue.isMatched && venue.reconciledAtMs !== null);
  if (isAllMatched) updateSafety(work, { tradingState: 'active', reason: '' });
}

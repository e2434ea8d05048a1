/** Holds our positions against a snapshot of the account; a fill on the way explains a difference only if it is of that very size. */
import type { Fill } from '../../domain/fill';
import type { Instrument, InstrumentId } from '../../domain/instrument';
import { toWholeLots } from '../../domain/quantity';
import { sideSign } from '../../domain/side';
import type { VenueId } from '../../domain/venue';
import { describeDifferences, venueLots, type PositionDifference } from '../../execution/reconciliation';
import type { PositionState, VenueState } from '../account-state';
import type { AccountSnapshot } from '../events';
import { venueOfInstrument } from '../state';
import { raiseAlert, storePosition, touchControl, updateVenue, type StepWork } from '../step-work';
import { adoptFigures } from './adopt-figures';
import { awaitsDelivery, settleExpired } from './settle-expired';
import { allowOnlyReducing } from './trading-halt';

/** Fills this short before a snapshot was asked for, or later, may or may not be in its positions, ms. */
const COMPARISON_GUARD_MS = 1000;

/** So many snapshots in a row must differ before trading is held back: one may be a race. */
const MISMATCHES_FOR_ALARM = 2;

/** Compares, says what is off, and holds trading back if it stays so. `isFirst`: the positions were just taken over. */
export function comparePositions(work: StepWork, snapshot: AccountSnapshot, isFirst: boolean): void {
  const venue = work.venues[snapshot.venue];
  if (venue === undefined) return;
  const racing = isFirst ? [] : racingFills(work, snapshot);
  takeOver(work, { snapshot, racing, adoptionReason: venue.adoptionReason });
  const { differences, isConclusive } = differ(work, snapshot, racing);
  const reconciledAtMs = work.session.nowMs;
  touchControl(work);
  if (differences.length === 0 && !isConclusive) {
    // What was said of the last comparison stands; if there was none, the fills known have to do until the next.
    if (venue.reconciledAtMs === null) trustFills(work, venue);
    updateVenue(work, snapshot.venue, { reconciledAtMs });
    return;
  }
  const isMatched = differences.length === 0;
  const mismatchCount = isMatched ? 0 : venue.mismatchCount + 1;
  const reconciliation = describeDifferences(differences, (id) => findInstrument(work, id));
  const comparedAtMs = isConclusive ? reconciledAtMs : (venue.comparedAtMs ?? reconciledAtMs);
  updateVenue(work, snapshot.venue, { reconciledAtMs, comparedAtMs, reconciliation, isMatched, mismatchCount });
  if (mismatchCount >= MISMATCHES_FOR_ALARM) holdBack(work, snapshot.venue, reconciliation);
}

/** A difference found before the connection was lost is not gone because the first look after it could not tell. */
function trustFills(work: StepWork, { venue, mismatchCount }: VenueState): void {
  const comparedAtMs = work.session.nowMs;
  const matched = { reconciliation: 'matched as far as fills are known', isMatched: true };
  updateVenue(work, venue, { comparedAtMs, ...(mismatchCount === 0 ? matched : {}) });
}

/** Newest first. */
function racingFills(work: StepWork, { venue, requestedAtMs }: AccountSnapshot): readonly Fill[] {
  return work.fills
    .filter(
      ({ fill, receivedAtMs }) => receivedAtMs >= requestedAtMs - COMPARISON_GUARD_MS && venueOfInstrument(fill.instrumentId) === venue,
    )
    .map(({ fill }) => fill)
    .reverse();
}

interface TakeOver {
  readonly snapshot: AccountSnapshot;
  readonly racing: readonly Fill[];
  readonly adoptionReason: string;
}

/** What changes our own figures needs a snapshot that no fill raced; a busy perpetual must not keep what expired from being settled. */
function takeOver(work: StepWork, { snapshot, racing, adoptionReason }: TakeOver): void {
  const isDated = ({ instrumentId }: Fill): boolean => findInstrument(work, instrumentId)?.expiresAtMs != null;
  if (!racing.some(isDated)) settleExpired(work, snapshot);
  if (racing.length === 0 && adoptionReason !== '') adoptFigures(work, snapshot, adoptionReason);
}

function findInstrument(work: StepWork, id: InstrumentId): Instrument | null {
  return work.markets.get(id)?.instrument ?? null;
}

interface Comparison {
  readonly differences: readonly PositionDifference[];
  /** Nothing was left open for a fill on the way. */
  readonly isConclusive: boolean;
}

function differ(work: StepWork, snapshot: AccountSnapshot, racing: readonly Fill[]): Comparison {
  const found = venueLots(snapshot.positions, (id) => findInstrument(work, id));
  const theirs = new Map(found.map(({ instrumentId, lots }) => [instrumentId, lots]));
  const differences: PositionDifference[] = [];
  let isConclusive = true;
  for (const known of Object.values(work.positions)) {
    const id = known.position.instrumentId;
    if (venueOfInstrument(id) !== snapshot.venue) continue;
    const lots = theirs.get(id) ?? 0;
    theirs.delete(id);
    if (awaitsDelivery(work, snapshot, known)) continue;
    const verdict = compareOne(work, { known, lots, racing });
    if (verdict === 'left open') isConclusive = false;
    else if (verdict !== 0) differences.push({ instrumentId: id, lots: verdict });
  }
  for (const [instrumentId, lots] of theirs) if (lots !== 0) differences.push({ instrumentId, lots: -lots });
  return { differences, isConclusive };
}

interface Pair {
  readonly known: PositionState;
  /** The venue's figure. */
  readonly lots: number;
  readonly racing: readonly Fill[];
}

/** Ours minus theirs, lots; a fill on the way that is of this very size makes it none, one of another size leaves it open. */
function compareOne(work: StepWork, { known, lots, racing }: Pair): number | 'left open' {
  const { instrumentId, lots: ours } = known.position;
  const differenceLots = toWholeLots(ours - lots);
  const onTheWay = racing.filter((fill) => fill.instrumentId === instrumentId);
  if (differenceLots !== 0 && onTheWay.length > 0) return !isDoubted(work) && isExplained(onTheWay, differenceLots) ? 0 : 'left open';
  if (known.venueLots !== lots || known.differenceLots !== differenceLots)
    storePosition(work, instrumentId, { ...known, venueLots: lots, differenceLots });
  return differenceLots;
}

/** Held back, nothing but equal figures lets more pass: the fill that would explain a difference may be what is wrong. */
function isDoubted({ safety }: StepWork): boolean {
  return safety.tradingState === 'reducing';
}

/** Whether the venue's figure is ours of a moment ago: before the newest, the newest two … of our fills. */
function isExplained(newestFirst: readonly Fill[], differenceLots: number): boolean {
  let sum = 0;
  return newestFirst.some(({ side, quantity }) => {
    sum += sideSign(side) * quantity;
    return toWholeLots(sum - differenceLots) === 0;
  });
}

function holdBack(work: StepWork, venue: VenueId, text: string): void {
  raiseAlert(work, {
    key: `position|${venue}`,
    severity: 3,
    text: `${venue}: position ${text}; only orders that reduce pass until it matches.`,
  });
  const reason = `Position at ${venue}: ${text}. It ends when a reconciliation matches, or when the venue's figure is taken over.`;
  allowOnlyReducing(work, reason);
}

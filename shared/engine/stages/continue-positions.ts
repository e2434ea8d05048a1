/** Goes on from the positions that the session before held, so that what became of them meanwhile is profit of the day. */
import type { Fill, UnreadFill } from '../../domain/fill';
import type { InstrumentId } from '../../domain/instrument';
import type { VenueId } from '../../domain/venue';
import { goOnFrom } from '../carried-position';
import type { CarriedPosition } from '../day-state';
import type { AccountSnapshot } from '../events';
import { venueOfInstrument } from '../state';
import { raiseAlert, storePosition, touchInventory, type StepWork } from '../step-work';
import { spoilDay } from './record-days';
import { CLOCK_TOLERANCE_MS } from './take-fill';

/** Whether an execution happened while no desk of ours was looking; `key` is that under which it is booked once. */
export function isMissed(work: StepWork, { executedAtMs }: UnreadFill, key: string): boolean {
  const since = work.day?.carried?.readUntilMs ?? work.day?.carried?.atMs;
  return since !== undefined && executedAtMs >= since - CLOCK_TOLERANCE_MS && !work.orders.knownTradeIds.has(key);
}

/** What was missed in a contract that is off the list cannot be valued, and is in the opening balance once the contract is back. */
export function sayUnvalued(work: StepWork, venue: VenueId, count: number): void {
  spoilDay(work, `executions in contracts off the list of ${venue} could not be valued: ${count}`);
  const found = `${venue}: executions while the desk was off in contracts that are not listed now: ${count}.`;
  const text = `${found} They are not in the day's profit; compare it with the venue's own figure.`;
  raiseAlert(work, { key: `day|${venue}`, severity: 2, text });
}

/**
 * Call once per venue, after its opening balances were taken over. A position that the executions missed explain goes on from its old
 * entry; of another one the part that is gone counts at what it was last worth, and what is left at the venue's average price.
 */
export function continuePositions(work: StepWork, snapshot: AccountSnapshot, missed: readonly Fill[]): void {
  const { day } = work;
  if (day?.carried == null) return;
  const isHere = ({ instrumentId }: Pick<Fill, 'instrumentId'>): boolean => venueOfInstrument(instrumentId) === snapshot.venue;
  const before = new Map(day.carried.positions.filter(isHere).map((each) => [each.instrumentId, each]));
  work.day = { ...day, carried: { ...day.carried, positions: day.carried.positions.filter((each) => !isHere(each)) } };
  const executed = [...missed, ...work.fills.map(({ fill }) => fill)].filter(isHere);
  for (const id of new Set([...before.keys(), ...executed.map(({ instrumentId }) => instrumentId)])) {
    const carried = before.get(id) ?? { instrumentId: id, lots: 0, entryCoin: 0, unrealisedUsd: 0 };
    if (!continueOne(work, carried, missed)) countAsLost(work, carried);
  }
  touchInventory(work);
}

/** `false` if the executions known do not lead to what the venue holds. */
function continueOne(work: StepWork, carried: CarriedPosition, missed: readonly Fill[]): boolean {
  const id = carried.instrumentId;
  const market = work.markets.get(id);
  const theirs = work.positions[id];
  const ofSession = work.fills.map(({ fill }) => fill);
  const opening = goOnFrom(carried, missed, market);
  const position = goOnFrom(carried, [...missed, ...ofSession], market);
  if (market === undefined || opening === null || position === null || position.lots !== (theirs?.position.lots ?? 0)) return false;
  const { underlying } = market.instrument;
  storePosition(work, id, { underlying, venueLots: position.lots, differenceLots: 0, ...theirs, position, openingLots: opening.lots });
  return true;
}

function countAsLost(work: StepWork, { instrumentId, lots, unrealisedUsd }: CarriedPosition): void {
  const { day } = work;
  if (day === null) return;
  const left = work.positions[instrumentId]?.position.lots ?? 0;
  const gone = lots === 0 ? 0 : Math.min(1, Math.max(0, 1 - left / lots));
  work.day = { ...day, closedOffsetUsd: day.closedOffsetUsd + gone * (unrealisedUsd ?? 0) };
  spoilDay(work, `${instrumentId} changed while the desk was off, and no executions explain it`);
  raiseAlert(work, { key: `day|${instrumentId}`, severity: 2, text: explain(instrumentId, lots, left) });
}

function explain(id: InstrumentId, lots: number, left: number): string {
  const found = `${id}: the last session ended with ${lots} lots, the venue holds ${left}, and no executions explain it.`;
  return `${found} The day's profit counts what is gone at its last known worth; compare it with the venue's own figure.`;
}

/** What the hedge ticket shows: rows, why sending is refused, and progress. */
import type { HedgeCandidate, HedgeView } from '../../../shared/projection/view-state';
import { formatFixed } from '../../theme/number-format';

/** Why the chosen candidate cannot be sent; empty if it can. The engine checks again. */
export function sendRefusal(hedge: HedgeView | undefined, candidate: HedgeCandidate | undefined, addRefusal: string): string {
  if (hedge === undefined) return 'No word from the engine yet.';
  if (hedge.phase !== 'preview') return hedge.phase === 'working' ? 'Already sent.' : 'No hedge is open.';
  if (hedge.refusal !== '') return hedge.refusal;
  if (candidate === undefined) return 'There is no candidate to send; Tab chooses one.';
  if (candidate.refusal !== '') return candidate.refusal;
  return addRefusal;
}

/** The candidate chosen in a ticket. */
export interface Choice {
  readonly ticketId: string | null;
  readonly id: string | null;
}

function firstToSend(hedge: HedgeView | undefined): HedgeCandidate | undefined {
  return hedge?.candidates.find((candidate) => candidate.refusal === '');
}

/** A ticket begins with the first that can be sent and keeps it, however they rank later, until the trader takes another. */
export function keepChoice(before: Choice, hedge: HedgeView | undefined): Choice {
  const ticketId = hedge?.ticketId ?? null;
  if (before.ticketId === ticketId && before.id !== null) return before;
  const id = firstToSend(hedge)?.id ?? null;
  return before.ticketId === ticketId && before.id === id ? before : { ticketId, id };
}

/** Candidate of that id, none if it has gone; without an id the first that can be sent, else the first. */
export function chosenCandidate(hedge: HedgeView | undefined, id: string | null): HedgeCandidate | undefined {
  return id === null ? (firstToSend(hedge) ?? hedge?.candidates[0]) : hedge?.candidates.find((candidate) => candidate.id === id);
}

/** Whether there is a ticket on screen. */
export function isOpenHedge(hedge: HedgeView | undefined): boolean {
  return hedge !== undefined && hedge.phase !== 'closed';
}

/** The candidate after (or before) one, round. */
export function neighbour(hedge: HedgeView, id: string | undefined, step: 1 | -1): HedgeCandidate | undefined {
  const index = hedge.candidates.findIndex((candidate) => candidate.id === id);
  return hedge.candidates[(index + step + hedge.candidates.length) % hedge.candidates.length];
}

/** Share of the sent hedge that has filled, 0 to 1. */
export function filledShare(hedge: HedgeView): number {
  const filled = Math.abs(hedge.filledCoin);
  const left = Math.abs(hedge.residualCoin ?? 0);
  return filled + left === 0 ? 0 : filled / (filled + left);
}

/** A name without its underlying, which the header says: `BTC-PERPETUAL` → `PERPETUAL`. */
export function shortName(name: string): string {
  return name.replace(/^[A-Z]+-/, '');
}

/** What the engine ranks by. */
export const TOTAL_WORDS = 'The total holds one day of funding.';

/** A candidate with all that it costs; what is held on with it costs funding each day, which no column has room for. */
export function candidateWords({ name, refusal, feeUsd, spreadUsd, impactUsd, fundingUsdPerDay }: HedgeCandidate): string {
  const usd = (value: number | null): string => formatFixed(value, 2);
  const costs = `fee ${usd(feeUsd)} $, half-spread ${usd(spreadUsd)} $, impact ${usd(impactUsd)} $`;
  const words = `${name}: ${costs}; funding per day ${formatFixed(fundingUsdPerDay, 2, 'always')} $, positive is paid`;
  return refusal === '' ? words : `${words}. ${refusal}`;
}

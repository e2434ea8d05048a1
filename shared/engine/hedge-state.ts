/** The hedge ticket as the engine keeps it: live proposal, then progress until nothing is left. */
import type { Underlying } from '../domain/instrument';
import type { ClientOrderId } from '../domain/order';
import type { TimestampMs } from '../domain/time';
import type { HedgeProposal } from '../hedging/hedge-candidates';

/** A hedge accepted and not sent yet: it must not trade with our own quotes, so these are canceled first. */
interface WaitingHedge {
  readonly proposal: HedgeProposal;
  readonly sinceMs: TimestampMs;
}

/** The ticket; `null` in the engine state when closed. */
export interface HedgeState {
  readonly ticketId: string;
  readonly underlying: Underlying;
  /** Share of the distance to target to close, 1 to 100. */
  readonly percent: number;
  readonly openedAtMs: TimestampMs;
  readonly phase: 'preview' | 'working' | 'done';
  readonly deltaBeforeCoin: number | null;
  readonly targetCoin: number;
  /** Ranked, cheapest first; the id of a candidate is its instrument id. */
  readonly candidates: readonly HedgeProposal[];
  readonly refusal: string;
  readonly sentCandidateId: string | null;
  readonly clientOrderId: ClientOrderId | null;
  /** The order waits for our own quotes to leave its way; `null` if it does not. */
  readonly waiting: WaitingHedge | null;
  readonly sentQuantityCoin: number | null;
  readonly filledCoin: number;
  /** Quote units, of the fills so far. */
  readonly averagePrice: number | null;
  readonly residualCoin: number | null;
  /** Of the execution alone, as the realised one beside it: without funding. */
  readonly previewedCostUsd: number | null;
  readonly realisedCostUsd: number | null;
  /** Mid when it was sent, for the realised cost. */
  readonly arrivalMid: number | null;
  /** Engine sequence of the last recomputation: a send is bound to it. */
  readonly sequence: number;
}

/** The hedge ticket as the engine keeps it: live proposal, then progress until nothing is left. */
import type { Underlying } from '../domain/instrument';
import type { InstrumentId } from '../domain/instrument';
import type { ClientOrderId } from '../domain/order';
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import type { TimestampMs } from '../domain/time';

/** One way to hedge. Costs in USD, positive is a cost. */
export interface HedgeProposal {
  readonly candidateId: string;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: QuantityLots;
  readonly quantityCoin: number;
  readonly limitPrice: PriceTicks;
  readonly feeUsd: number;
  readonly spreadUsd: number;
  /** `null`: depth does not suffice to tell. */
  readonly impactUsd: number | null;
  readonly fundingUsdPerDay: number | null;
  readonly totalUsd: number | null;
  readonly residualDeltaCoin: number;
  /** Empty if it can be sent; otherwise why not. */
  readonly refusal: string;
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
  readonly candidates: readonly HedgeProposal[];
  readonly refusal: string;
  readonly sentCandidateId: string | null;
  readonly clientOrderId: ClientOrderId | null;
  readonly sentQuantityCoin: number | null;
  readonly filledCoin: number;
  /** Quote units, of the fills so far. */
  readonly averagePrice: number | null;
  readonly residualCoin: number | null;
  readonly previewedCostUsd: number | null;
  readonly realisedCostUsd: number | null;
  /** Mid when it was sent, for the realised cost. */
  readonly arrivalMid: number | null;
  /** Engine sequence of the last recomputation: a send is bound to it. */
  readonly sequence: number;
}

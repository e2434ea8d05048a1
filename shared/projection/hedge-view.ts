/** The hedge ticket. */
import type { Trust } from './trust-view';

/** One proposed hedge. Costs in USD, positive is a cost. */
export interface HedgeCandidate {
  readonly id: string;
  readonly instrumentId: string;
  readonly name: string;
  readonly side: 'buy' | 'sell';
  /** In coin of the underlying. */
  readonly quantityCoin: number;
  readonly limitPrice: number;
  readonly tickSize: number;
  readonly feeUsd: number;
  readonly spreadUsd: number;
  /** `null`: depth does not suffice to tell. */
  readonly impactUsd: number | null;
  readonly fundingUsdPerDay: number | null;
  /** Fee, spread, impact and one day of funding. */
  readonly totalUsd: number | null;
  readonly residualDeltaCoin: number;
  /** Empty if it can be sent; otherwise why not. */
  readonly refusal: string;
}

/** The hedge ticket. */
export interface HedgeView {
  /** `null` when closed. */
  readonly ticketId: string | null;
  readonly underlying: string | null;
  readonly percent: number;
  readonly openedAtMs: number | null;
  readonly phase: 'closed' | 'preview' | 'working' | 'done';
  readonly deltaBeforeCoin: number | null;
  readonly targetCoin: number | null;
  /** Ranked, cheapest first. */
  readonly candidates: readonly HedgeCandidate[];
  /** Empty if sending is possible; otherwise why not. */
  readonly refusal: string;
  readonly sentCandidateId: string | null;
  readonly filledCoin: number;
  readonly averagePrice: number | null;
  readonly residualCoin: number | null;
  readonly previewedCostUsd: number | null;
  readonly realisedCostUsd: number | null;
  readonly sequence: number;
  readonly trust: Trust;
}

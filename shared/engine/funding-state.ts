/** Funding of one perpetual in this session. Replaced, never mutated. */
import type { FundingFigure } from '../inventory/funding';

/** Received is positive, paid negative. */
export interface FundingState {
  /** The venue's running figure; `null` while it names none. */
  readonly figure: FundingFigure | null;
  /** Booked in this session, coin. */
  readonly bookedCoin: number;
  /** … each part at the index price when it was booked, USD. */
  readonly bookedUsd: number;
}

/** What a venue says we hold. Our own truth is the sum of fills; this is what it is reconciled with. */
import type { InstrumentId } from './instrument';

/** A venue's report of one position. */
export interface VenuePosition {
  readonly instrumentId: InstrumentId;
  /** Signed, in quantity units: positive long, negative short. */
  readonly quantity: number;
  /** Venue's average entry price in quote units; 0 when flat. */
  readonly averagePrice: number;
  readonly markPrice: number;
  /** In settlement coin. */
  readonly unrealisedPnl: number;
  /** In settlement coin. */
  readonly realisedPnl: number;
  /** Funding received since the venue's last settlement, settlement coin; negative was paid. Perpetuals only; absent where the venue names none. */
  readonly fundingCoin?: number;
  /** At which the venue settled it last, another one after each settlement, quote units; 0 before the first. Perpetuals only; absent as above. */
  readonly settlementPrice?: number;
  /** In coin of the underlying. */
  readonly delta: number;
}

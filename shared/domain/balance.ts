/** What a venue says an account holds, per settlement coin. */

/** A venue's report of one currency of the account, all amounts in that coin. */
export interface VenueBalance {
  readonly currency: string;
  readonly balance: number;
  readonly equity: number;
  readonly availableFunds: number;
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
  /** The venue's name of the account's margin model, for example `segregated_sm`; absent where it names none. */
  readonly marginModel?: string;
  /**
   * Set where all coins of the account secure each other (cross collateral): margins and available funds are of all of them then, stated
   * in this coin, and are held against this margin balance instead of the coin's own equity; `null` where the venue does not state it.
   */
  readonly joint?: { readonly marginBalance: number | null };
}

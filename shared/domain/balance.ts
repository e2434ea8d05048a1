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
}

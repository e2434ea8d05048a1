/** What a venue says the positions held would bind under its own margin model, and the parameters that it publishes for that model. */

/** Parameters of portfolio margin in one settlement coin. Fractions, not percent. */
export interface PortfolioMarginModel {
  /** Greatest move of the price in the standard table. */
  readonly priceRange: number;
  /** Moves on each side of zero. */
  readonly bucketsCount: number;
  /** Share of a profit that counts against other losses. */
  readonly pnlOffset: number;
  readonly annualisedMoveRisk: number;
  readonly minAnnualisedMove: number;
  /** Maintenance margin as a share of the risk matrix margin. */
  readonly maintenanceFactor: number;
  /** USD by which a loss of the extended table is reduced. */
  readonly extendedDampenerUsd: number;
  readonly extendedTableFactor: number;
  /** Rise of the standard rates per coin of position. */
  readonly ratePerCoin: number;
  /** Relative shocks of volatility. */
  readonly shock: {
    readonly up: number;
    readonly down: number;
    readonly leastAfterUp: number;
    readonly shortPower: number;
    readonly longPower: number;
  };
}

/** One settlement coin of an account. Margins in that coin, of the positions alone. */
export interface MarginSimulation {
  readonly currency: string;
  /** `null`: the venue gave none, `reason` says why. */
  readonly initial: number | null;
  readonly maintenance: number | null;
  /** The venue's name of the model simulated; `null` where it names none, which is portfolio margin. */
  readonly marginModel: string | null;
  /** `null`: not published to this account, `reason` says why. */
  readonly parameters: PortfolioMarginModel | null;
  /** Empty, or what is missing and why. */
  readonly reason: string;
}

/** Whether a venue's name of a margin model means portfolio margin; no name means it. */
export function isPortfolioModel(marginModel: string | null): boolean {
  return marginModel === null || /(^|_)pm$/.test(marginModel);
}

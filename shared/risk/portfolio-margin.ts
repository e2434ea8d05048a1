/** A venue's portfolio margin for coin-settled futures, from the parameters that the venue publishes; nothing is built in. */
import { allFinite } from '../pricing/finite';

/** Parameters as the venue names them, per currency. Fractions, not percent. */
export interface PortfolioMarginParameters {
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
}

/** One future or perpetual: its delta in coin at the present price, and the time to its expiry (0 for a perpetual). */
export interface FuturePosition {
  readonly deltaCoin: number;
  readonly years: number;
}

/** What is added for orders and protection, in coin. */
export interface OtherMargins {
  readonly openOrders: number;
  readonly marketMakerProtection: number;
}

/** Every figure in coin and non-negative. */
export interface PortfolioMargin {
  readonly worstCase: number;
  readonly rollShock: number;
  /** Worst case and roll shock together. */
  readonly riskMatrix: number;
  readonly maintenance: number;
  readonly initial: number;
}

/** The moves of the standard table: range·i/buckets for i = −buckets … buckets. */
export function standardMoves({ priceRange, bucketsCount }: PortfolioMarginParameters): readonly number[] {
  return Array.from({ length: 2 * bucketsCount + 1 }, (_, index) => (priceRange * (index - bucketsCount)) / bucketsCount);
}

/** Profit in coin of an inverse future: X·(1 − 1/(1+m)) for a delta of X coin. `null` where the price would not stay positive. */
export function inverseMoveProfit(deltaCoin: number, move: number): number | null {
  return move > -1 && Number.isFinite(deltaCoin) ? deltaCoin * (1 - 1 / (1 + move)) : null;
}

/** Profit of all positions at each standard move; a total profit counts only by the offset. `null` where one cannot be computed. */
export function aggregateVector(positions: readonly FuturePosition[], parameters: PortfolioMarginParameters): readonly number[] | null {
  const totals = standardMoves(parameters).map((move) =>
    positions.reduce((sum, { deltaCoin }) => sum + (inverseMoveProfit(deltaCoin, move) ?? NaN), 0),
  );
  if (!totals.every(Number.isFinite)) return null;
  return totals.map((total) => (total > 0 ? total * parameters.pnlOffset : total));
}

/** Σ |delta|·max(annualised move·years, least move): what rolling every position may cost. */
function rollShock(positions: readonly FuturePosition[], parameters: PortfolioMarginParameters): number {
  const { annualisedMoveRisk, minAnnualisedMove } = parameters;
  return positions.reduce(
    (sum, { deltaCoin, years }) => sum + Math.abs(deltaCoin) * Math.max(annualisedMoveRisk * years, minAnnualisedMove),
    0,
  );
}

/** Initial = worst case + roll shock + open orders + protection; maintenance = factor·(worst case + roll shock). `null` as above. */
export function portfolioMargin(
  positions: readonly FuturePosition[],
  parameters: PortfolioMarginParameters,
  other: OtherMargins,
): PortfolioMargin | null {
  const vector = aggregateVector(positions, parameters);
  const roll = rollShock(positions, parameters);
  if (vector === null || !Number.isFinite(roll + other.openOrders + other.marketMakerProtection)) return null;
  const worstCase = Math.max(0, -Math.min(...vector));
  const riskMatrix = worstCase + roll;
  return allFinite({
    worstCase,
    rollShock: roll,
    riskMatrix,
    maintenance: parameters.maintenanceFactor * riskMatrix,
    initial: riskMatrix + other.openOrders + other.marketMakerProtection,
  });
}

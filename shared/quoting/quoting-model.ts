/** The port of a quoting model: inventory and market in, reservation shift and half-spread out, all in ticks. */
import type { QuotingParameters } from './quoting-parameters';

/** What every model sees. One unit of inventory is one best-level quantity (`quantityCoin`). */
export interface QuotingModelInput {
  /** Inventory minus target in units; positive is too long. */
  readonly inventoryUnits: number;
  /** Standard deviation of the price, ticks per √second. */
  readonly volatilityTicks: number;
  readonly parameters: QuotingParameters;
}

/** What a model says; the desk adds offset, strength, cap, clamps and rounding. */
export interface QuotingModelOutput {
  /** Reservation price minus fair value, ticks; negative when too long. */
  readonly reservationShiftTicks: number;
  /** Half-spread that pays for price risk, ticks, ≥ 0. */
  readonly volatilityHalfSpreadTicks: number;
  /** Half-spread that pays for the rarity of takers, ticks, ≥ 0. */
  readonly intensityHalfSpreadTicks: number;
}

/** One model: a folder under `models/` and a line in the registry. */
export interface QuotingModelDefinition {
  readonly name: QuotingParameters['model'];
  /** Shown to the trader. */
  readonly label: string;
  /** Shift and half-spread for this inventory; non-finite input may give non-finite output, which the desk refuses to quote. */
  evaluate(input: QuotingModelInput): QuotingModelOutput;
}

/** Who the risk comes from: VaR and expected shortfall split into parts that add up to the whole. */

/** One component's share of a measure, in the measure's own unit; negative where it offsets the others. */
export interface Contribution {
  readonly name: string;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** Scenario profits of one component; the same scenario stands at the same place in every component. */
export interface ComponentProfits {
  readonly name: string;
  readonly profits: Float64Array;
}

/** Share of the scenarios, on each side of the VaR, whose mean stands for the scenario at the VaR. */
const NEIGHBOURHOOD = 0.005;

/**
 * Euler allocation (Tasche, 1999): a component's part of the shortfall is its mean loss in the tail scenarios; its part of the VaR is
 * its mean loss in the scenarios around the VaR, scaled so that the parts add up. `null` if lists differ in length, are empty or hold
 * something that is not a number.
 */
export function contributionsOf(components: readonly ComponentProfits[], tail: number): readonly Contribution[] | null {
  const count = components[0]?.profits.length ?? 0;
  if (count === 0 || !(tail > 0 && tail < 1) || components.some(({ profits }) => profits.length !== count)) return null;
  const total = new Float64Array(count);
  for (const { profits } of components) profits.forEach((profit, index) => (total[index] = (total[index] ?? 0) + profit));
  if (!total.every(Number.isFinite)) return null;
  const order = Array.from(total.keys()).sort((first, second) => (total[first] ?? 0) - (total[second] ?? 0));
  const rank = Math.max(1, Math.ceil(count * tail - 1e-9));
  const reach = Math.floor(count * NEIGHBOURHOOD);
  const worst = order.slice(0, rank);
  const around = order.slice(Math.max(0, rank - 1 - reach), rank + reach);
  const valueAtRisk = -(total[order[rank - 1] ?? 0] ?? Number.NaN);
  const aroundTotal = meanLoss(total, around);
  // Where the losses around the VaR average to nothing there is nothing to scale: the parts then miss the VaR by that little.
  const scale = aroundTotal === 0 ? 1 : valueAtRisk / aroundTotal;
  return components.map(({ name, profits }) => ({
    name,
    valueAtRisk: meanLoss(profits, around) * scale,
    expectedShortfall: meanLoss(profits, worst),
  }));
}

function meanLoss(profits: Float64Array, places: readonly number[]): number {
  return -places.reduce((sum, place) => sum + (profits[place] ?? Number.NaN), 0) / places.length;
}

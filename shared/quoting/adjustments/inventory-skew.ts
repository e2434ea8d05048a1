/** How far the quotes lean toward target: the model's shift times the trader's strength, capped. */

/** Shift of both quotes in ticks (negative when too long), limited to ±`capTicks`; strength and cap are ≥ 0. */
export function capSkew(modelShiftTicks: number, strength: number, capTicks: number): number {
  const wanted = modelShiftTicks * strength;
  return Math.max(-capTicks, Math.min(capTicks, wanted));
}

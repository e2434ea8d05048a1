/** Whether risk may be added: the latch behind kill, halt and reduce-only. */

/** `active`: all orders. `reducing`, `halted`, `killed`: only reduce-only orders by hand; quotes are out of the market. */
export type TradingState = 'active' | 'reducing' | 'halted' | 'killed';

/** How bad each state is; a worse state is never left by a milder cause. */
const SEVERITY: Readonly<Record<TradingState, number>> = { active: 0, reducing: 1, halted: 2, killed: 3 };

/** The worse of two states. */
export function worseState(first: TradingState, second: TradingState): TradingState {
  return SEVERITY[first] >= SEVERITY[second] ? first : second;
}

/** Whether orders that add risk pass in this state. */
export function mayAddRisk(state: TradingState): boolean {
  return state === 'active';
}

/** What a beat tells main of the engine: enough to pull without it. */
import type { EngineFacts } from '../../shared/contract/engine-messages';
import type { EngineState } from '../../shared/engine/state';
import { isWorking } from '../../shared/execution/order-state';

/** What the state does not know. */
export interface RimFacts {
  readonly nowMs: number;
  readonly journalEntries: number;
  readonly heapShare: number;
}

/** Facts of one beat. */
export function describeEngine(state: EngineState, { nowMs, journalEntries, heapShare }: RimFacts): EngineFacts {
  const venues = Object.values(state.venues);
  const isReconciled = venues.length > 0 && venues.every((venue) => venue.reconciledAtMs !== null);
  const { ownOrders, foreignOrders } = countOrders(state);
  const isTradingOn = Object.values(state.quoting).some((quoting) => quoting.isTradingOn);
  const offsetMs = venues[0]?.lanes.private.clockOffsetMs ?? null;
  return {
    eventSequence: state.session.sequence,
    journalEntries,
    ownOrders,
    isAccountOurs: isReconciled && foreignOrders === 0,
    venueTimeMs: offsetMs === null ? null : nowMs + offsetMs,
    isArmed: state.safety.isArmed,
    isAtRisk: ownOrders > 0 || isTradingOn || state.safety.isArmed,
    heapShare,
  };
}

/** After a pull of everything: whether the venues confirmed it, or no order of ours can rest anyway. Unknown and lost ones can. */
export function isNothingLeft(state: EngineState): boolean {
  const { pull } = state.safety;
  const isConfirmed = pull?.isDone === true && pull.instrumentId === null && Object.keys(pull.venues).length > 0;
  return isConfirmed || countOrders(state).ownOrders === 0;
}

function countOrders(state: EngineState): { readonly ownOrders: number; readonly foreignOrders: number } {
  let ownOrders = 0;
  let foreignOrders = 0;
  for (const order of state.orders.open.values()) {
    if (!isWorking(order)) continue;
    if (order.purpose === 'external') foreignOrders += 1;
    else ownOrders += 1;
  }
  return { ownOrders, foreignOrders };
}

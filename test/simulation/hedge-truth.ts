/** Fault 67: what is sent to hedge goes against what is held. */
import type { OrderIntent } from '../../shared/domain/order';
import { isFlattening } from '../../shared/engine/flatten-state';
import type { EngineState } from '../../shared/engine/state';

interface Held {
  readonly amount: number;
  readonly unit: string;
}

/** What an order is to bring to zero: the delta, or each position alone while all of them are being closed. */
function heldFor({ flatten, positions, exposures, markets }: EngineState, intent: OrderIntent): Held | null {
  if (isFlattening(flatten) && flatten.underlying === null)
    return { amount: positions[intent.instrumentId]?.position.lots ?? 0, unit: 'lots' };
  const underlying = markets.get(intent.instrumentId)?.instrument.underlying ?? '';
  const delta = exposures[underlying]?.deltaCoin ?? null;
  return delta === null ? null : { amount: delta, unit: 'coin' };
}

/** Calls `complain` if a hedge does not go against what is held. */
export function judgeHedge(state: EngineState, intent: OrderIntent, complain: (text: string) => void): void {
  const held = intent.purpose === 'hedge' ? heldFor(state, intent) : null;
  if (held === null) return;
  const isAgainst = held.amount !== 0 && intent.side === (held.amount > 0 ? 'sell' : 'buy');
  if (!isAgainst) complain(`${intent.clientOrderId} hedges ${held.amount} ${held.unit} with a ${intent.side}`);
}

/** Cancel-on-disconnect: when a connection dies, the orders it sent are canceled. Never those of other connections or of HTTP. */
import type { Floor } from './floor';
import type { MutableOrder } from './resting-order';
import type { MutableSession } from './session';

/** Cancels what the dead connection left. Nothing happens after `private/logout` or when the switch is off. Returns the orders. */
export function cancelOnDisconnect(floor: Floor, session: MutableSession): readonly MutableOrder[] {
  if (!session.isCodOn || session.isLoggedOut || session.login === null) return [];
  const orders = [...session.login.account.openOrders.values()].filter((order) => order.sessionId === session.id);
  for (const order of orders) floor.cancel(order, 'cancel_on_disconnect');
  return orders;
}

/** A venue connection with some of its verbs replaced; all others stay those of the real one. */
import type { VenueConnection } from '../../electron/venues/venue-port';

/** The connection as the engine sees it. */
export function withVerbs(connection: VenueConnection, verbs: Partial<VenueConnection>): VenueConnection {
  return {
    venue: connection.venue,
    start: () => connection.start(),
    subscribe: (ids) => connection.subscribe(ids),
    followTickers: (ids) => connection.followTickers?.(ids),
    resynchroniseBook: (id, reason) => connection.resynchroniseBook(id, reason),
    sendOrder: (order) => connection.sendOrder(order),
    cancelOrder: (order) => connection.cancelOrder(order),
    cancelAll: (scope) => connection.cancelAll(scope),
    queryOrder: (id, clientOrderId) => connection.queryOrder(id, clientOrderId),
    reconcile: () => connection.reconcile(),
    reconnect: () => connection.reconnect(),
    disconnect: () => connection.disconnect(),
    stop: () => connection.stop(),
    ...verbs,
  };
}

/** Faults of the market and of the exchange's own books: what its prices, contracts and protections do. */
import type { Fault } from './fault';
import { frames, isBook, requests, isOrder } from './interfere';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import { channelOf, type WireMessage } from './wire';
import type { World } from './world';

const NAME = 'BTC-PERPETUAL';

function dataOf(message: WireMessage): WireMessage {
  return Object(Reflect.get(Object(message['params']), 'data')) as WireMessage;
}

/** The same change with a bid above every ask. */
function crossed(message: WireMessage): WireMessage {
  const data = { ...dataOf(message), bids: [['new', 90_000, 10]] };
  return { ...message, params: { channel: channelOf(message), data } };
}

/** Every quote of the desk is gone and none is let in for a while: what Deribit does when its market-maker protection triggers. */
function triggerProtection(world: World, forMs: number): void {
  const floor = world.venue.exchange.inspect();
  for (const order of world.venue.openOwnOrders()) floor.cancel(order as MutableOrder, 'mmp_trigger');
  const rule = { matches: isOrder, count: 1_000 };
  requests(world, { kind: 'refuse', code: 13_780 }, rule);
  const pushed = world.network.state.requestRules.at(-1);
  world.after(forMs, () => {
    if (pushed !== undefined) pushed.remaining = 0;
  });
}

/** So much more than was asked for is filled. */
const EXCESS_LOTS = 5;

/** An order of the desk grows at the exchange and is filled beyond what the desk asked for. */
function overfill(world: World): void {
  const [order] = world.venue.openOwnOrders();
  if (order === undefined) return;
  const mutable = order as MutableOrder;
  const book = world.venue.exchange.inspect().engine.book(order.instrument);
  // The level grows with its order: what is there beside it would otherwise be counted as gone when it fills.
  book.own(order.side).reduce(mutable, -EXCESS_LOTS);
  mutable.lots += EXCESS_LOTS;
  world.venue.overfilled.add(order.id);
  const before = mutable.filledLots;
  world.venue.control('practice/fill_order', { order_id: order.id });
  if (mutable.filledLots > before || !world.venue.openOwnOrders().includes(order)) return;
  // A market that stands still or is locked fills nothing: a level that had grown there is in no change of the book.
  book.own(order.side).reduce(mutable, EXCESS_LOTS);
  mutable.lots -= EXCESS_LOTS;
  world.venue.overfilled.delete(order.id);
}

const THAW_AGAIN_MS = 1_000;

/** Holds a book still for a while; one that is off the list by then can be let go only once it is back. */
export function holdBook(world: World, name: string, forMs: number): void {
  const setFrozen = (frozen: boolean): WireMessage => world.venue.control('practice/freeze_book', { instrument_name: name, frozen });
  const thaw = (): void => {
    if (Reflect.has(setFrozen(false), 'error')) world.after(THAW_AGAIN_MS, thaw);
  };
  setFrozen(true);
  world.after(forMs, thaw);
}

/** A contract is not listed for a while; nothing rests in it any more. */
export function takeOffList(world: World, name: string, forMs: number): void {
  const floor = world.venue.exchange.inspect();
  const spec = floor.contract(name);
  if (spec === null) return;
  floor.delist(name);
  for (const order of world.venue.openOwnOrders()) if (order.instrument === name) floor.cancel(order as MutableOrder, 'instrument_expired');
  world.after(forMs, () => floor.list(world.venue.flow.latest(spec)));
}

/** Faults of the market. */
export const marketFaults = {
  'index jumps': {
    number: 37,
    act: (world, chance, forMs) => {
      const { flow } = world.venue;
      flow.indexFactor = chance.next() < 0.5 ? 0.8 : 1.2;
      world.after(forMs, () => (flow.indexFactor = 1));
    },
  },
  'index frozen': {
    number: 37,
    act: (world, _chance, forMs) => {
      const { flow } = world.venue;
      flow.isIndexFrozen = true;
      world.after(forMs * 2, () => (flow.isIndexFrozen = false));
    },
  },
  'funding spikes': {
    number: 38,
    act: (world, chance, forMs) => {
      const { flow } = world.venue;
      flow.indexFactor = 1 + (chance.next() < 0.5 ? -0.004 : 0.004);
      world.after(forMs * 4, () => (flow.indexFactor = 1));
    },
  },
  'market bursts': { number: 11, act: (world, chance) => (world.venue.flow.burst = 40 + chance.index(200)) },
  'crossed book': {
    number: 36,
    act: (world) => {
      // Without an ask a bid crosses nothing, and a bid that was invented could not be told from a true one.
      const hasAsks = (): boolean => world.venue.exchange.inspect().engine.book(NAME).own('sell').top(1).length > 0;
      frames(world, { kind: 'change', change: crossed }, { matches: (message) => isBook(message) && hasAsks(), count: 1 });
    },
  },
  'contract off the list for a while': {
    number: 35,
    act: (world, _chance, forMs) => takeOffList(world, NAME, forMs),
  },
  'protection triggers': { number: 32, act: (world, _chance, forMs) => triggerProtection(world, forMs) },
  'order filled beyond its quantity': { number: 28, act: (world) => overfill(world) },
  'venue goes into maintenance': {
    number: 20,
    act: (world, _chance, forMs) => {
      for (const order of world.venue.openOwnOrders()) world.venue.control('private/cancel', { order_id: order.id });
      world.network.state.isUnreachable = true;
      for (const socket of world.network.openSockets()) world.network.hangUp(socket);
      world.after(forMs * 3, () => (world.network.state.isUnreachable = false));
    },
  },
} satisfies Record<string, Fault>;

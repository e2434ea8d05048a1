/** The faults a schedule is made of: each changes the world for a while. Numbers are those of the failure catalogue. */
import type { VenueChannel } from '../../shared/domain/venue';
import type { SeededRandom } from '../../shared/domain/random';
import type { Fault } from './fault';
import { localFaults } from './faults-local';
import type { SimulatedSocket } from './simulated-socket';
import { channelOf, methodOf, type FrameAction, type RequestAction, type Rule, type WireMessage } from './wire';
import type { World } from './world';

const LANES: readonly VenueChannel[] = ['market-data', 'private', 'cancel'];

function anySocket(world: World, chance: SeededRandom): SimulatedSocket | undefined {
  const sockets = world.network.openSockets(LANES[chance.index(LANES.length)] ?? null);
  return sockets[0] ?? world.network.openSockets()[0];
}

const isOrder = (message: WireMessage): boolean => /^private\/(buy|sell)$/.test(methodOf(message));
const isCancel = (message: WireMessage): boolean => methodOf(message).startsWith('private/cancel');
const isBook = (message: WireMessage): boolean => channelOf(message).startsWith('book.BTC-PERPETUAL');
const isUser = (message: WireMessage): boolean => channelOf(message).startsWith('user.');
const isOrderAnswer = (message: WireMessage): boolean =>
  Reflect.has(Object(message['result']), 'trades') && Reflect.has(Object(message['result']), 'order');

function frames(
  world: World,
  action: FrameAction,
  rule: { matches: (message: WireMessage, role: VenueChannel) => boolean; count: number },
): void {
  world.network.state.frameRules.push({ matches: rule.matches, action, remaining: rule.count });
}

function requests(world: World, action: RequestAction, rule: { matches: (message: WireMessage) => boolean; count: number }): void {
  world.network.state.requestRules.push({ matches: rule.matches, action, remaining: rule.count });
}

const GARBAGE = [
  '{"jsonrpc":"2.0","method":"subscr',
  '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"book.BTC-PERPETUAL.raw","data":{"type":"change","bids":[["new",1e999,10]]}}}',
  '{"__proto__":{"polluted":true},"method":"heartbeat"}',
  '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"user.trades.any.any.raw","data":[{"instrument_name":"BTC-PERPETUAL","price":"NaN"}]}}',
  '[]',
  '',
] as const;

/** Faults of the network and of what travels on it. */
const networkFaults = {
  'connection closed': {
    number: 1,
    act: (world, chance) => {
      const socket = anySocket(world, chance);
      if (socket) world.network.hangUp(socket);
    },
  },
  'half-open connection': {
    number: 2,
    act: (world, chance) => {
      const socket = anySocket(world, chance);
      if (socket) Object.assign(socket.isDead, { up: true, down: true });
    },
  },
  'one direction dead': {
    number: 3,
    act: (world, chance) => {
      const socket = anySocket(world, chance);
      if (socket) socket.isDead[chance.next() < 0.5 ? 'up' : 'down'] = true;
    },
  },
  'network stalls': {
    number: 3,
    act: (world, chance, forMs) => {
      const direction = chance.next() < 0.5 ? 'up' : 'down';
      world.network.state.stalledUntilMs[direction] = world.clock.nowMs + forMs;
    },
  },
  'latency steps up': {
    number: 4,
    act: (world, chance, forMs) => {
      world.network.state.extraLatencyMs = chance.between(20, 2_500);
      world.after(forMs, () => (world.network.state.extraLatencyMs = 0));
    },
  },
  'channels overtake each other': {
    number: 5,
    act: (world, chance, forMs) => {
      world.network.state.disorderMs = chance.between(20, 800);
      world.after(forMs, () => (world.network.state.disorderMs = 0));
    },
  },
  'frames twice': {
    number: 6,
    act: (world, chance) =>
      frames(world, { kind: 'duplicate', afterMs: chance.between(0, 3_000) }, { matches: isUser, count: 1 + chance.index(12) }),
  },
  'book frames twice': {
    number: 6,
    act: (world, chance) =>
      frames(world, { kind: 'duplicate', afterMs: chance.between(0, 500) }, { matches: isBook, count: 1 + chance.index(3) }),
  },
  'frames are garbage': {
    number: 8,
    act: (world, chance) => {
      const role = LANES[chance.index(3)];
      const text = GARBAGE[chance.index(GARBAGE.length)] ?? '';
      frames(world, { kind: 'garble', text }, { matches: (_message, each) => each === role, count: 1 + chance.index(25) });
    },
  },
  'book change lost': {
    number: 9,
    act: (world, chance) => frames(world, { kind: 'drop' }, { matches: isBook, count: 1 + chance.index(3) }),
  },
  'book change skipped by the exchange': {
    number: 9,
    act: (world) => void world.venue.control('practice/skip_change', { instrument_name: 'BTC-PERPETUAL' }),
  },
  'all connections closed, one by one': {
    number: 21,
    act: (world, chance) => {
      for (const socket of world.network.openSockets()) world.after(chance.between(0, 2_000), () => world.network.hangUp(socket));
    },
  },
  'market data does not come back': {
    number: 40,
    act: (world, _chance, forMs) => {
      const rule: Rule<RequestAction> = {
        matches: (each) => methodOf(each) === 'public/subscribe',
        action: { kind: 'drop' },
        remaining: 1_000,
      };
      world.network.state.requestRules.push(rule);
      for (const socket of world.network.openSockets('market-data')) world.network.hangUp(socket);
      world.after(forMs * 3, () => (rule.remaining = 0));
    },
  },
  'venue unreachable': {
    number: 16,
    act: (world, _chance, forMs) => {
      world.network.state.isUnreachable = true;
      for (const socket of world.network.openSockets()) world.network.hangUp(socket);
      world.after(forMs, () => (world.network.state.isUnreachable = false));
    },
  },
} satisfies Record<string, Fault>;

/** Faults of the exchange. */
const venueFaults = {
  'order accepted, answer lost': {
    number: 14,
    act: (world, chance) => requests(world, { kind: 'accept-silently' }, { matches: isOrder, count: 1 + chance.index(3) }),
  },
  'order accepted, answer is an error': {
    number: 14,
    act: (world, chance) => requests(world, { kind: 'accept-but-fail', code: 13028 }, { matches: isOrder, count: 1 + chance.index(3) }),
  },
  'order lost on the way': {
    number: 3,
    act: (world, chance) => requests(world, { kind: 'drop' }, { matches: isOrder, count: 1 + chance.index(3) }),
  },
  'order late': {
    number: 4,
    act: (world, chance) =>
      requests(world, { kind: 'delay', byMs: chance.between(500, 9_000) }, { matches: isOrder, count: 1 + chance.index(4) }),
  },
  'cancel lost or failed': {
    number: 15,
    act: (world, chance) => {
      const action: RequestAction = chance.next() < 0.5 ? { kind: 'drop' } : { kind: 'accept-but-fail', code: 13028 };
      requests(world, action, { matches: isCancel, count: 1 + chance.index(6) });
    },
  },
  'orders rejected': {
    number: 22,
    act: (world, chance) => requests(world, { kind: 'refuse', code: 11054 }, { matches: isOrder, count: 1 + chance.index(10) }),
  },
  'answer to an order late': {
    number: 23,
    act: (world, chance) =>
      frames(world, { kind: 'delay', byMs: chance.between(500, 10_000) }, { matches: isOrderAnswer, count: 1 + chance.index(4) }),
  },
  'old fills told again': {
    number: 25,
    act: (world, chance) => {
      const texts = world.network.oldFills.slice(-1 - chance.index(20));
      for (const delayMs of [0, chance.between(5_000, 40_000)])
        world.after(delayMs, () => texts.forEach((text) => world.network.inject('private', text)));
    },
  },
  'private frames never sent': {
    number: 40,
    act: (world, chance) => frames(world, { kind: 'drop' }, { matches: isUser, count: 1 + chance.index(6) }),
  },
  'fills never told': {
    number: 40,
    act: (world) => frames(world, { kind: 'drop' }, { matches: (message) => channelOf(message).startsWith('user.trades'), count: 4 }),
  },
  'order traded by hand elsewhere': {
    number: 30,
    act: (world, chance) => {
      const amount = 10 * (1 + chance.index(60));
      world.venue.control(chance.next() < 0.5 ? 'private/buy' : 'private/sell', {
        instrument_name: 'BTC-PERPETUAL',
        amount,
        type: 'market',
      });
    },
  },
  'order placed by another tool': {
    number: 31,
    act: (world, chance) => {
      const price = 50_000 + chance.index(100) * 10;
      const { result } = world.venue.control('private/buy', { instrument_name: 'BTC-PERPETUAL', amount: 10, price, label: 'other-tool' });
      const id: unknown = Reflect.get(Object(Reflect.get(Object(result), 'order')), 'order_id');
      if (typeof id === 'string') world.foreignOrders.push(id);
    },
  },
  'orders canceled by the venue': {
    number: 33,
    act: (world) => {
      for (const order of world.venue.openOwnOrders()) world.venue.control('private/cancel', { order_id: order.id });
    },
  },
  'quotes swept': {
    number: 26,
    act: (world, chance) => {
      const direction = chance.next() < 0.5 ? 'buy' : 'sell';
      world.venue.control('practice/market_order', {
        instrument_name: 'BTC-PERPETUAL',
        direction,
        amount: 10 * (100 + chance.index(3_000)),
      });
    },
  },
  'book frozen': {
    number: 40,
    act: (world, _chance, forMs) => {
      const freeze = (frozen: boolean): void =>
        void world.venue.control('practice/freeze_book', { instrument_name: 'BTC-PERPETUAL', frozen });
      freeze(true);
      world.after(forMs, () => freeze(false));
    },
  },
  'exchange silent': {
    number: 2,
    act: (world, _chance, forMs) => void world.venue.control('practice/silence', { milliseconds: Math.round(forMs) }),
  },
  'rate credits used up': {
    number: 39,
    act: (world) => {
      requests(world, { kind: 'refuse', code: 10028 }, { matches: isOrder, count: 1 });
      const [socket] = world.network.openSockets('private');
      if (socket) world.after(20, () => world.network.hangUp(socket));
    },
  },
} satisfies Record<string, Fault>;

/** Every fault by name. */
export const faults: Readonly<Record<string, Fault>> = { ...networkFaults, ...venueFaults, ...localFaults };

/** The faults a schedule is made of: each changes the world for a while. Numbers are those of the failure catalogue. */
import type { VenueChannel } from '../../shared/domain/venue';
import type { SeededRandom } from '../../shared/domain/random';
import type { Fault } from './fault';
import { crashFaults, localFaults } from './faults-local';
import { marketFaults } from './faults-market';
import { rareFaults } from './faults-rare';
import { traderFaults } from './faults-trader';
import { venueFaults } from './faults-venue';
import { frames, isBook, isUser } from './interfere';
import type { SimulatedSocket } from './simulated-socket';
import { methodOf, type RequestAction, type Rule, type WireMessage } from './wire';
import type { World } from './world';

const LANES: readonly VenueChannel[] = ['market-data', 'private', 'cancel'];

function anySocket(world: World, chance: SeededRandom): SimulatedSocket | undefined {
  const sockets = world.network.openSockets(LANES[chance.index(LANES.length)] ?? null);
  return sockets[0] ?? world.network.openSockets()[0];
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
  'frames cut off': {
    number: 7,
    act: (world, chance) => {
      const role = LANES[chance.index(3)];
      const text = '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"book.BTC-PERPETUAL.raw","data":{"bids":[["ne';
      frames(world, { kind: 'garble', text }, { matches: (_message, each) => each === role, count: 1 + chance.index(3) });
    },
  },
  'book change lost': {
    number: 9,
    act: (world, chance) => frames(world, { kind: 'drop' }, { matches: isBook, count: 1 + chance.index(3) }),
  },
  'book snapshot lost': {
    number: 10,
    act: (world, chance) => {
      const isSnapshot = (message: WireMessage): boolean =>
        isBook(message) && Reflect.get(Object(Reflect.get(Object(message['params']), 'data')), 'type') === 'snapshot';
      frames(world, { kind: 'drop' }, { matches: isSnapshot, count: 1 + chance.index(2) });
      frames(world, { kind: 'drop' }, { matches: isBook, count: 1 });
    },
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

/** Every fault that any seed may draw, by name. */
export const faults: Readonly<Record<string, Fault>> = {
  ...networkFaults,
  ...venueFaults,
  ...marketFaults,
  ...localFaults,
  ...traderFaults,
};

/** One of them, of those that only some seeds draw, or of the crashes that only the sweep asks for. */
export function findFault(name: string): Fault {
  const fault = faults[name] ?? rareFaults[name] ?? crashFaults[name];
  if (fault === undefined) throw new Error(`expected the name of a fault, found ${name}`);
  return fault;
}

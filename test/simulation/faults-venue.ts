/** Faults of the exchange: what it refuses, forgets, tells late or twice, and what others do there. */
import type { Fault } from './fault';
import { holdBook } from './faults-market';
import { frames, isCancel, isOrder, isUser, requests } from './interfere';
import { channelOf, isAnswerToOrder, methodOf, type RequestAction, type WireMessage } from './wire';

/** Refusals, silence, and words that come late. */
const answers = {
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
      frames(world, { kind: 'delay', byMs: chance.between(500, 10_000) }, { matches: isAnswerToOrder, count: 1 + chance.index(4) }),
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
      world.foreignTradesAtMs.add(world.clock.nowMs);
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
    act: (world, _chance, forMs) => holdBook(world, 'BTC-PERPETUAL', forMs),
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

/** Some of what a list should hold is not in it. */
function shortened(message: WireMessage): WireMessage {
  const { result } = message;
  return Array.isArray(result) ? { ...message, result: result.filter((_, at) => at % 2 === 1) } : message;
}

function isOrderList(message: WireMessage): boolean {
  const { result } = message;
  return Array.isArray(result) && result.length > 0 && Reflect.has(Object(result[0]) as object, 'order_state');
}

/** Lists that miss something, logins that end, limits. */
const lists = {
  'orders listed in part': {
    number: 29,
    act: (world, chance) => frames(world, { kind: 'change', change: shortened }, { matches: isOrderList, count: 1 + chance.index(2) }),
  },
  'cancel refused as not open': {
    number: 27,
    act: (world, chance) => requests(world, { kind: 'refuse', code: 11_044 }, { matches: isCancel, count: 1 + chance.index(3) }),
  },
  'login ended': {
    number: 19,
    act: (world, chance) => {
      const isPrivate = (message: WireMessage): boolean => methodOf(message).startsWith('private/');
      requests(world, { kind: 'refuse', code: 13_009 }, { matches: isPrivate, count: 1 + chance.index(8) });
    },
  },
  'too many requests over HTTP': {
    number: 12,
    act: (world, _chance, forMs) => {
      world.network.state.isRestRefused = true;
      for (const socket of world.network.openSockets('private')) world.network.hangUp(socket);
      world.after(forMs * 2, () => (world.network.state.isRestRefused = false));
    },
  },
  'old fills told again after a restart': {
    number: 25,
    act: (world, chance) => {
      const texts = world.network.oldFills.slice(-1 - chance.index(20));
      world.desk.kill('synced');
      for (const delayMs of [4_000, 9_000]) world.after(delayMs, () => texts.forEach((text) => world.network.inject('private', text)));
    },
  },
  'fill told before the answer': {
    number: 24,
    act: (world, chance) => {
      frames(world, { kind: 'delay', byMs: chance.between(200, 1_800) }, { matches: isAnswerToOrder, count: 4 });
      const isOrderNews = (message: WireMessage): boolean => channelOf(message).startsWith('user.orders');
      frames(world, { kind: 'delay', byMs: chance.between(200, 1_800) }, { matches: isOrderNews, count: 4 });
      world.after(300, () =>
        world.venue.control('practice/market_order', { instrument_name: 'BTC-PERPETUAL', direction: 'sell', amount: 9_000 }),
      );
    },
  },
} satisfies Record<string, Fault>;

/** Faults of the exchange. */
export const venueFaults: Readonly<Record<string, Fault>> = { ...answers, ...lists };

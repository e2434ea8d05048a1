/** Faults that only some seeds draw, beside their schedule: prices that go by another step, what happens to options, and locks. */
import { stepAt, withListedTick } from '../../shared/exchange/contract-spec';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import type { SeededRandom } from '../../shared/domain/random';
import type { Fault } from './fault';
import { holdBook, takeOffList } from './faults-market';
import { frames, isCancel, isOrder, requests } from './interfere';
import { isOptionName } from './option-day';
import { channelOf, type WireMessage } from './wire';
import type { World } from './world';

const NAME = 'BTC-PERPETUAL';
/** USD; those that the contract's unit does not divide are left out. */
const TICKS = [0.1, 0.2, 0.5, 1, 2.5] as const;

/** From now on prices go by another step. What rests off it is canceled or goes on resting, as the exchange pleases. */
function changeTick(world: World, chance: SeededRandom): void {
  const floor = world.venue.exchange.inspect();
  const spec = floor.contract(NAME);
  if (spec === null) return;
  const now = stepAt(spec, world.venue.flow.reference.index('BTC'));
  const isWhole = (tick: number): boolean => Math.abs(tick / spec.tickSize - Math.round(tick / spec.tickSize)) < 1e-9;
  const others = TICKS.filter((tick) => tick !== now && isWhole(tick));
  const tick = others[chance.index(others.length)] ?? now;
  const changed = withListedTick(spec, tick);
  world.recorder.note(`the tick of ${NAME} is ${tick}, it was ${now}`);
  floor.list(changed);
  world.venue.flow.relist(changed);
  if (chance.next() < 0.5) return;
  const steps = Math.round(tick / spec.tickSize);
  for (const order of world.venue.account.openOrders.values())
    if (order.instrument === NAME && order.priceTicks % steps !== 0) floor.cancel(order as MutableOrder, 'instrument_expired');
}

/** The option that the desk quotes; empty on a day without. */
function quotedOption(world: World): string {
  return world.settings.quotedInstruments.find(isOptionName)?.slice('deribit:'.length) ?? '';
}

/** Faults that seeds with changing ticks draw. */
const tickFaults = {
  'tick size changes': { number: 35, act: (world, chance) => changeTick(world, chance) },
} satisfies Record<string, Fault>;

/** Faults that days with options draw. */
const optionFaults = {
  'option traded by hand elsewhere': {
    number: 30,
    act: (world, chance) => {
      const side = chance.next() < 0.5 ? 'private/buy' : 'private/sell';
      world.venue.control(side, { instrument_name: quotedOption(world), amount: 0.1, type: 'market' });
    },
  },
  'option quotes swept': {
    number: 26,
    act: (world, chance) => {
      const direction = chance.next() < 0.5 ? 'buy' : 'sell';
      const amount = (1 + chance.index(60)) / 10;
      world.venue.control('practice/market_order', { instrument_name: quotedOption(world), direction, amount });
    },
  },
} satisfies Record<string, Fault>;

/** What the venue does not take for a while; whoever waits for it hears when it does again. */
const lockFaults = {
  'coin locked': {
    number: 20,
    act: (world, _chance, forMs) => {
      const lock = (locked: boolean): void => void world.venue.control('practice/lock', { currency: 'BTC', locked });
      lock(true);
      world.after(forMs, () => lock(false));
    },
  },
  'settlement in progress': {
    number: 20,
    act: (world, _chance, forMs) => {
      const count = 1_000;
      requests(world, { kind: 'refuse', code: 10_041 }, { matches: (message) => isOrder(message) || isCancel(message), count });
      const rule = world.network.state.requestRules.at(-1);
      world.after(forMs, () => {
        if (rule !== undefined) rule.remaining = 0;
      });
    },
  },
} satisfies Record<string, Fault>;

/** The contract that is quoted beside the perpetual; empty on a day without. */
function secondName(world: World): string {
  return world.day.second ?? '';
}

/** Faults that days with a second quoted contract draw. */
const secondFaults = {
  'second contract: quotes swept': {
    number: 26,
    act: (world, chance) => {
      const direction = chance.next() < 0.5 ? 'buy' : 'sell';
      const amount = 10 * (1 + chance.index(1_000));
      world.venue.control('practice/market_order', { instrument_name: secondName(world), direction, amount });
    },
  },
  'second contract: traded by hand elsewhere': {
    number: 30,
    act: (world, chance) => {
      const side = chance.next() < 0.5 ? 'private/buy' : 'private/sell';
      world.foreignTradesAtMs.add(world.clock.nowMs);
      world.venue.control(side, { instrument_name: secondName(world), amount: 10 * (1 + chance.index(60)), type: 'market' });
    },
  },
  'second contract: book change lost': {
    number: 9,
    act: (world, chance) => {
      const isItsBook = (message: WireMessage): boolean => channelOf(message).startsWith(`book.${secondName(world)}.`);
      frames(world, { kind: 'drop' }, { matches: isItsBook, count: 1 + chance.index(3) });
    },
  },
  'second contract: book frozen': {
    number: 40,
    act: (world, _chance, forMs) => holdBook(world, secondName(world), forMs),
  },
  'second contract: off the list for a while': {
    number: 35,
    act: (world, _chance, forMs) => takeOffList(world, secondName(world), forMs),
  },
} satisfies Record<string, Fault>;

/** All of them. */
export const rareFaults: Readonly<Record<string, Fault>> = { ...tickFaults, ...optionFaults, ...lockFaults, ...secondFaults };

/** Names of those that a seed draws beside its schedule. */
export const rareNames = {
  ticks: Object.keys(tickFaults),
  options: Object.keys(optionFaults),
  locks: Object.keys(lockFaults),
  second: Object.keys(secondFaults),
} as const;

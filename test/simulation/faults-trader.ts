/** What the people at the desk do, rightly and wrongly, at any moment. */
import type { CommandCall } from '../../shared/contract/commands';
import { SeededRandom } from '../../shared/domain/random';
import type { Fault } from './fault';
import { QUOTED, SLIP_TOLERATED_TICKS } from './simulation-settings';
import type { World } from './world';

/** USD. */
const USUAL_TICK = 0.5;
/** A repeat of an order by hand needs a confirmation for so long. */
const REPEAT_HELD_MS = 10_000;

/** Carries out a command and says how many orders by hand it sent at once. */
function ordersOf(world: World, call: CommandCall): number {
  const before = world.invariants.handOrders;
  world.command(call);
  return world.invariants.handOrders - before;
}

interface HandOrder {
  readonly quantityCoin: number;
  /** How far the market seems to be from where it is, in usual ticks. */
  readonly staleTicks: number;
}

/** An order by hand on the side and price that chance says; `null` without a market to look at. */
function handOrder(world: World, chance: SeededRandom, { quantityCoin, staleTicks }: HandOrder): CommandCall | null {
  const market = world.desk.state.markets.get(QUOTED);
  const { bid, ask } = market?.top ?? { bid: null, ask: null };
  if (market === undefined || bid === null || ask === null) return null;
  const side = chance.next() < 0.5 ? 'buy' : 'sell';
  const isPostOnly = chance.next() < 0.5;
  const isBuy = side === 'buy';
  const ticks = isBuy === isPostOnly ? bid - (isBuy ? 1 : 0) : ask + (isBuy ? 0 : 1);
  const { tickSize } = market.instrument;
  const seenOff = Math.ceil((staleTicks * USUAL_TICK) / tickSize);
  return {
    name: 'place-order',
    args: {
      instrumentId: QUOTED,
      side,
      price: ticks * tickSize,
      quantityCoin,
      isPostOnly,
      isReduceOnly: false,
      seenBestBid: (bid + seenOff) * tickSize,
      seenBestAsk: (ask + seenOff) * tickSize,
      isConfirmed: false,
    },
  };
}

/** The same order again before the first is forgotten, on a market that is looked at anew: nothing may leave without a confirmation. */
function repeatOrder(world: World, chance: SeededRandom): void {
  const seed = chance.index(2 ** 31);
  const sameOrder = (): CommandCall | null => handOrder(world, new SeededRandom(seed), { quantityCoin: 0.017, staleTicks: 0 });
  const { desk } = world;
  const first = sameOrder();
  if (first === null || ordersOf(world, first) === 0) return;
  const sentAtMs = desk.state.session.nowMs;
  world.after(chance.between(700, 6_000), () => {
    const again = desk === world.desk && desk.isAlive ? sameOrder() : null;
    if (again === null || ordersOf(world, again) === 0) return;
    const agoMs = desk.state.session.nowMs - sentAtMs;
    if (agoMs < REPEAT_HELD_MS)
      world.recorder.violate('I12', `the same order by hand was sent again after ${agoMs} ms without a confirmation`);
  });
}

function changeParameters(world: World, chance: SeededRandom): void {
  const quoting = world.desk.state.quoting[QUOTED];
  if (quoting === undefined) return;
  const draft = {
    ...quoting.parameters,
    levels: 1 + chance.index(3),
    quantityCoin: 0.01 * (1 + chance.index(3)),
    minimumHalfSpreadBps: 0.1 + chance.next(),
    requoteToleranceTicks: chance.index(4),
  };
  world.command({ name: 'stage-parameters', args: { instrumentId: QUOTED, draft } });
  world.command({ name: 'apply-parameters', args: { instrumentId: QUOTED, baseVersion: quoting.parametersVersion } });
}

function sendHedge(world: World): void {
  const { state } = world.desk;
  const [candidate] = state.hedge?.candidates ?? [];
  if (state.hedge === null || candidate === undefined || candidate.limitTicks === null) return;
  const { id, tickSize } = candidate.instrument;
  world.recorder.count('hedge sent');
  world.command({
    name: 'send-hedge',
    args: {
      ticketId: state.hedge.ticketId,
      candidateId: id,
      seenPrice: candidate.limitTicks * tickSize,
      seenSide: candidate.side,
      seenQuantityCoin: candidate.quantityCoin,
      seenSequence: state.session.sequence,
    },
  });
}

const orders = {
  'order by hand': {
    number: null,
    act: (world, chance) => {
      const call = handOrder(world, chance, { quantityCoin: 0.02, staleTicks: 0 });
      if (call !== null) world.command(call);
    },
  },
  'order by hand on a market long gone': {
    number: 66,
    act: (world, chance) => {
      const call = handOrder(world, chance, { quantityCoin: 0.02, staleTicks: SLIP_TOLERATED_TICKS + 1 + chance.index(40) });
      if (call !== null && ordersOf(world, call) > 0) world.recorder.violate('I12', 'an order was sent on a market that had moved away');
    },
  },
  'order by hand of ten times the quantity': {
    number: 63,
    act: (world, chance) => {
      const call = handOrder(world, chance, { quantityCoin: 0.02 * 10 ** (1 + chance.index(3)), staleTicks: 0 });
      if (call !== null && ordersOf(world, call) > 0) world.recorder.violate('I12', 'an order beyond the limit was sent');
    },
  },
  'double click': {
    number: 65,
    act: (world, chance) => {
      const call = handOrder(world, chance, { quantityCoin: 0.013, staleTicks: 0 });
      if (call === null) return;
      const sent = ordersOf(world, call) + ordersOf(world, call);
      if (sent > 1) world.recorder.violate('I12', 'a double click sent two orders');
    },
  },
  'same order by hand soon after': { number: 65, act: repeatOrder },
  hedge: {
    number: 67,
    act: (world, chance) => {
      world.command({ name: 'open-hedge', args: { underlying: 'BTC', percent: 10 + chance.index(91) } });
      world.after(chance.between(0, 400), () => sendHedge(world));
    },
  },
} satisfies Record<string, Fault>;

const ladder = {
  'trader pulls': { number: 68, act: (world) => world.command({ name: 'pull-quotes', args: { instrumentId: null } }) },
  'trader kills': { number: 68, act: (world) => world.command({ name: 'kill', args: {} }) },
  'trader quits': { number: 68, act: (world) => void world.desk.quit() },
  'trader reconnects': { number: 21, act: (world) => world.command({ name: 'reconnect', args: { venue: 'deribit' } }) },
  'trader leaves the venue': { number: null, act: (world) => world.command({ name: 'disconnect', args: { venue: 'deribit' } }) },
  'trader flattens the delta': { number: null, act: (world) => world.command({ name: 'flatten-delta', args: { underlying: 'BTC' } }) },
  'trader flattens all': { number: null, act: (world) => world.command({ name: 'flatten-all', args: { confirmation: 'FLATTEN ALL' } }) },
  'trader widens': {
    number: null,
    act: (world, chance) => world.command({ name: 'widen-quotes', args: { instrumentId: null, percent: 1 + chance.index(100) } }),
  },
  'trader pauses a side': {
    number: null,
    act: (world, chance, forMs) => {
      const side = chance.next() < 0.5 ? 'buy' : 'sell';
      const suspend = (isSuspended: boolean): void =>
        world.command({ name: 'suspend-side', args: { instrumentId: QUOTED, side, isSuspended } });
      suspend(true);
      world.after(forMs, () => suspend(false));
    },
  },
  'trader cancels': {
    number: null,
    act: (world, chance) => world.command({ name: 'cancel-orders', args: { scope: chance.next() < 0.5 ? 'mine' : 'quotes' } }),
  },
  'trader changes parameters': { number: 70, act: (world, chance) => changeParameters(world, chance) },
  'trader turns trading on and off': {
    number: 70,
    act: (world, chance) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const args = { instrumentId: QUOTED, isOn: turn % 2 === 1 };
        world.after(chance.between(0, 2_000), () => world.command({ name: 'set-trading', args }));
      }
    },
  },
} satisfies Record<string, Fault>;

/** What traders do. */
export const traderFaults: Readonly<Record<string, Fault>> = Object.fromEntries(
  Object.entries({ ...orders, ...ladder }).map(([name, fault]) => [name, { ...fault, isLocal: true }]),
);

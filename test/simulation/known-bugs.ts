/** Bugs that others had, put in on purpose around the code under test: a simulator that misses one proves nothing. */
import type { EngineEventBody } from '../../shared/engine/events';
import { ok } from '../../shared/domain/result';
import { isFinal } from '../../shared/domain/order';
import type { DeskSettings } from '../../shared/engine/settings';
import { isWorking } from '../../shared/execution/order-state';
import type { VenueConnection } from '../../electron/venues/venue-port';
import { withVerbs } from './connection-verbs';
import type { DeskLife, DeskSeam } from './desk-seam';
import { processBugs } from './known-process-bugs';
import { deafToLoss, deafToStaleness, patchesOldBook, withoutDeadMan, withoutGapCheck } from './known-wire-bugs';
import type { KnownBug } from './known-bug';
import type { Seam } from './world';

type Heard = NonNullable<DeskSeam['heard']>;

const heard = (change: () => Heard): (() => Seam) => {
  return () => ({ desk: { heard: change() } });
};

function retriesOrders(): Seam {
  const again = new Map<string, () => void>();
  return {
    desk: {
      connection: (connection) =>
        withVerbs(connection, {
          sendOrder: (order) => {
            again.set(order.intent.clientOrderId, () => connection.sendOrder(order));
            connection.sendOrder(order);
          },
        }),
      heard: (body) => {
        if (body.kind === 'order-outcome-unknown') again.get(body.clientOrderId)?.();
        return [body];
      },
    },
  };
}

function believesItsCancels(connection: VenueConnection, desk: DeskLife): VenueConnection {
  return withVerbs(connection, {
    cancelOrder: (order) => {
      connection.cancelOrder(order);
      const known = desk.state.orders.find(order.clientOrderId);
      if (known?.report) desk.submit({ kind: 'order-reported', report: { ...known.report, status: 'canceled' } });
    },
  });
}

function saysEmptyUnseen(connection: VenueConnection, desk: DeskLife): VenueConnection {
  const { venue } = connection;
  return withVerbs(connection, {
    cancelAll: () => desk.submit({ kind: 'cancel-all-confirmed', venue, remaining: 0, elapsedMs: 0 }),
  });
}

function booksTwice(): Heard {
  const seen = new Map<string, number>();
  return (body) => {
    if (body.kind !== 'fill-reported') return [body];
    const { fill } = body;
    const count = (seen.get(fill.tradeId) ?? 0) + 1;
    seen.set(fill.tradeId, count);
    return [{ ...body, fill: count === 1 ? fill : { ...fill, tradeId: `${fill.tradeId}#${count}` as typeof fill.tradeId } }];
  };
}

const notFoundThrice = (clientOrderId: (EngineEventBody & { kind: 'order-not-found' })['clientOrderId']): EngineEventBody[] =>
  Array.from({ length: 3 }, () => ({ kind: 'order-not-found', clientOrderId }) as const);

const changeFill = (change: (fill: (EngineEventBody & { kind: 'fill-reported' })['fill']) => typeof fill): Heard => {
  return (body) => {
    if (body.kind === 'fill-reported') return [{ ...body, fill: change(body.fill) }];
    return body.kind === 'account-snapshot' ? [{ ...body, fills: body.fills.map(change) }] : [body];
  };
};

const forgetsEvents = (): Seam => {
  let count = 0;
  return { desk: { recorded: (event) => (event.kind === 'order-reported' && (count += 1) % 40 === 0 ? null : event) } };
};

/** Each keeps its own limit; what they come to together has a multiple of it. */
function givesEachTheWhole(settings: DeskSettings): DeskSettings {
  const { BTC: limits } = settings.limits;
  const { BTC: target } = settings.targets;
  if (limits === undefined || target === undefined) return settings;
  const own = Object.fromEntries(settings.quotedInstruments.map((id) => [id, settings.limits[id] ?? limits]));
  const quantityCoin = limits.maximumPositionCoin / 3;
  const parameters = Object.entries(settings.parameters).map(([id, each]) => [id, { ...each, quantityCoin }]);
  return {
    ...settings,
    parameters: Object.fromEntries(parameters),
    limits: { ...settings.limits, ...own, BTC: { ...limits, maximumPositionCoin: 2 * limits.maximumPositionCoin } },
    targets: { ...settings.targets, BTC: { ...target, hardBandCoin: 3 * target.hardBandCoin } },
  };
}

/** All of them. */
export const knownBugs: readonly KnownBug[] = [
  { name: 'ignores a gap of the book', seed: 8, seam: withoutGapCheck },
  { name: 'patches a new book onto the old one', seed: 5, seam: heard(patchesOldBook) },
  { name: 'quotes from old data', seed: 11, seam: deafToStaleness },
  { name: 'quotes on after its market data was cut off', seed: 11, seam: deafToLoss },
  { name: 'does not arm the dead-man switch', seed: 52, seam: withoutDeadMan },
  { name: 'books a repeated fill again', seed: 7, seam: heard(booksTwice) },
  { name: 'sends an order again after a time-out', seed: 16, seam: retriesOrders },
  {
    name: 'says durable before it is',
    seed: 1,
    seam: () => ({
      desk: {
        journal: (target, clock) => ({
          ...target,
          append: (entries, done) => {
            clock.schedule(30, () => target.append(entries, () => undefined), { isAsync: false });
            done(ok(null));
          },
        }),
      },
    }),
  },
  {
    name: 'sends what the disk refused',
    seed: 3,
    seam: () => ({
      desk: {
        commit: (done) => () => done(ok(null)),
      },
    }),
  },
  { name: 'leaves events out of the journal', seed: 1, seam: forgetsEvents },
  {
    name: 'records another time than it decided by',
    seed: 1,
    seam: () => ({ desk: { recorded: (event) => ({ ...event, atMs: (event.atMs + 1) as typeof event.atMs }) } }),
  },
  {
    name: 'takes silence for a refusal',
    seed: 16,
    seam: heard(
      () => (body) =>
        body.kind === 'order-outcome-unknown'
          ? [{ kind: 'order-rejected', clientOrderId: body.clientOrderId, code: 0, reason: body.reason }]
          : [body],
    ),
  },
  {
    name: 'gives up an order of unknown fate',
    seed: 16,
    seam: heard(() => (body) => (body.kind === 'order-outcome-unknown' ? [body, ...notFoundThrice(body.clientOrderId)] : [body])),
  },
  {
    name: 'takes absence from a list for a verdict',
    seed: 14,
    seam: heard(() => (body, desk) => {
      if (body.kind !== 'account-snapshot') return [body];
      const listed = new Set<unknown>(body.openOrders.map((order) => order.clientOrderId));
      const missing = [...desk.state.orders.open.values()].filter((order) => isWorking(order) && !listed.has(order.clientOrderId));
      return [body, ...missing.flatMap((order) => notFoundThrice(order.clientOrderId))];
    }),
  },
  { name: 'believes its own cancels', seed: 1, seam: () => ({ desk: { connection: believesItsCancels } }) },
  { name: 'says all is canceled without looking', seed: 6, seam: () => ({ desk: { connection: saysEmptyUnseen } }) },
  {
    name: 'never asks for missed fills',
    seed: 8,
    seam: heard(() => (body) => (body.kind === 'account-snapshot' ? [{ ...body, fills: [] }] : [body])),
  },
  {
    name: 'drops fills after the last word of an order',
    seed: 1,
    seam: heard(() => (body, desk) => {
      const isLate = (id: Parameters<typeof desk.state.orders.find>[0] | null): boolean => {
        const order = id === null ? null : desk.state.orders.find(id);
        return order !== null && isFinal(order.status);
      };
      if (body.kind === 'fill-reported') return isLate(body.fill.clientOrderId) ? [] : [body];
      return body.kind === 'account-snapshot' ? [{ ...body, fills: body.fills.filter((fill) => !isLate(fill.clientOrderId)) }] : [body];
    }),
  },
  {
    name: 'takes a part for the whole',
    seed: 1,
    seam: heard(() => (body) => {
      if (body.kind !== 'order-reported' || body.report.filledQuantity === 0) return [body];
      return [{ ...body, report: { ...body.report, status: 'filled', filledQuantity: body.report.quantity } }];
    }),
  },
  {
    name: 'mistakes the side of a taker',
    seed: 7,
    seam: heard(() => changeFill((fill) => (fill.liquidity === 'taker' ? { ...fill, side: fill.side === 'buy' ? 'sell' : 'buy' } : fill))),
  },
  { name: 'books rebates as fees', seed: 1, seam: heard(() => changeFill((fill) => ({ ...fill, fee: Math.abs(fill.fee) }))) },
  {
    name: 'values what it realised at another index',
    seed: 1,
    seam: heard(() => changeFill((fill) => ({ ...fill, indexPrice: fill.indexPrice + 1 }))),
  },
  { name: 'gives each instrument the whole limit of its underlying', seed: 38, seam: () => ({ desk: { settings: givesEachTheWhole } }) },
  {
    name: 'trades on after a crash',
    seed: 2,
    seam: () => ({ desk: { settings: (settings) => ({ ...settings, startsHalted: false }) } }),
  },
  { name: 'uses its order ids again', seed: 2, seam: () => ({ sessionId: () => '00000000-0000-4000-8000-000000000000' }) },
  {
    name: 'cancels what is not its own',
    seed: 53,
    seam: () => ({
      wire: {
        request: (message) => [message['method'] === 'private/cancel' ? { ...message, method: 'private/cancel_all', params: {} } : message],
      },
    }),
  },
  ...processBugs,
];

/** Their names. */
export const knownBugNames: readonly string[] = knownBugs.map(({ name }) => name);

/** One by its name. */
export function findKnownBug(name: string): KnownBug {
  const found = knownBugs.find((bug) => bug.name === name);
  if (found === undefined) throw new Error(`expected the name of a known bug, found ${name}`);
  return found;
}

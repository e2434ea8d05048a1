/** Known bugs of the process: its start, its journal, its trader's commands, how it reads its account, what it does when the exchange stops it. */
import { ok } from '../../shared/domain/result';
import type { VenuePosition } from '../../shared/domain/position';
import type { EngineEffect } from '../../shared/engine/effects';
import { withVerbs } from './connection-verbs';
import type { KnownBug } from './known-bug';
import type { Seam } from './world';

const flipHedge = (effect: EngineEffect): EngineEffect => {
  if (effect.kind !== 'send-order' || effect.order.intent.purpose !== 'hedge') return effect;
  const { intent } = effect.order;
  return { ...effect, order: { ...effect.order, intent: { ...intent, side: intent.side === 'buy' ? 'sell' : 'buy' } } } as EngineEffect;
};

/** Of every tenth order that is to leave the market the cancels go astray, each time. */
function losesCancels(): Seam {
  const asked = new Map<string, number>();
  return {
    desk: {
      connection: (connection) =>
        withVerbs(connection, {
          cancelOrder: (order) => {
            const number = asked.get(order.clientOrderId) ?? asked.size;
            asked.set(order.clientOrderId, number);
            if (number % 10 !== 9) connection.cancelOrder(order);
          },
        }),
    },
  };
}

/** Accounts are read once and never again. */
function readsOnce(): Seam {
  let isRead = false;
  return {
    desk: {
      heard: (body) => {
        if (body.kind !== 'account-snapshot') return [body];
        const again = isRead;
        isRead = true;
        return again ? [] : [body];
      },
    },
  };
}

/** Reads another figure of funding than the exchange gave. */
const changeFunding = (change: (coin: number) => number | null): (() => Seam) => {
  const misread = ({ fundingCoin, ...position }: VenuePosition): VenuePosition => {
    const coin = fundingCoin === undefined ? null : change(fundingCoin);
    return coin === null ? position : { ...position, fundingCoin: coin };
  };
  return () => ({
    desk: {
      heard: (body) => (body.kind === 'account-snapshot' ? [{ ...body, positions: body.positions.map(misread) }] : [body]),
    },
  });
};

/** All of them. */
export const processBugs: readonly KnownBug[] = [
  {
    name: 'does not wait for the disk at all',
    seed: 1,
    seam: () => ({
      desk: {
        commit: (done) => {
          done(ok(null));
          return () => undefined;
        },
      },
    }),
  },
  { name: 'waits for a stalled disk and sends then', seed: 8, seam: () => ({ desk: { isPatient: true } }) },
  { name: 'believes a damaged journal', seed: 15, seam: () => ({ believesDisk: true }) },
  { name: 'hedges with the wrong sign', seed: 7, seam: () => ({ desk: { effects: (effects) => effects.map(flipHedge) } }) },
  { name: 'books no funding', seed: 7, seam: changeFunding(() => null) },
  { name: 'books funding twice', seed: 7, seam: changeFunding((coin) => 2 * coin) },
  { name: 'takes funding that was paid for received', seed: 7, seam: changeFunding((coin) => 0 - coin) },
  { name: 'loses the cancels of some orders', seed: 1, seam: losesCancels },
  { name: 'reads the account once and never again', seed: 2, seam: readsOnce },
  {
    name: 'takes the protection of the exchange for an ordinary cancel',
    seed: 19,
    seam: () => ({
      wire: {
        frame: (message) => JSON.parse(JSON.stringify(message).replaceAll('"mmp_trigger"', '"user_request"')) as typeof message,
      },
    }),
  },
  {
    name: 'confirms repeated orders by itself',
    seed: 20,
    seam: () => ({
      desk: {
        command: (call) => (call.name === 'place-order' ? { ...call, args: { ...call.args, isConfirmed: true } } : call),
      },
    }),
  },
  {
    name: 'takes any market for the one that was seen',
    seed: 11,
    seam: () => ({
      desk: {
        command: (call, desk) => {
          if (call.name !== 'place-order') return call;
          const market = [...desk.state.markets.values()].find(({ instrument }) => instrument.id === call.args.instrumentId);
          const { bid, ask } = market?.top ?? { bid: null, ask: null };
          if (market === undefined || bid === null || ask === null) return call;
          const { tickSize } = market.instrument;
          return { ...call, args: { ...call.args, seenBestBid: bid * tickSize, seenBestAsk: ask * tickSize } };
        },
      },
    }),
  },
];

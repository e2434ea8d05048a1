/** The order books that are compared, each fed through its own cheapest public way and asked for the top of book after each message. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OrderBook as TardisOrderBook } from 'tardis-dev';
import { OrderBook } from '../../shared/book/order-book';
import type { UpdateMessage, UpdateStream } from './update-streams';

/** Sums over all tops read: prices in quote units, quantities in lots. Contestants whose sums differ did not do the same work. */
export interface TopSums {
  readonly prices: number;
  readonly lots: number;
}

/** Prepared once per run: the input already has the contestant's own shape, so only the book is timed. */
export interface PreparedRun {
  /** Applies every message, reading best price and quantity of both sides after each. */
  run(): TopSums;
}

/** One order book implementation. */
export interface Contestant {
  readonly name: string;
  prepare(stream: UpdateStream): PreparedRun;
}

/** The changes of a stream as columns, for books that take bare numbers; the same input for ours and ccxt's. */
interface FlatChanges {
  readonly sides: Uint8Array;
  readonly prices: Float64Array;
  readonly lots: Float64Array;
  /** Index after the last change of each message. */
  readonly ends: Uint32Array;
}

function flatten({ messages, updateCount }: UpdateStream, toPrice: (ticks: number) => number): FlatChanges {
  const flat: FlatChanges = {
    sides: new Uint8Array(updateCount),
    prices: new Float64Array(updateCount),
    lots: new Float64Array(updateCount),
    ends: new Uint32Array(messages.length),
  };
  let at = 0;
  messages.forEach(({ bids, asks }, index) => {
    [bids, asks].forEach((levels, side) => {
      for (const [ticks, lots] of levels) {
        flat.sides[at] = side;
        flat.prices[at] = toPrice(ticks);
        flat.lots[at] = lots;
        at += 1;
      }
    });
    flat.ends[index] = at;
  });
  return flat;
}

/** Our book, fed level by level. */
export const keel: Contestant = {
  name: 'keel',
  prepare(stream) {
    const book = new OrderBook();
    book.applySnapshot(stream.snapshot.bids, stream.snapshot.asks, 1);
    const { sides, prices, lots, ends } = flatten(stream, (ticks) => ticks);
    const ticks = Int32Array.from(prices);
    return {
      run() {
        let priceSum = 0;
        let lotSum = 0;
        let at = 0;
        for (let message = 0; message < ends.length; message += 1) {
          const end = ends[message] ?? 0;
          for (; at < end; at += 1) book.setLevel(sides[at] as 0 | 1, ticks[at] ?? 0, lots[at] ?? 0);
          priceSum += (book.bestBid() ?? 0) + (book.bestAsk() ?? 0);
          lotSum += book.bestBidLots() + book.bestAskLots();
        }
        return { prices: priceSum * stream.tickSize, lots: lotSum };
      },
    };
  },
};

/** Our book, fed by the message objects that a venue's decoder makes; no contestant for the ratio, but what the desk does. */
export const keelByMessage: Contestant = {
  name: 'keel by message',
  prepare(stream) {
    const book = new OrderBook();
    book.applySnapshot(stream.snapshot.bids, stream.snapshot.asks, 1);
    return {
      run() {
        let priceSum = 0;
        let lotSum = 0;
        for (const { bids, asks } of stream.messages) {
          book.applyDelta(bids, asks, 1);
          priceSum += (book.bestBid() ?? 0) + (book.bestAsk() ?? 0);
          lotSum += book.bestBidLots() + book.bestAskLots();
        }
        return { prices: priceSum * stream.tickSize, lots: lotSum };
      },
    };
  },
};

/** The part of ccxt's websocket order book that its venues call. */
interface CcxtOrderBook {
  readonly bids: CcxtSide;
  readonly asks: CcxtSide;
}
interface CcxtSide extends ArrayLike<readonly [number, number]> {
  store(price: number, quantity: number): void;
}

const NO_LEVEL: readonly [number, number] = [0, 0];

/** ccxt's book; its class is not exported by the package, so it is loaded by path. */
export async function loadCcxt(projectRoot: string): Promise<Contestant> {
  const path = join(projectRoot, 'node_modules/ccxt/js/src/base/ws/OrderBook.js');
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { readonly OrderBook: new () => CcxtOrderBook };
  return {
    name: 'ccxt',
    prepare(stream) {
      const toPrice = decimalPrice(stream);
      const book = new module.OrderBook();
      for (const [ticks, lots] of stream.snapshot.bids) book.bids.store(toPrice(ticks), lots);
      for (const [ticks, lots] of stream.snapshot.asks) book.asks.store(toPrice(ticks), lots);
      const { sides, prices, lots, ends } = flatten(stream, toPrice);
      const bookSides: readonly [CcxtSide, CcxtSide] = [book.bids, book.asks];
      return {
        run() {
          let priceSum = 0;
          let lotSum = 0;
          let at = 0;
          for (let message = 0; message < ends.length; message += 1) {
            const end = ends[message] ?? 0;
            for (; at < end; at += 1) bookSides[sides[at] as 0 | 1].store(prices[at] ?? 0, lots[at] ?? 0);
            const [bidPrice, bidLots] = book.bids[0] ?? NO_LEVEL;
            const [askPrice, askLots] = book.asks[0] ?? NO_LEVEL;
            priceSum += bidPrice + askPrice;
            lotSum += bidLots + askLots;
          }
          return { prices: priceSum, lots: lotSum };
        },
      };
    },
  };
}

/** tardis-dev's book: red-black trees of price and amount, fed by messages because it takes nothing else. */
export const tardis: Contestant = {
  name: 'tardis-dev',
  prepare(stream) {
    const toPrice = decimalPrice(stream);
    const name = ([ticks, lots]: readonly [number, number]) => ({ price: toPrice(ticks), amount: lots });
    const at = new Date(0);
    const change = ({ bids, asks }: UpdateMessage, isSnapshot: boolean): Parameters<TardisOrderBook['update']>[0] => ({
      type: 'book_change',
      symbol: 'BTCUSDT',
      exchange: 'binance-futures',
      isSnapshot,
      bids: bids.map(name),
      asks: asks.map(name),
      timestamp: at,
      localTimestamp: at,
    });
    const book = new TardisOrderBook();
    book.update(change(stream.snapshot, true));
    const messages = stream.messages.map((message) => change(message, false));
    return {
      run() {
        let priceSum = 0;
        let lotSum = 0;
        for (const message of messages) {
          book.update(message);
          const bid = book.bestBid();
          const ask = book.bestAsk();
          priceSum += (bid?.price ?? 0) + (ask?.price ?? 0);
          lotSum += (bid?.amount ?? 0) + (ask?.amount ?? 0);
        }
        return { prices: priceSum, lots: lotSum };
      },
    };
  },
};

/** Prices as decimals, the form these books are fed in; quantities stay whole so that their sums compare exactly. */
function decimalPrice({ tickSize }: UpdateStream): (ticks: number) => number {
  const perUnit = Math.round(1 / tickSize);
  return (ticks) => ticks / perUnit;
}

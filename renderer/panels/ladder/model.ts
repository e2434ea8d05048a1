/** Rows of the ladder: prices grouped by whole ticks around a centre that holds still. */
import type { LadderOrder, LadderView } from '../../../shared/projection/view-state';
import type { LadderChip, LadderMark, LadderRow } from '../../canvas/ladder-frame';
import { orderWeight } from '../../desk/order-weight';
import { COIN_DECIMALS, decimalsOf, formatFixed, parseNumber, quantityDecimals, toAscii } from '../../theme/number-format';

/** Group sizes in ticks that `[` and `]` step through. */
const groupSteps: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** Which part of the price axis is shown. */
export interface LadderWindow {
  /** Ticks per row. */
  readonly group: number;
  /** Row index (price ÷ tick ÷ group) in the middle. */
  readonly centre: number;
  readonly rowCount: number;
}

function ticksOf(price: number, tickSize: number): number {
  return Math.round(price / tickSize);
}

/** Row index of a price: bids round down, asks up, so that no row shows a price better than it is. */
export function bucketOf(price: number, side: 'buy' | 'sell', scale: { readonly tickSize: number; readonly group: number }): number {
  const ratio = ticksOf(price, scale.tickSize) / scale.group;
  return side === 'buy' ? Math.floor(ratio) : Math.ceil(ratio);
}

/** Row index of the middle of the book; `null` without a two-sided book. */
export function middleBucket(ladder: LadderView, group: number): number | null {
  const bid = ladder.bids[0]?.price ?? ladder.asks[0]?.price;
  const ask = ladder.asks[0]?.price ?? ladder.bids[0]?.price;
  if (bid === undefined || ask === undefined) return null;
  return Math.round((bid + ask) / 2 / ladder.tickSize / group);
}

/** Smallest group that keeps our own orders (or the first ten levels) on screen with some air. */
export function chooseGroup(ladder: LadderView, rowCount: number): number {
  const own = Object.values(ladder.orders).map((order) => order.price);
  const near = [...ladder.bids.slice(0, 10), ...ladder.asks.slice(0, 10)].map((level) => level.price);
  const prices = own.length > 0 ? [...own, ...near.slice(0, 1)] : near;
  if (prices.length === 0) return 1;
  const span = (Math.max(...prices) - Math.min(...prices)) / ladder.tickSize;
  return groupSteps.find((group) => span / group <= rowCount - 4) ?? 1_000;
}

/** The group one step finer or coarser. */
export function stepGroup(group: number, step: 1 | -1): number {
  const index = groupSteps.indexOf(group);
  return groupSteps[Math.min(groupSteps.length - 1, Math.max(0, index + step))] ?? 1;
}

/** Whether the book has left the middle half of the window. */
export function isOffCentre(window: LadderWindow, middle: number): boolean {
  return Math.abs(middle - window.centre) > window.rowCount / 4;
}

/** Row index of the top row. */
export function topBucket(window: LadderWindow): number {
  return window.centre + Math.floor(window.rowCount / 2);
}

/** Price of a row, free of binary noise. */
export function rowPrice(window: LadderWindow, row: number, tickSize: number): number {
  return Number(((topBucket(window) - row) * window.group * tickSize).toPrecision(12));
}

const chipStyles = { sent: 'sent', live: 'live', canceling: 'canceling', unknown: 'unknown' } as const;

/** A quantity in coin, with more decimals than the others of its ladder where it would be none. */
function quantityText(quantity: number, decimals: number): string {
  return formatFixed(quantity, quantityDecimals(quantity, decimals));
}

function chipOf(order: LadderOrder, decimals: number, selectedId: string | null): LadderChip {
  return {
    clientOrderId: order.clientOrderId,
    side: order.side,
    text: quantityText(order.quantity, decimals).replace(/^0\./, '.'),
    style: chipStyles[order.status],
    isForeign: order.purpose === 'external',
    isSelected: order.clientOrderId === selectedId,
  };
}

function sums(
  levels: LadderView['bids'],
  side: 'buy' | 'sell',
  scale: { readonly tickSize: number; readonly group: number },
): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (const level of levels) {
    const bucket = bucketOf(level.price, side, scale);
    map.set(bucket, (map.get(bucket) ?? 0) + level.quantity);
  }
  return map;
}

/** The quantity that fills a bar: larger than nine tenths of what is on screen, so that one giant does not flatten the rest. */
function fullBar(quantities: readonly number[]): number {
  const sorted = quantities.filter((quantity) => quantity > 0).sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length * 0.9)] ?? 1;
}

/** Own orders whose chips lie on a row. */
export function ordersOn(ladder: LadderView, window: LadderWindow, row: number): readonly LadderOrder[] {
  const scale = { tickSize: ladder.tickSize, group: window.group };
  return Object.values(ladder.orders).filter((order) => bucketOf(order.price, order.side, scale) === topBucket(window) - row);
}

/** What the price column of a row says, and what a click on the row means: the price of an own order alone in a group, else the row's. */
export function shownPrice(ladder: LadderView, window: LadderWindow, row: number): { readonly price: number; readonly isOwn: boolean } {
  const [first, ...others] = window.group > 1 ? ordersOn(ladder, window, row) : [];
  return first !== undefined && others.length === 0
    ? { price: first.price, isOwn: true }
    : { price: rowPrice(window, row, ladder.tickSize), isOwn: false };
}

/** All rows of the window, highest price first. */
export function ladderRows(ladder: LadderView, window: LadderWindow, selectedId: string | null): readonly LadderRow[] {
  const scale = { tickSize: ladder.tickSize, group: window.group };
  const bids = sums(ladder.bids, 'buy', scale);
  const asks = sums(ladder.asks, 'sell', scale);
  const buckets = Array.from({ length: window.rowCount }, (_, row) => topBucket(window) - row);
  const full = fullBar(buckets.flatMap((bucket) => [bids.get(bucket) ?? 0, asks.get(bucket) ?? 0]));
  const best = { bid: ladder.bids[0], ask: ladder.asks[0] };
  const last =
    ladder.lastTrade === null
      ? null
      : { side: ladder.lastTrade.side, bucket: bucketOf(ladder.lastTrade.price, ladder.lastTrade.side === 'buy' ? 'sell' : 'buy', scale) };
  const decimals = decimalsOf(ladder.tickSize);
  return buckets.map((bucket, row) => {
    const price = rowPrice(window, row, ladder.tickSize);
    const own = ordersOn(ladder, window, row);
    const shown = shownPrice(ladder, window, row);
    const quantity = (map: ReadonlyMap<number, number>): string =>
      map.has(bucket) ? quantityText(map.get(bucket) ?? 0, ladder.quantityDecimals) : '';
    return {
      price,
      priceText: formatFixed(shown.price, decimals),
      hasOwnPrice: shown.isOwn,
      bidText: quantity(bids),
      askText: quantity(asks),
      bidShare: Math.min(1, (bids.get(bucket) ?? 0) / full),
      askShare: Math.min(1, (asks.get(bucket) ?? 0) / full),
      isBestBid: best.bid !== undefined && bucketOf(best.bid.price, 'buy', scale) === bucket,
      isBestAsk: best.ask !== undefined && bucketOf(best.ask.price, 'sell', scale) === bucket,
      lastTrade: last?.bucket === bucket ? last.side : null,
      chips: own.map((order) => chipOf(order, ladder.quantityDecimals, selectedId)),
    };
  });
}

/** Fair value and mark as lines between the rows. */
export function ladderMarks(ladder: LadderView, window: LadderWindow): readonly LadderMark[] {
  const position = (price: number): number => topBucket(window) - price / ladder.tickSize / window.group + 0.5;
  const mark = (price: number | null, letter: string, tone: LadderMark['tone']): readonly LadderMark[] =>
    price === null ? [] : [{ position: position(price), letter, tone }];
  return [...mark(ladder.markPrice, 'M', 'muted'), ...mark(ladder.fairValue, 'F', 'own')];
}

/** Spread in ticks of price and in basis points; `null` without a two-sided book. */
export function spreadOf(ladder: LadderView): { readonly price: number; readonly bps: number } | null {
  const [bid, ask] = [ladder.bids[0], ladder.asks[0]];
  if (bid === undefined || ask === undefined) return null;
  const middle = (bid.price + ask.price) / 2;
  return { price: ask.price - bid.price, bps: ((ask.price - bid.price) / middle) * 10_000 };
}

/** An order as it would be placed from a row. */
export interface LadderTicket {
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly quantityCoin: number;
}

/** The ticket in words. */
export function ticketWords(ticket: LadderTicket, ladder: LadderView): string {
  return `${ticket.side} ${quantityText(ticket.quantityCoin, ladder.quantityDecimals)} @ ${formatFixed(ticket.price, decimalsOf(ladder.tickSize))}`;
}

/** The quantity of a ticket as it is to be typed: exactly, in ASCII. */
export function wordToType({ quantityCoin }: LadderTicket, ladder: LadderView): string {
  const shown = toAscii(quantityText(quantityCoin, ladder.quantityDecimals));
  return Number(shown) === quantityCoin ? shown : String(quantityCoin);
}

/** The quantity that was typed, if it is the ticket's very own; a comma is no number. */
export function typedQuantity(typed: string, { quantityCoin }: LadderTicket): number | undefined {
  return parseNumber(typed) === quantityCoin ? quantityCoin : undefined;
}

/** Which soft limit an order passes. */
function softWords({ orderTerms, quantityDecimals: decimals }: LadderView, { quantityCoin }: LadderTicket): string {
  if (orderTerms === null || orderTerms.soft === null) return '';
  const { coin, usd } = orderTerms.soft;
  return quantityCoin > coin ? `over soft ${quantityText(coin, decimals)}` : `over soft ${formatFixed(usd, 0)} $`;
}

/** The name of the field that a large order is confirmed in: all that the ticket says, for who does not see it. */
export function typingLabel(ticket: LadderTicket, ladder: LadderView): string {
  const { notionalUsd = null, deltaCoin = null, unknown = '' } = orderWeight(ladder, ticket) ?? {};
  const delta = formatFixed(deltaCoin, quantityDecimals(deltaCoin, COIN_DECIMALS), 'always');
  const adds = `value ${formatFixed(notionalUsd, 0)} USD, delta ${delta} ${ladder.orderTerms?.underlying ?? ''}`;
  return `Type ${wordToType(ticket, ladder)} to confirm: ${ticketWords(ticket, ladder)}, ${adds}${unknown === '' ? '' : `. ${unknown}`}`;
}

/** What the foot says that an order would add. */
export interface OrderWords {
  /** USD; `null` unknown. */
  readonly notionalUsd: number | null;
  /** Coin, without a sign while the side is open; `null` unknown. */
  readonly deltaCoin: number | null;
  /** Why something is unknown, else that a large order is typed. */
  readonly words: string;
  readonly isLarge: boolean;
}

/** `isSideOpen`: nothing is chosen yet. */
export function orderWords(ladder: LadderView, ticket: LadderTicket, isSideOpen: boolean): OrderWords {
  const weight = orderWeight(ladder, ticket);
  if (weight === null) return { notionalUsd: null, deltaCoin: null, words: '', isLarge: false };
  const { notionalUsd, deltaCoin, unknown, isTyped } = weight;
  return {
    notionalUsd,
    deltaCoin: isSideOpen && deltaCoin !== null ? Math.abs(deltaCoin) : deltaCoin,
    isLarge: isTyped,
    words: unknown === '' && isTyped ? softWords(ladder, ticket) : unknown,
  };
}

/** What is weighed before anything is chosen: the quantity of a click at the mark, whose side is open. */
export function unplacedTicket(ladder: LadderView, quantityCoin: number): LadderTicket | null {
  const price = ladder.markPrice ?? ladder.bids[0]?.price;
  return price === undefined ? null : { side: 'buy', price, quantityCoin };
}

/** Levels of a side that are read out, beside those with own orders. */
const LEVELS_HEARD = 6;

/** A level as it is read out. */
export interface MirrorRow {
  readonly side: 'ask' | 'bid';
  readonly priceText: string;
  readonly quantityText: string;
  /** Own orders at its price: quantity and status of each. */
  readonly ownText: string;
}

function mirrorSide(ladder: LadderView, side: LadderOrder['side']): readonly MirrorRow[] {
  const levels = side === 'buy' ? ladder.bids : ladder.asks;
  const own = Object.values(ladder.orders).filter((order) => order.side === side);
  const near = levels.slice(0, LEVELS_HEARD).map(({ price }) => price);
  const prices = [...new Set([...near, ...own.map(({ price }) => price)])].sort((left, right) => right - left);
  const inCoin = (quantity: number): string => quantityText(quantity, ladder.quantityDecimals);
  return prices.map((price) => {
    const level = levels.find((candidate) => candidate.price === price);
    return {
      side: side === 'buy' ? 'bid' : 'ask',
      priceText: formatFixed(price, decimalsOf(ladder.tickSize)),
      quantityText: level === undefined ? '' : inCoin(level.quantity),
      ownText: own
        .filter((order) => order.price === price)
        .map((order) => `${inCoin(order.quantity)} ${order.status}`)
        .join(', '),
    };
  });
}

/** What is read out of the ladder, highest price first: the best levels of both sides, and every own order wherever it rests. */
export function mirrorRows(ladder: LadderView): readonly MirrorRow[] {
  return [...mirrorSide(ladder, 'sell'), ...mirrorSide(ladder, 'buy')];
}

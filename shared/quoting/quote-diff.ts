/** The fewest messages that turn the quotes in the market into the quotes that are wanted. */
import type { ClientOrderId } from '../domain/order';
import { priceTicks } from '../domain/price';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';
import type { PriceGrid } from '../domain/tick-steps';
import { roundPassively } from './adjustments/passive-rounding';
import type { LiveQuote, TargetQuote } from './quote-matching';
import { matchQuotes } from './quote-matching';

export type { LiveQuote, TargetQuote };

/** A resting quote that stays, and the level it now serves. */
export interface KeptQuote {
  readonly clientOrderId: ClientOrderId;
  readonly side: Side;
  readonly level: number;
}

/** What to do. `deferred` targets wait until a quote that is leaving, or whose outcome is unknown, has made room. */
export interface QuoteDiff {
  readonly keep: readonly KeptQuote[];
  /** Most exposed first: the highest bids, the lowest asks. */
  readonly cancel: readonly ClientOrderId[];
  /** Best level first. */
  readonly place: readonly TargetQuote[];
  readonly deferred: readonly TargetQuote[];
  /** Cancels and orders that the whole change needs, deferred ones included. */
  readonly messages: number;
}

/** One side compared. */
interface SideDiff {
  readonly side: Side;
  readonly kept: readonly { readonly live: LiveQuote; readonly target: TargetQuote }[];
  readonly cancel: readonly LiveQuote[];
  /** Still in the market and not kept: to be canceled, canceling or unknown. */
  readonly leaving: readonly LiveQuote[];
  readonly missing: readonly TargetQuote[];
  /** Orders on this side that may be placed before something leaves. */
  readonly room: number;
  readonly grid: PriceGrid;
}

/** What one side does about the targets that nothing serves. */
interface Settlement {
  readonly place: readonly TargetQuote[];
  readonly deferred: readonly TargetQuote[];
}

const NOTHING_MISSING: Settlement = { place: [], deferred: [] };

/** What is in the market, what should be, and how far apart they may be. */
export interface QuoteDiffInput {
  readonly live: readonly LiveQuote[];
  readonly targets: readonly TargetQuote[];
  /** Ticks, ≥ 0. */
  readonly toleranceTicks: number;
  /** Where the venue takes prices. */
  readonly grid: PriceGrid;
}

/** In order of level, which they mostly are in already. */
function bestFirst(targets: TargetQuote[]): TargetQuote[] {
  for (let at = 1; at < targets.length; at += 1) {
    if ((targets[at - 1]?.level ?? 0) > (targets[at]?.level ?? 0)) return targets.sort((a, b) => a.level - b.level);
  }
  return targets;
}

function diffSide(side: Side, input: QuoteDiffInput): SideDiff {
  const ours: LiveQuote[] = [];
  const resting: LiveQuote[] = [];
  for (const quote of input.live) {
    if (quote.side !== side) continue;
    ours.push(quote);
    if (quote.state === 'resting') resting.push(quote);
  }
  const wanted = bestFirst(input.targets.filter((target) => target.side === side && target.quantityLots > 0));
  const matches = matchQuotes(resting, wanted, input.toleranceTicks);
  const kept: { live: LiveQuote; target: TargetQuote }[] = [];
  const missing: TargetQuote[] = [];
  wanted.forEach((target, index) => {
    const match = matches[index] ?? null;
    if (match === null) missing.push(target);
    else kept.push({ live: match, target });
  });
  const isAllKept = kept.length === ours.length;
  const isGoing = (quote: LiveQuote): boolean => !matches.includes(quote);
  const cancel = isAllKept ? [] : resting.filter(isGoing).sort((a, b) => sideSign(side) * (b.priceTicks - a.priceTicks));
  const leaving = isAllKept ? [] : ours.filter(isGoing);
  return { side, kept, cancel, leaving, missing, room: wanted.length - ours.length, grid: input.grid };
}

/** Moves a new quote away from the market until it neither meets our own kept quotes nor shares a price with one. */
function clearOfOwn(target: TargetQuote, taken: ReadonlySet<number>, opposite: SideDiff): TargetQuote {
  const sign = sideSign(target.side);
  let price: number = target.priceTicks;
  const behind = (ticks: number): number => roundPassively(ticks - sign, target.side, opposite.grid);
  for (const { live } of opposite.kept) if (sign * (price - live.priceTicks) >= 0) price = behind(live.priceTicks);
  while (taken.has(price)) price = behind(price);
  return price === target.priceTicks ? target : { ...target, priceTicks: priceTicks(price) };
}

/** Whether a new quote could trade with one of ours that is still leaving the other side. */
function meetsLeaving(target: TargetQuote, opposite: SideDiff): boolean {
  const sign = sideSign(target.side);
  return opposite.leaving.some((quote) => sign * (target.priceTicks - quote.priceTicks) >= 0);
}

function settleSide(own: SideDiff, opposite: SideDiff): Settlement {
  if (own.missing.length === 0) return NOTHING_MISSING;
  const taken = new Set<number>(own.kept.map((pair) => pair.live.priceTicks));
  const place: TargetQuote[] = [];
  const deferred: TargetQuote[] = [];
  for (const missing of own.missing) {
    const target = clearOfOwn(missing, taken, opposite);
    if (place.length >= own.room || meetsLeaving(target, opposite)) {
      deferred.push(missing);
      continue;
    }
    taken.add(target.priceTicks);
    place.push(target);
  }
  return { place, deferred };
}

/**
 * Compares quotes and targets side by side. A resting quote that can serve a target within tolerance and with a like quantity is
 * never canceled, whichever level it was placed for; the matching keeps as many as can be kept. A side never holds more orders than
 * levels, counting those that are leaving or unknown: their replacements are deferred. Placed quotes stand behind our own kept
 * quotes of the other side, so a kept quote never trades with a new one.
 */
export function diffQuotes(input: QuoteDiffInput): QuoteDiff {
  const buy = diffSide('buy', input);
  const sell = diffSide('sell', input);
  const bids = settleSide(buy, sell);
  const asks = settleSide(sell, buy);
  const place = bestFirst([...bids.place, ...asks.place]);
  const deferred = bestFirst([...bids.deferred, ...asks.deferred]);
  const cancel = [...buy.cancel, ...sell.cancel].map((quote) => quote.clientOrderId);
  const keep = [...buy.kept, ...sell.kept].map(({ live, target }) => ({
    clientOrderId: live.clientOrderId,
    side: target.side,
    level: target.level,
  }));
  return { keep, cancel, place, deferred, messages: cancel.length + place.length + deferred.length };
}

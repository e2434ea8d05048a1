/** What publishing a draft would change: theos, quotes, the re-mark of what is held, and what limits would count. */
import { theoOf, type OptionContract, type OptionTheo } from '../option-theo';
import type { ForwardCurve } from '../forward-curve';
import { findArbitrage, type ArbitrageBreach } from './arbitrage';
import type { VolatilitySurface } from './volatility-surface';

/** An option that is held or quoted; quantity in coin, signed; own quotes in coin, `null`: none. */
export interface DraftOption extends OptionContract {
  readonly instrumentId: string;
  readonly quantityCoin: number;
  readonly ownBid: number | null;
  readonly ownAsk: number | null;
}

/** A figure on the surface of now and on the draft's; `null`: unpriced there, `because` says why. */
export interface BeforeAfter {
  readonly before: number | null;
  readonly after: number | null;
}

/** One option whose theo changes, or that has a price on one of the two surfaces only. */
export interface DraftChange {
  readonly instrumentId: string;
  /** Decimal. */
  readonly volatility: BeforeAfter;
  readonly priceCoin: BeforeAfter;
  /** Own quotes, moved by what the theo moves; the quoting engine rounds them to the tick. */
  readonly ownBid: BeforeAfter;
  readonly ownAsk: BeforeAfter;
  /** Quantity × change of the theo; `null` where one of the two has none. */
  readonly remarkCoin: number | null;
  readonly remarkUsd: number | null;
  /** Why a figure is missing; empty when none is. */
  readonly because: string;
}

/** Sums over everything held; `null` as soon as one held option has no price: a sum without it would look like safety. */
export interface DraftImpact {
  /** Held options first, then by size of the change in coin. */
  readonly changes: readonly DraftChange[];
  readonly remarkCoin: number | null;
  readonly remarkUsd: number | null;
  /** Black delta of the options held, coin. */
  readonly deltaCoin: BeforeAfter;
  /** USD per volatility point. */
  readonly vegaUsd: BeforeAfter;
  /** Weighted by √(30 days ÷ days left). */
  readonly weightedVegaUsd: BeforeAfter;
  readonly breachesBefore: readonly ArbitrageBreach[];
  readonly breachesAfter: readonly ArbitrageBreach[];
}

/** The two surfaces and where options are valued on them. */
export interface DraftMarket {
  readonly curve: ForwardCurve;
  readonly nowMs: number;
  readonly before: VolatilitySurface;
  readonly after: VolatilitySurface;
}

/** Smaller changes of a theo, in coin, are rounding. */
const NEGLIGIBLE = 1e-12;

interface Valued {
  readonly option: DraftOption;
  readonly before: OptionTheo | null;
  readonly after: OptionTheo | null;
  readonly because: string;
}

function value(option: DraftOption, { curve, nowMs, before, after }: DraftMarket): Valued {
  const [now, then] = [theoOf(option, { curve, nowMs, surface: before }), theoOf(option, { curve, nowMs, surface: after })];
  const missing = [now, then].flatMap((theo) => (theo.ok ? [] : [theo.error.because]));
  return { option, before: now.ok ? now.value : null, after: then.ok ? then.value : null, because: missing[0] ?? '' };
}

function moved(quote: number | null, change: number | null): BeforeAfter {
  return { before: quote, after: quote === null || change === null ? null : quote + change };
}

function beforeAfter({ before, after }: Valued, figure: (theo: OptionTheo) => number): BeforeAfter {
  return { before: before && figure(before), after: after && figure(after) };
}

function difference({ before, after }: BeforeAfter): number | null {
  return before === null || after === null ? null : after - before;
}

function changeOf(valued: Valued): DraftChange {
  const { instrumentId, quantityCoin, ownBid, ownAsk } = valued.option;
  const priceCoin = beforeAfter(valued, (theo) => theo.priceCoin);
  const change = difference(priceCoin);
  const usd = difference(beforeAfter(valued, (theo) => theo.priceUsd));
  return {
    instrumentId,
    volatility: beforeAfter(valued, (theo) => theo.volatility),
    priceCoin,
    ownBid: moved(ownBid, change),
    ownAsk: moved(ownAsk, change),
    remarkCoin: change === null ? null : quantityCoin * change,
    remarkUsd: usd === null ? null : quantityCoin * usd,
    because: valued.because,
  };
}

function isChanged({ before, after }: Valued): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(after.priceCoin - before.priceCoin) > NEGLIGIBLE;
}

/** Sum over what is held; nothing held is zero, one without a price makes it `null`. */
function sumHeld(held: readonly Valued[], figure: (valued: Valued) => number | null): number | null {
  let sum = 0;
  for (const valued of held) {
    const part = figure(valued);
    if (part === null) return null;
    sum += valued.option.quantityCoin * part;
  }
  return sum;
}

function both(held: readonly Valued[], figure: (theo: OptionTheo) => number): BeforeAfter {
  return {
    before: sumHeld(held, ({ before }) => before && figure(before)),
    after: sumHeld(held, ({ after }) => after && figure(after)),
  };
}

function rank({ option, before, after }: Valued): number {
  return (option.quantityCoin === 0 ? 0 : 1e6) + Math.abs((after?.priceCoin ?? 0) - (before?.priceCoin ?? 0));
}

/** Lists what differs between the two surfaces for the options given. Changes nothing. */
export function draftImpact(options: readonly DraftOption[], market: DraftMarket): DraftImpact {
  const valued = options.map((option) => value(option, market));
  const held = valued.filter(({ option }) => option.quantityCoin !== 0);
  const remark = (figure: (theo: OptionTheo) => number): number | null => sumHeld(held, (one) => difference(beforeAfter(one, figure)));
  return {
    changes: valued
      .filter(isChanged)
      .sort((left, right) => rank(right) - rank(left))
      .map(changeOf),
    remarkCoin: remark(({ priceCoin }) => priceCoin),
    remarkUsd: remark(({ priceUsd }) => priceUsd),
    deltaCoin: both(held, ({ delta }) => delta),
    vegaUsd: both(held, ({ vegaUsd }) => vegaUsd),
    weightedVegaUsd: both(held, ({ weightedVegaUsd }) => weightedVegaUsd),
    breachesBefore: findArbitrage(market.before.slices),
    breachesAfter: findArbitrage(market.after.slices),
  };
}

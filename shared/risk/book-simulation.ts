/** What a simulation does to a book: every leg repriced in full, its profit told apart by underlying and by greek. */
import { openBatch } from '../pricing/batch/black76-batch';
import { valueBlack76, type Black76Inputs, type Black76Valuation } from '../pricing/black76';
import type { FutureLeg, OptionLeg, RiskLeg } from './revaluation';

/** Where a profit comes from; `rest` is what the full revaluation adds to the first greeks. */
export const profitSources = ['delta', 'gamma', 'vega', 'theta', 'rest'] as const;

/** A leg and the coin it is a bet on. */
export interface SimulatedLeg {
  readonly underlying: string;
  readonly leg: RiskLeg;
}

/** A book to simulate. Each underlying has two factors, in this order: log return, log change of volatility. */
export interface SimulatedBook {
  readonly underlyings: readonly string[];
  readonly legs: readonly SimulatedLeg[];
  /** Act/365; what expires within it is settled at the moved price. */
  readonly horizonYears: number;
}

/** Writes profits by underlying, and within it by source, under one draw of the factors. USD. */
export type BookProfit = (factors: Float64Array, profits: Float64Array) => void;

const PER_UNDERLYING = profitSources.length;

/** Names of the components, in the order in which profits are written. */
export function componentNames({ underlyings }: SimulatedBook): readonly (readonly [string, (typeof profitSources)[number]])[] {
  return underlyings.flatMap((underlying) => profitSources.map((source) => [underlying, source] as const));
}

/** An option with what does not change from one scenario to the next. */
interface PreparedOption {
  readonly leg: OptionLeg;
  readonly base: Black76Valuation;
  readonly yearsLeft: number;
  readonly theta: number;
}

interface MutableGroup {
  readonly name: string;
  readonly futures: FutureLeg[];
  readonly options: PreparedOption[];
}

/** Relative moves of one underlying. */
interface Moves {
  readonly price: number;
  readonly volatility: number;
}

/** Where an underlying's profits are summed, from `at` on. */
interface Sums {
  readonly profits: Float64Array;
  readonly at: number;
}

function prepareOption(leg: OptionLeg, horizonYears: number): PreparedOption | null {
  const base = valueBlack76(leg);
  if (base === null || !Number.isFinite(leg.quantity)) return null;
  return { leg, base, yearsLeft: leg.years - horizonYears, theta: base.theta * horizonYears };
}

function prepare({ underlyings, legs, horizonYears }: SimulatedBook): readonly MutableGroup[] | null {
  const prepared = underlyings.map((name): MutableGroup => ({ name, futures: [], options: [] }));
  for (const { underlying, leg } of legs) {
    const group = prepared.find(({ name }) => name === underlying);
    const option = leg.kind === 'option' ? prepareOption(leg, horizonYears) : null;
    if (group === undefined) return null;
    if (leg.kind === 'option') {
      if (option === null) return null;
      group.options.push(option);
    } else if (leg.forward > 0 && Number.isFinite(leg.quantity)) group.futures.push(leg);
    else return null;
  }
  return prepared;
}

/** Undiscounted price; at or after expiry what it settles at. */
function priceAfter(inputs: Black76Inputs): number {
  if (inputs.years > 0) return valueBlack76(inputs)?.price ?? Number.NaN;
  return Math.max(0, inputs.optionType === 'call' ? inputs.forward - inputs.strike : inputs.strike - inputs.forward);
}

/** Prices of a group's options after the moves, by their places. `NaN` where one has none. */
type PricesAfter = (moves: Moves) => ArrayLike<number>;

function priceOf({ leg, yearsLeft }: PreparedOption, moves: Moves): number {
  const { optionType, strike } = leg;
  const [forward, volatility] = [leg.forward * (1 + moves.price), leg.volatility * (1 + moves.volatility)];
  return priceAfter({ optionType, strike, forward, volatility, years: yearsLeft });
}

/** One after the other: the plain form. */
function pricesOneByOne({ options }: MutableGroup): PricesAfter {
  return (moves) => options.map((option) => priceOf(option, moves));
}

/** All at once; what is settled within the horizon apart. The plain form where the runtime has no vector instructions. */
function pricesAtOnce(group: MutableGroup): PricesAfter {
  const { options } = group;
  const batch = openBatch(Math.max(1, options.length), ['price']);
  if (batch === null) return pricesOneByOne(group);
  for (const [place, { leg, yearsLeft }] of options.entries()) batch.write(place, { ...leg, years: yearsLeft });
  const prices = new Float64Array(options.length);
  return (moves) => {
    let place = 0;
    for (const { leg } of options) {
      batch.move(place, leg.forward * (1 + moves.price), leg.volatility * (1 + moves.volatility));
      place += 1;
    }
    batch.value(place);
    place = 0;
    for (const option of options) {
      prices[place] = option.yearsLeft > 0 ? batch.read(place, 'price') : priceOf(option, moves);
      place += 1;
    }
    return prices;
  };
}

interface Moved {
  readonly moves: Moves;
  readonly price: number;
}

function addOption({ leg, base, theta }: PreparedOption, { moves, price }: Moved, { profits, at }: Sums): void {
  const { quantity, forward, volatility } = leg;
  const step = forward * (1 + moves.price) - forward;
  const delta = base.delta * step;
  const gamma = 0.5 * base.gamma * step * step;
  const vega = base.vega * (volatility * (1 + moves.volatility) - volatility);
  profits[at] = (profits[at] ?? 0) + quantity * delta;
  profits[at + 1] = (profits[at + 1] ?? 0) + quantity * gamma;
  profits[at + 2] = (profits[at + 2] ?? 0) + quantity * vega;
  profits[at + 3] = (profits[at + 3] ?? 0) + quantity * theta;
  profits[at + 4] = (profits[at + 4] ?? 0) + quantity * (price - base.price - delta - gamma - vega - theta);
}

function profitBy(groups: readonly MutableGroup[], pricesOf: (group: MutableGroup) => PricesAfter): BookProfit {
  const priced = groups.map((group) => ({ ...group, pricesAfter: pricesOf(group) }));
  return (factors, profits) => {
    profits.fill(0);
    for (const [index, { futures, options, pricesAfter }] of priced.entries()) {
      const moves = { price: Math.expm1(factors[2 * index] ?? Number.NaN), volatility: Math.expm1(factors[2 * index + 1] ?? Number.NaN) };
      const sums = { profits, at: index * PER_UNDERLYING };
      for (const { quantity, forward } of futures) profits[sums.at] = (profits[sums.at] ?? 0) + quantity * forward * moves.price;
      const prices = pricesAfter(moves);
      let place = 0;
      for (const option of options) {
        addOption(option, { moves, price: prices[place] ?? Number.NaN }, sums);
        place += 1;
      }
    }
  };
}

/** The profit under one draw, option by option. `null` where a leg has no price now, or belongs to none of the underlyings. */
export function bookProfit(book: SimulatedBook): BookProfit | null {
  const groups = prepare(book);
  return groups && profitBy(groups, pricesOneByOne);
}

/**
 * The same profit to about twelve digits of the prices in it, an underlying's options at once: what a simulation of thousands of draws
 * calls. Option by option where the runtime has no vector instructions. `null` as above.
 */
export function openBookProfit(book: SimulatedBook): BookProfit | null {
  const groups = prepare(book);
  return groups && profitBy(groups, pricesAtOnce);
}

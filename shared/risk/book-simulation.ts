/** What a simulation does to a book: every leg repriced in full, its profit told apart by underlying and by greek. */
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

function addOption({ leg, base, yearsLeft, theta }: PreparedOption, moves: Moves, { profits, at }: Sums): void {
  const forward = leg.forward * (1 + moves.price);
  const volatility = leg.volatility * (1 + moves.volatility);
  const price = priceAfter({ optionType: leg.optionType, strike: leg.strike, forward, volatility, years: yearsLeft });
  const step = forward - leg.forward;
  const delta = base.delta * step;
  const gamma = 0.5 * base.gamma * step * step;
  const vega = base.vega * (volatility - leg.volatility);
  const { quantity } = leg;
  profits[at] = (profits[at] ?? 0) + quantity * delta;
  profits[at + 1] = (profits[at + 1] ?? 0) + quantity * gamma;
  profits[at + 2] = (profits[at + 2] ?? 0) + quantity * vega;
  profits[at + 3] = (profits[at + 3] ?? 0) + quantity * theta;
  profits[at + 4] = (profits[at + 4] ?? 0) + quantity * (price - base.price - delta - gamma - vega - theta);
}

/** The function that a simulation calls. `null` where a leg has no price now, or belongs to none of the underlyings. */
export function bookProfit(book: SimulatedBook): BookProfit | null {
  const groups = prepare(book);
  if (groups === null) return null;
  return (factors, profits) => {
    profits.fill(0);
    for (const [index, { futures, options }] of groups.entries()) {
      const moves = { price: Math.expm1(factors[2 * index] ?? Number.NaN), volatility: Math.expm1(factors[2 * index + 1] ?? Number.NaN) };
      const sums = { profits, at: index * PER_UNDERLYING };
      for (const { quantity, forward } of futures) profits[sums.at] = (profits[sums.at] ?? 0) + quantity * forward * moves.price;
      for (const option of options) addOption(option, moves, sums);
    }
  };
}

/** What the practice exchange lists: one contract with the figures that rounding, matching and settlement need. */
import { fail, ok, type Result } from '../domain/result';
import { fromSteps } from './decimals';

/** Settlement coins of the practice exchange. */
export type Currency = 'BTC' | 'ETH';

/** All settlement coins, in listing order. */
export const CURRENCIES: readonly Currency[] = ['BTC', 'ETH'];

/** Above `abovePrice` (in quote units) the price step is `tickSize`. */
export interface TickStep {
  readonly abovePrice: number;
  readonly tickSize: number;
}

/** The option part of a contract. */
export interface OptionPart {
  readonly optionType: 'call' | 'put';
  /** USD. */
  readonly strike: number;
}

/** One listed contract. Perpetuals and futures: price in USD, amount in USD. Options: price and amount in coin. */
export interface ContractSpec {
  readonly name: string;
  readonly id: number;
  readonly kind: 'perpetual' | 'future' | 'option';
  readonly currency: Currency;
  /** The finest price step; the unit of every price inside. */
  readonly tickSize: number;
  readonly tickSteps: readonly TickStep[];
  /** What the list names as the finest step where it is coarser than the unit inside; absent: the unit itself. */
  readonly listedTickSize?: number;
  /** The amount step and smallest order; the unit of every quantity inside. */
  readonly lotSize: number;
  readonly contractSize: number;
  readonly settlementPeriod: 'perpetual' | 'day' | 'week' | 'month';
  readonly createdAtMs: number;
  /** `null` for a perpetual. */
  readonly expiresAtMs: number | null;
  readonly option: OptionPart | null;
  /** Fractions; negative pays the maker. */
  readonly makerFee: number;
  readonly takerFee: number;
}

const TOLERANCE = 1e-6;

/** Quote units to whole ticks; fails with `price_wrong_tick` off the grid that applies at that price, `invalid_price` if not above 0. */
export function toTicks(spec: ContractSpec, price: number): Result<number, 'price_wrong_tick' | 'invalid_price'> {
  // Beyond this a count of ticks is no longer exact.
  if (!(price > 0 && price / spec.tickSize <= Number.MAX_SAFE_INTEGER)) return fail('invalid_price');
  const ratio = price / stepAt(spec, price);
  if (Math.abs(ratio - Math.round(ratio)) > TOLERANCE * Math.max(1, ratio * 1e-3)) return fail('price_wrong_tick');
  return ok(Math.round(price / spec.tickSize));
}

/** Amount to whole lots; fails with `invalid_amount` when not above 0 or off the grid. */
export function toLots(spec: ContractSpec, amount: number): Result<number, 'invalid_amount'> {
  const ratio = amount / spec.lotSize;
  if (!(amount > 0 && ratio <= Number.MAX_SAFE_INTEGER) || Math.abs(ratio - Math.round(ratio)) > TOLERANCE * Math.max(1, ratio * 1e-3)) {
    return fail('invalid_amount');
  }
  return ok(Math.round(ratio));
}

/** The price step that applies at a price, in quote units. */
export function stepAt(spec: ContractSpec, price: number): number {
  let step = spec.tickSize;
  for (const candidate of spec.tickSteps) {
    if (price >= candidate.abovePrice) step = candidate.tickSize;
  }
  return step;
}

/** Whole ticks to quote units, without binary noise. */
export function fromTicks(spec: ContractSpec, ticks: number): number {
  return fromSteps(ticks, spec.tickSize);
}

/** Whole lots to amount, without binary noise. */
export function fromLots(spec: ContractSpec, lots: number): number {
  return fromSteps(lots, spec.lotSize);
}

/** The contract with another price step, a whole multiple of its unit: prices inside go on counting that unit. For contracts without steps of their own. */
export function withListedTick(spec: ContractSpec, tickSize: number): ContractSpec {
  return { ...spec, listedTickSize: tickSize, tickSteps: [{ abovePrice: spec.tickSize, tickSize }] };
}

/** A price rounded down (buy) or up (sell) to the step that applies there, in ticks, at least one step. */
export function passiveTicks(spec: ContractSpec, price: number, side: 'buy' | 'sell'): number {
  const step = stepAt(spec, price);
  const ratio = price / step;
  const steps = side === 'buy' ? Math.floor(ratio + TOLERANCE) : Math.ceil(ratio - TOLERANCE);
  return Math.round((Math.max(1, steps) * step) / spec.tickSize);
}

/** Notional of an amount at a price, in coin: USD / price for futures, the amount itself for options. */
export function notionalCoin(spec: ContractSpec, amount: number, price: number): number {
  return spec.kind === 'option' ? amount : amount / price;
}

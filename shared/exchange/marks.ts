/** Mark prices: futures follow the forward plus a damped premium of their own book, options follow the surface. */
import type { ContractSpec } from './contract-spec';
import type { MatchingEngine } from './matching-engine';
import { fromTicks } from './contract-spec';
import { toDecimals } from './decimals';
import { valueOption, type OptionValue } from './option-value';
import type { ReferencePrices } from './reference-prices';
import { YEAR_MS } from '../domain/time';

/** A future's mark stays within this fraction of its forward. */
const MARK_BAND = 0.005;
/** Time constant of the premium average. */
const PREMIUM_MS = 30_000;

/** Everything the exchange says of an option's value. */
export interface OptionMark extends OptionValue {
  /** Decimal. */
  readonly volatility: number;
  /** USD. */
  readonly underlyingPrice: number;
}

interface MutablePremium {
  value: number;
  updatedAtMs: number;
}

/** Reads marks for any contract. Futures premiums advance with `update`. */
export class Marks {
  private readonly premiums = new Map<string, MutablePremium>();
  private nowMs = 0;

  public constructor(
    private readonly engine: MatchingEngine,
    private readonly reference: ReferencePrices,
  ) {}

  /** Moves the premium averages of futures to `nowMs`. */
  public update(contracts: Iterable<ContractSpec>, nowMs: number): void {
    this.nowMs = nowMs;
    for (const spec of contracts) {
      if (spec.kind !== 'option') this.updatePremium(spec, nowMs);
    }
  }

  /** Index price of a contract's currency, USD. */
  public index(spec: Pick<ContractSpec, 'currency'>): number {
    return this.reference.index(spec.currency);
  }

  /** Price of the underlying an option is valued on, or the future's own fair value before its premium. USD. */
  public forward(spec: ContractSpec): number {
    return spec.expiresAtMs === null ? this.index(spec) : this.reference.forward(spec.currency, spec.expiresAtMs);
  }

  /** Mark price in quote units: USD for futures, coin for options (never below a hundredth of a tick). */
  public mark(spec: ContractSpec): number {
    if (spec.option !== null) return Math.max(1e-6, toDecimals(this.optionMark(spec)?.price ?? 0, 6));
    const premium = this.premiums.get(spec.name)?.value ?? 0;
    return toDecimals(this.forward(spec) * (1 + premium), 2);
  }

  /** Value, greeks and volatility of an option; `null` for a future. */
  public optionMark(spec: ContractSpec): OptionMark | null {
    if (spec.option === null || spec.expiresAtMs === null) return null;
    const volatility = this.reference.volatility(spec);
    const forward = this.forward(spec);
    const years = Math.max(0, (spec.expiresAtMs - this.nowMs) / YEAR_MS);
    return { volatility, underlyingPrice: forward, ...valueOption(spec.option, { forward, years, volatility }) };
  }

  /** Delta of one unit of amount, in coin per amount: 1/price for futures (USD), N(d1) for options. */
  public deltaPerAmount(spec: ContractSpec): number {
    return spec.option === null ? 1 / this.mark(spec) : (this.optionMark(spec)?.delta ?? 0);
  }

  /** The premium of a perpetual over its index, a fraction. */
  public premium(spec: ContractSpec): number {
    return this.premiums.get(spec.name)?.value ?? 0;
  }

  private updatePremium(spec: ContractSpec, nowMs: number): void {
    const book = this.engine.book(spec.name);
    const bid = book.bids.best();
    const ask = book.asks.best();
    if (bid === null || ask === null) return;
    const mid = (fromTicks(spec, bid.ticks) + fromTicks(spec, ask.ticks)) / 2;
    const target = Math.min(MARK_BAND, Math.max(-MARK_BAND, mid / this.forward(spec) - 1));
    const known = this.premiums.get(spec.name);
    if (known === undefined) {
      this.premiums.set(spec.name, { value: target, updatedAtMs: nowMs });
      return;
    }
    known.value += (target - known.value) * (1 - Math.exp(-(nowMs - known.updatedAtMs) / PREMIUM_MS));
    known.updatedAtMs = nowMs;
  }
}

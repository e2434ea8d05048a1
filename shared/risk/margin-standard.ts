/** Standard margin, position by position: futures and perpetuals (inverse and linear) by size, options by how far they are out of the money. */
import { allFinite, finiteOrNull } from '../pricing/finite';

/** A rate at size zero and its rise per coin of position, for initial and maintenance margin. Fractions. */
export interface FutureMarginRates {
  readonly initialBase: number;
  readonly initialPerCoin: number;
  readonly maintenanceBase: number;
  readonly maintenancePerCoin: number;
}

/** Rates of short options, fractions of the underlying. */
export interface OptionMarginRates {
  /** Initial margin at the money, before the amount out of the money is taken off … */
  readonly initial: number;
  /** … but not below this. */
  readonly initialFloor: number;
  readonly maintenance: number;
}

/** One currency's rules. */
export interface StandardMarginParameters {
  readonly future: FutureMarginRates;
  readonly option: OptionMarginRates;
}

/** Non-negative, in the settlement currency. */
export interface MarginNeed {
  readonly initial: number;
  readonly maintenance: number;
}

const NONE: MarginNeed = { initial: 0, maintenance: 0 };

function isPositive(value: number): boolean {
  return value > 0 && value < Infinity;
}

/** An inverse perpetual or future of `quantityUsd` (signed) at a mark price: rates of its coins, in coin. `null` for a price that is none. */
export function inverseFutureMargin(quantityUsd: number, markPrice: number, rates: FutureMarginRates): MarginNeed | null {
  if (!isPositive(markPrice) || !Number.isFinite(quantityUsd)) return null;
  const coins = Math.abs(quantityUsd) / markPrice;
  return atRates(coins, coins, rates);
}

/** A linear perpetual or future of `quantityCoin` (signed): rates of its notional, in the quote currency. `null` as above. */
export function linearFutureMargin(quantityCoin: number, markPrice: number, rates: FutureMarginRates): MarginNeed | null {
  if (!isPositive(markPrice) || !Number.isFinite(quantityCoin)) return null;
  return atRates(Math.abs(quantityCoin), Math.abs(quantityCoin) * markPrice, rates);
}

function atRates(coins: number, notional: number, rates: FutureMarginRates): MarginNeed | null {
  return allFinite({
    initial: (rates.initialBase + rates.initialPerCoin * coins) * notional,
    maintenance: (rates.maintenanceBase + rates.maintenancePerCoin * coins) * notional,
  });
}

/**
 * Coins of inverse futures that free margin still carries on top of a position of `heldCoin` (unsigned, same side): the root of
 * (b + p·(h+x))·(h+x) − (b + p·h)·h = free. `null` for input that is no number; 0 if nothing is free.
 */
export function futureMarginRoom(freeCoin: number, heldCoin: number, rates: FutureMarginRates): number | null {
  const { initialBase: base, initialPerCoin: rise } = rates;
  if (!Number.isFinite(freeCoin + heldCoin) || !(base > 0) || !(rise >= 0)) return null;
  const bound = (base + rise * heldCoin) * heldCoin + Math.max(0, freeCoin);
  const whole = rise === 0 ? bound / base : (Math.sqrt(base * base + 4 * rise * bound) - base) / (2 * rise);
  return finiteOrNull(Math.max(0, whole - heldCoin));
}

/** An option position; mark price in coin, forward and strike in USD. */
export interface OptionToMargin {
  readonly optionType: 'call' | 'put';
  readonly strike: number;
  readonly forward: number;
  readonly markPrice: number;
  /** Signed, coin. */
  readonly quantity: number;
}

/**
 * A coin-settled option, in coin. Short call: initial max(0.15 − out of the money ÷ forward, 0.1) + mark, maintenance 0.075 + mark; short
 * put: maintenance max(0.075, 0.075·mark) + mark, initial not below it (rates as given). A long option needs none: its premium is paid.
 */
export function optionMargin(option: OptionToMargin, rates: OptionMarginRates): MarginNeed | null {
  const { optionType, strike, forward, markPrice, quantity } = option;
  if (!isPositive(strike) || !isPositive(forward) || !(markPrice >= 0) || !Number.isFinite(quantity + markPrice)) return null;
  if (quantity >= 0) return NONE;
  const outOfMoney = Math.max(0, optionType === 'call' ? strike - forward : forward - strike) / forward;
  const initial = Math.max(rates.initial - outOfMoney, rates.initialFloor) + markPrice;
  const scale = optionType === 'put' ? Math.max(1, markPrice) : 1;
  const maintenance = rates.maintenance * scale + markPrice;
  return allFinite({
    initial: Math.max(initial, optionType === 'put' ? maintenance : 0) * -quantity,
    maintenance: maintenance * -quantity,
  });
}

/** Sum over positions. `null` as soon as one is unknown: half a margin is no margin. */
export function sumMargins(needs: Iterable<MarginNeed | null>): MarginNeed | null {
  let [initial, maintenance] = [0, 0];
  for (const need of needs) {
    if (need === null) return null;
    initial += need.initial;
    maintenance += need.maintenance;
  }
  return allFinite({ initial, maintenance });
}

/** A book of options and futures under moves of price and volatility, repriced in full, in USD and in coin. */
import { valueBlack76 } from '../pricing/black76';

/** How volatility moves with the price: relative shocks, scaled by (30/days)^power. */
export interface VolatilityShock {
  readonly up: number;
  readonly down: number;
  /** An upward shock leads at least to this volatility. */
  readonly leastAfterUp: number;
  /** Power below 30 days to expiry, and from there on. */
  readonly shortPower: number;
  readonly longPower: number;
}

/** Direction of the volatility in a scenario. */
export type VolatilityScenario = 'up' | 'same' | 'down';

/** One scenario: a relative move of the price, and a direction of volatility. */
export interface Scenario {
  readonly move: number;
  readonly volatility: VolatilityScenario;
}

/** An option on its own future; quantity in coin, signed. */
export interface OptionLeg {
  readonly kind: 'option';
  readonly optionType: 'call' | 'put';
  readonly forward: number;
  readonly strike: number;
  readonly days: number;
  readonly volatility: number;
  readonly quantity: number;
}

/** An inverse future; quantity in coin at the present price, signed. */
export interface FutureLeg {
  readonly kind: 'future';
  readonly forward: number;
  readonly quantity: number;
}

/** Profit in both currencies. The USD figure is at the moved price and is not the coin figure times a price. */
export interface ScenarioProfit {
  readonly usd: number;
  readonly coin: number;
}

const PIVOT_DAYS = 30;

/** Volatility after the scenario's shock. */
function shockedVolatility(
  { days, volatility }: Pick<OptionLeg, 'days' | 'volatility'>,
  scenario: VolatilityScenario,
  shock: VolatilityShock,
): number {
  if (scenario === 'same') return volatility;
  const scale = (PIVOT_DAYS / days) ** (days < PIVOT_DAYS ? shock.shortPower : shock.longPower);
  return scenario === 'up' ? Math.max(volatility * (1 + shock.up * scale), shock.leastAfterUp) : volatility * (1 - shock.down * scale);
}

function optionProfit(leg: OptionLeg, scenario: Scenario, shock: VolatilityShock): ScenarioProfit | null {
  const years = leg.days / 365;
  const forward = leg.forward * (1 + scenario.move);
  const before = valueBlack76({ ...leg, years });
  const after = valueBlack76({ ...leg, years, forward, volatility: shockedVolatility(leg, scenario.volatility, shock) });
  if (before === null || after === null) return null;
  return {
    usd: leg.quantity * (after.price - before.price),
    coin: leg.quantity * (after.price / forward - before.price / leg.forward),
  };
}

/** Inverse future of N = quantity·F contracts: N·(1/F − 1/F′) coin. */
function futureProfit({ forward, quantity }: FutureLeg, { move }: Scenario): ScenarioProfit | null {
  if (!(move > -1 && forward > 0 && Number.isFinite(quantity))) return null;
  return { usd: quantity * forward * move, coin: quantity * (1 - 1 / (1 + move)) };
}

/** Profit of the book. `null` as soon as one leg has no price: a sum without it would look like safety. */
export function bookProfit(book: readonly (OptionLeg | FutureLeg)[], scenario: Scenario, shock: VolatilityShock): ScenarioProfit | null {
  let [usd, coin] = [0, 0];
  for (const leg of book) {
    const profit = leg.kind === 'option' ? optionProfit(leg, scenario, shock) : futureProfit(leg, scenario);
    if (profit === null) return null;
    usd += profit.usd;
    coin += profit.coin;
  }
  return { usd, coin };
}

/** Weight of an extended scenario: what lies beyond the standard range counts by range/|move|. */
export function extendedWeight(priceRange: number, move: number): number {
  return Math.min(1, priceRange / Math.abs(move));
}

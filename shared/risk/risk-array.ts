/** A book of options and futures under moves of price and volatility, repriced in full, in USD and in coin. */
import { finiteOrNull } from '../pricing/finite';
import { moveFuture, moveOption, sumOutcomes, type OptionLeg, type RiskLeg, type ScenarioProfit } from './revaluation';

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

/**
 * Share of a volatility that a downward shock leaves at least. Hours before expiry the scaled shock exceeds the volatility itself; the
 * option is then worth what it would settle at, and not without a price, which would leave the whole account without a margin.
 */
const LEAST_AFTER_DOWN = 0.01;
const PIVOT_DAYS = 30;
const DAYS_PER_YEAR = 365;

/** Volatility after the scenario's shock. */
export function shockedVolatility(
  { years, volatility }: Pick<OptionLeg, 'years' | 'volatility'>,
  scenario: VolatilityScenario,
  shock: VolatilityShock,
): number {
  if (scenario === 'same') return volatility;
  const days = years * DAYS_PER_YEAR;
  const scale = (PIVOT_DAYS / days) ** (days < PIVOT_DAYS ? shock.shortPower : shock.longPower);
  if (scenario === 'up') return Math.max(volatility * (1 + shock.up * scale), shock.leastAfterUp);
  return volatility * Math.max(LEAST_AFTER_DOWN, 1 - shock.down * scale);
}

/** Profit of the book. `null` as soon as one leg has no price: a sum without it would look like safety. */
export function bookProfit(book: readonly RiskLeg[], { move, volatility }: Scenario, shock: VolatilityShock): ScenarioProfit | null {
  return sumOutcomes(
    book.map((leg) => {
      if (leg.kind === 'future') return moveFuture(leg, move);
      const { years } = leg;
      return moveOption(leg, { forward: leg.forward * (1 + move), volatility: shockedVolatility(leg, volatility, shock), years });
    }),
  );
}

/** Weight of an extended scenario: what lies beyond the standard range counts by range/|move|. `null` for what is no range or no move. */
export function extendedWeight(priceRange: number, move: number): number | null {
  return priceRange >= 0 && Number.isFinite(move) ? finiteOrNull(Math.min(1, priceRange / Math.abs(move))) : null;
}

/** The figures of the synthetic market, chosen to look like Deribit on an ordinary day. */
import type { Currency } from '../../contract-spec';
import type { ArrivalCharacter } from './arrivals';
import type { FairPriceCharacter } from './fair-price';
import type { LadderCharacter } from './ladder-maker';
import type { SurfaceCharacter } from './surface';

/** One currency's market. */
export interface MarketCharacter {
  readonly fair: FairPriceCharacter;
  readonly surface: SurfaceCharacter;
  readonly arrivals: ArrivalCharacter;
  readonly medianTradeUsd: number;
}

/** BTC and ETH. */
export const CHARACTERS: Readonly<Record<Currency, MarketCharacter>> = {
  BTC: {
    fair: { start: 61200, volatility: 0.34, jumpEverySeconds: 240, jumpSize: 0.0006 },
    surface: { level: 0.52, shortPremium: 0.06, skew: -0.02, curvature: 0.035 },
    arrivals: { baseRate: 0.35, self: 0.5, cross: 0.15, memorySeconds: 1.5 },
    medianTradeUsd: 2500,
  },
  ETH: {
    fair: { start: 2640, volatility: 0.46, jumpEverySeconds: 260, jumpSize: 0.0008 },
    surface: { level: 0.64, shortPremium: 0.07, skew: -0.025, curvature: 0.04 },
    arrivals: { baseRate: 0.28, self: 0.5, cross: 0.15, memorySeconds: 1.5 },
    medianTradeUsd: 1800,
  },
};

/** Ladders of the perpetuals. */
export const PERPETUAL_LADDER: Readonly<Record<Currency, LadderCharacter>> = {
  BTC: { halfSpreadTicks: 0.1, denseTicks: 8, reachTicks: 70, topLots: 2200, attention: 0.85, churn: 0.35 },
  ETH: { halfSpreadTicks: 0.1, denseTicks: 8, reachTicks: 70, topLots: 12000, attention: 0.85, churn: 0.35 },
};

/** Ladders of dated futures: wider and thinner. */
export const FUTURE_LADDER: Readonly<Record<Currency, LadderCharacter>> = {
  BTC: { halfSpreadTicks: 2.2, denseTicks: 5, reachTicks: 60, topLots: 700, attention: 0.8, churn: 0.3 },
  ETH: { halfSpreadTicks: 1.8, denseTicks: 5, reachTicks: 60, topLots: 4000, attention: 0.8, churn: 0.3 },
};

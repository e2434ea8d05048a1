/** What a first session starts from: both perpetuals priced, nothing traded, limits small enough to be survived. */
import { instrumentId } from '../domain/instrument';
import type { VenueId } from '../domain/venue';
import type { OptionOrderLimits } from '../risk/limits';
import { defaultParameters } from '../quoting/default-parameters';
import type { DeskSettings, GreekLimits, InstrumentLimits, SlowVenueLimits } from './settings';

/** One underlying of the defaults. */
interface DefaultUnderlying {
  readonly code: string;
  /** Of its perpetual, USD. */
  readonly tickSize: number;
  /** Only the scale of quantities follows from it, USD per coin. */
  readonly scalePrice: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
  readonly limits: InstrumentLimits;
  readonly greeks: GreekLimits;
}

/** Beyond what a desk far from its venue sees on a good day, and half of what an order may be under way. */
export const DEFAULT_SLOW_VENUE: SlowVenueLimits = { widenAtMs: 400, pullAtMs: 1000, widenFactor: 1.5 };

/** A few contracts at the money, and no order at a price that no day's volatility explains. */
export const DEFAULT_OPTION_ORDERS: OptionOrderLimits = { maximumPremiumUsd: 50_000, maximumVegaUsd: 2_000, volatilityBand: 0.2 };

/** As the loss of the day: what was earned and given back is lost as well. */
export const DEFAULT_DRAWDOWN_USD = 25_000;

const UNDERLYINGS: readonly DefaultUnderlying[] = [
  {
    code: 'BTC',
    tickSize: 0.5,
    scalePrice: 65_000,
    softBandCoin: 2,
    hardBandCoin: 5,
    limits: { maximumOrderCoin: 5, maximumOrderNotionalUsd: 1_000_000, maximumPositionCoin: 10, collarBps: 100, maximumOpenOrders: 60 },
    greeks: {
      gammaCoin: { soft: 1, hard: 2 },
      vegaUsd: { soft: 4_000, hard: 8_000 },
      weightedVegaUsd: { soft: 4_000, hard: 8_000 },
      thetaUsd: { soft: 4_000, hard: 8_000 },
    },
  },
  {
    code: 'ETH',
    tickSize: 0.05,
    scalePrice: 3_500,
    softBandCoin: 30,
    hardBandCoin: 75,
    limits: { maximumOrderCoin: 80, maximumOrderNotionalUsd: 1_000_000, maximumPositionCoin: 150, collarBps: 100, maximumOpenOrders: 60 },
    greeks: {
      gammaCoin: { soft: 15, hard: 30 },
      vegaUsd: { soft: 2_000, hard: 4_000 },
      weightedVegaUsd: { soft: 2_000, hard: 4_000 },
      thetaUsd: { soft: 2_000, hard: 4_000 },
    },
  },
];

/** Settings of a desk on one venue with BTC and ETH perpetuals; limits and bands are keyed by underlying, parameters by instrument. */
export function defaultSettings(venue: VenueId): DeskSettings {
  const perpetual = (underlying: DefaultUnderlying): string => instrumentId(venue, `${underlying.code}-PERPETUAL`);
  return {
    version: 1,
    quotedInstruments: UNDERLYINGS.map(perpetual),
    watchedInstruments: UNDERLYINGS.map(perpetual),
    parameters: Object.fromEntries(
      UNDERLYINGS.map((each) => [perpetual(each), defaultParameters({ tickSize: each.tickSize, underlyingPrice: each.scalePrice })]),
    ),
    limits: Object.fromEntries(UNDERLYINGS.map((each) => [each.code, each.limits])),
    targets: Object.fromEntries(
      UNDERLYINGS.map((each) => [each.code, { targetCoin: 0, softBandCoin: each.softBandCoin, hardBandCoin: each.hardBandCoin }]),
    ),
    staleness: { bookAmberMs: 1000, bookStaleMs: 3000, privateAmberMs: 7000, privateStaleMs: 15_000 },
    slowVenue: DEFAULT_SLOW_VENUE,
    // With as many cancels this stays below the 30 messages a second of the venue, so that its credits never run out.
    maximumOrdersPerSecond: 18,
    autoDisarmMinutes: 10,
    maximumDailyLossUsd: 25_000,
    maximumDrawdownUsd: DEFAULT_DRAWDOWN_USD,
    greekLimits: Object.fromEntries(UNDERLYINGS.map((each) => [each.code, each.greeks])),
    optionOrders: DEFAULT_OPTION_ORDERS,
    tailLimits: { varUsd: { soft: 15_000, hard: 20_000 }, shortfallUsd: { soft: 20_000, hard: 25_000 } },
  };
}

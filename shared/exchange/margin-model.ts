/** The portfolio-margin parameters that this exchange publishes; it margins by its standard rules, so nothing here binds an order. */
import type { Currency } from './contract-spec';
import { FUTURE_INITIAL } from './margin';

/** Invented in the venue's published ranges; the rise per coin is the one this exchange margins futures by. */
const PAIR = {
  BTC: {
    price_range: 0.16,
    volatility_range_up: 0.5,
    volatility_range_down: 0.25,
    extended_dampener: 100_000,
    annualised_move_risk: 0.075,
  },
  ETH: { price_range: 0.18, volatility_range_up: 0.4, volatility_range_down: 0.25, extended_dampener: 50_000, annualised_move_risk: 0.075 },
} as const;

/** `model_params` of `private/pme/simulate`, one coin against USD. */
export function marginModelShape(currency: Currency, nowMs: number): Readonly<Record<string, unknown>> {
  const coin = currency.toLowerCase();
  const { extended_dampener, annualised_move_risk, ...ranges } = PAIR[currency];
  return {
    general: { mm_factor: 0.8, buckets_count: 4, vol_scenarios_count: 3, timestamp: nowMs },
    currency: {
      [coin]: {
        ...{ extended_dampener, annualised_move_risk, min_annualised_move: 0.01, pnl_offset: 0, max_offsetable_pnl: 0 },
        ...{ haircut: 0, equity_side_impact: 'both', correlation_set: false },
      },
    },
    currency_pair: {
      [`${coin}_usd`]: {
        ...ranges,
        ...{ extended_table_factor: 1, m_inc: FUTURE_INITIAL[currency].perCoin, min_volatility_for_shock_up: 0.5 },
        ...{ short_term_vega_power: 0.3, long_term_vega_power: 0.13 },
        ...{ max_delta_shock: 0.1, delta_total_liq_shock_threshold: 20_000_000 },
      },
    },
  };
}

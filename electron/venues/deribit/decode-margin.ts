/** Answers of `simulate_portfolio` and `pme/simulate` into a margin simulation and the parameters of portfolio margin. */
import type { MarginSimulation, PortfolioMarginModel } from '../../../shared/domain/margin-simulation';
import { findField, readNonNegative, readPositive, readRecord, readText, readWhole, refuse, type JsonRecord } from './decode-fields';

/** More moves than this would be a table nobody publishes. */
const MOST_BUCKETS = 100;

/** Margins of what is held; both must be there. */
export function decodeSimulation(value: unknown): Pick<MarginSimulation, 'initial' | 'maintenance' | 'marginModel'> {
  const raw = readRecord(value, 'simulated portfolio');
  const model = raw['margin_model'];
  return {
    initial: readNonNegative(raw['initial_margin'], 'initial_margin'),
    maintenance: readNonNegative(raw['maintenance_margin'], 'maintenance_margin'),
    marginModel: model === undefined || model === null ? null : readText(model, 'margin_model'),
  };
}

function readFraction(raw: JsonRecord, name: string): number {
  const value = readNonNegative(raw[name], name);
  return value <= 1 ? value : refuse(name, 'a fraction from 0 to 1', value);
}

function readBuckets(general: JsonRecord): number {
  const count = readWhole(general['buckets_count'], 'buckets_count');
  return count >= 1 && count <= MOST_BUCKETS ? count : refuse('buckets_count', `1 to ${MOST_BUCKETS}`, count);
}

/** `model_params` of one coin against USD. A parameter that is missing or no number refuses all of them. */
export function decodeMarginModel(value: unknown, currency: string): PortfolioMarginModel {
  const coin = currency.toLowerCase();
  const general = readRecord(findField(value, 'model_params', 'general'), 'general');
  const own = readRecord(findField(value, 'model_params', 'currency', coin), `currency ${coin}`);
  const pair = readRecord(findField(value, 'model_params', 'currency_pair', `${coin}_usd`), `currency_pair ${coin}_usd`);
  const priceRange = readPositive(pair['price_range'], 'price_range');
  if (priceRange >= 1) return refuse('price_range', 'a fraction below 1', priceRange);
  return {
    priceRange,
    bucketsCount: readBuckets(general),
    pnlOffset: readFraction(own, 'pnl_offset'),
    annualisedMoveRisk: readNonNegative(own['annualised_move_risk'], 'annualised_move_risk'),
    minAnnualisedMove: readNonNegative(own['min_annualised_move'], 'min_annualised_move'),
    maintenanceFactor: readFraction(general, 'mm_factor'),
    extendedDampenerUsd: readNonNegative(own['extended_dampener'], 'extended_dampener'),
    extendedTableFactor: readNonNegative(pair['extended_table_factor'], 'extended_table_factor'),
    ratePerCoin: readNonNegative(pair['m_inc'], 'm_inc'),
    shock: {
      up: readNonNegative(pair['volatility_range_up'], 'volatility_range_up'),
      down: readFraction(pair, 'volatility_range_down'),
      leastAfterUp: readNonNegative(pair['min_volatility_for_shock_up'], 'min_volatility_for_shock_up'),
      shortPower: readNonNegative(pair['short_term_vega_power'], 'short_term_vega_power'),
      longPower: readNonNegative(pair['long_term_vega_power'], 'long_term_vega_power'),
    },
  };
}

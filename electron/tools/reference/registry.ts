/** Every table of the reference folder: the ones with a checker, and the ones whose subject is later work. */
import { ageWeightsPublished } from './age-weights-published';
import { baldacciHestonBook } from './baldacci-heston-book';
import type { TableChecker } from './checker';
import { deltaGammaVar } from './delta-gamma-var';
import { deribitPmPublished } from './deribit-pm-published';
import { pmRiskArray } from './pm-risk-array';
import { varBacktests } from './var-backtests';
import { varEsDem2gbp } from './var-es-dem2gbp';
import { ammLp } from './amm-lp';
import { haugOptionValues } from './haug-option-values';
import { impliedVolReference } from './implied-vol-reference';
import { inverseOptions } from './inverse-options';
import { microstructureToys } from './microstructure-toys';
import { optionsReference } from './options-reference';
import { premiumAdjustedDelta } from './premium-adjusted-delta';
import { sabrHagan } from './sabr-hagan';
import { ssviReference } from './ssvi-reference';
import { stableswap } from './stableswap';
import { sviReference } from './svi-reference';
import { uniswapV3 } from './uniswap-v3';

/** Tables that are checked row by row. */
export const checkers: readonly TableChecker[] = [
  optionsReference,
  haugOptionValues,
  impliedVolReference,
  inverseOptions,
  premiumAdjustedDelta,
  sviReference,
  ssviReference,
  sabrHagan,
  ammLp,
  uniswapV3,
  stableswap,
  varBacktests,
  varEsDem2gbp,
  ageWeightsPublished,
  deltaGammaVar,
  deribitPmPublished,
  pmRiskArray,
  baldacciHestonBook,
  microstructureToys,
];

/** Tables of work that has not begun: named, never counted as passed. */
export const laterTables: ReadonlySet<string> = new Set([
  'almgren_chriss.csv',
  'avellaneda_stoikov.csv',
  'cartea_jaimungal.csv',
  'glft_asymptotic.csv',
  'glft_two_asset.csv',
  'hedge_optimisation_instances.json',
  'hedging_bands.csv',
  'impact_almgren2005.csv',
  'lot_accounting.csv',
  'pnl_funding_margin.csv',
  'rl_targets_as_env.csv',
]);

/** Files that a checker reads beside its own table. */
export const companionFiles: ReadonlySet<string> = new Set(checkers.flatMap((checker) => checker.companions ?? []));

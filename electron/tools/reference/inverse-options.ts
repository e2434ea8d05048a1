/** Coin-settled options: prices, premium-adjusted deltas and greeks in both currencies. */
import { valueInverseOption, type InverseValuation } from '../../../shared/pricing/inverse';
import type { TableChecker } from './checker';
import { relative } from './comparison';
import { optionTypeOf } from './options-reference';
import { readNumber } from './table';

/** Column → the product's figure in the column's unit. */
const COLUMNS: Readonly<Record<string, (value: InverseValuation) => number>> = {
  price_usd: (value) => value.price,
  price_coin: (value) => value.priceCoin,
  delta_bs: (value) => value.delta,
  net_transaction_delta: (value) => value.netTransactionDelta,
  gamma_usd: (value) => value.gamma,
  vega_usd_per_volpoint: (value) => value.vega / 100,
  theta_usd_per_day: (value) => value.theta / 365,
  dcoin_dF: (value) => value.coinDelta,
  d2coin_dF2: (value) => value.coinGamma,
  vega_coin_per_volpoint: (value) => value.coinVega / 100,
  theta_coin_per_day: (value) => value.coinTheta / 365,
};

/** `inverse_options.csv`, to the 1e-10 of the exact tables. */
export const inverseOptions: TableChecker = {
  file: 'inverse_options.csv',
  columns: ['id', 'type', 'F', 'K', 'T_expr', 'sigma', ...Object.keys(COLUMNS)],
  open: () => (row) => {
    const value = valueInverseOption({
      optionType: optionTypeOf(row),
      forward: row.number('F'),
      strike: row.number('K'),
      years: readNumber(row.text('T_expr')) ?? NaN,
      volatility: row.number('sigma'),
    });
    return Object.entries(COLUMNS).map(([column, read]) =>
      relative(`${row.text('id')} ${column}`, [value && read(value), row.number(column)], 1e-10),
    );
  },
};

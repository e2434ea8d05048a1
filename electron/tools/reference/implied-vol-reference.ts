/** Volatilities implied by exact prices, down to deep wings and minutes to expiry. */
import { impliedVolatility } from '../../../shared/pricing/implied-volatility';
import type { TableChecker } from './checker';
import { relative } from './comparison';
import { optionTypeOf } from './options-reference';

/** `implied_vol_reference.csv`: each row brings its own tolerance, max(4·condition, 1e-13). */
export const impliedVolReference: TableChecker = {
  file: 'implied_vol_reference.csv',
  columns: [
    'id',
    'type',
    'F',
    'K',
    'T_days',
    'T_years',
    'sigma_in',
    'price_double',
    'sigma_from_double_price',
    'rel_sigma_per_ulp',
    'rel_tolerance',
    'quantlib_LiRS',
    'note',
  ],
  open: () => (row) => {
    const volatility = impliedVolatility({
      optionType: optionTypeOf(row),
      forward: row.number('F'),
      strike: row.number('K'),
      years: row.number('T_years'),
      price: row.number('price_double'),
    });
    const found = volatility.ok ? volatility.value : null;
    return [relative(`${row.text('id')} volatility`, [found, row.number('sigma_from_double_price')], row.number('rel_tolerance'))];
  },
};

/** The published book of twenty calls under stochastic variance: prices, greeks and the demand they meet. */
import { valueHestonCall } from '../../../shared/pricing/heston';
import { impliedVolatility } from '../../../shared/pricing/implied-volatility';
import type { TableChecker } from './checker';
import { exact, printed, uncomputed } from './comparison';

/** The paper's market under the pricing measure. */
const SPOT = 10;
const MODEL = { variance: 0.0225, reversion: 3, longVariance: 0.0225, volatilityOfVariance: 0.2, correlation: -0.5 };

/** Requests per year: 252 days of 30, fewer away from the money. */
function requestsPerYear(strike: number): number {
  return (252 * 30) / (1 + 0.7 * Math.abs(SPOT - strike));
}

/** Each request is for this much money. */
const REQUEST_VALUE = 5e5;
const TOLERANCE = 1e-10;

/** `baldacci_heston_book.csv`: every column to its printed digits. */
export const baldacciHestonBook: TableChecker = {
  file: 'baldacci_heston_book.csv',
  columns: [
    'T_years',
    'days_act365',
    'K',
    'call_price_Q',
    'implied_vol',
    'delta',
    'vega_dprice_dsqrt_nu',
    'lambda_per_year',
    'z_contracts_5e5_over_price',
    'z_times_vega',
  ],
  open: () => (row) => {
    const strike = row.number('K');
    const years = row.number('days_act365') / 365;
    const name = `T=${row.text('T_years')} K=${strike}`;
    const call = valueHestonCall({ forward: SPOT, strike, years }, MODEL);
    if (call === null) return [uncomputed(name)];
    const volatility = impliedVolatility({ optionType: 'call', forward: SPOT, strike, years, price: call.price });
    const contracts = REQUEST_VALUE / call.price;
    const found: Readonly<Record<string, number | null>> = {
      call_price_Q: call.price,
      implied_vol: volatility.ok ? volatility.value : null,
      delta: call.delta,
      vega_dprice_dsqrt_nu: call.rootVarianceVega,
      lambda_per_year: requestsPerYear(strike),
      z_contracts_5e5_over_price: contracts,
      z_times_vega: contracts * call.rootVarianceVega,
    };
    return [
      // Whole days: half of one may be rounded either way.
      exact(`${name} days`, [Math.abs(row.number('days_act365') - row.number('T_years') * 365) <= 0.5, true]),
      ...Object.entries(found).map(([column, value]) => printed(`${name} ${column}`, [value, row.text(column)], TOLERANCE)),
    ];
  },
};

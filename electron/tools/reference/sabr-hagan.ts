/** Volatilities of Hagan's formula, as published and as a trusted library computes them. */
import { sabrVolatility } from '../../../shared/pricing/surface/sabr';
import type { TableChecker } from './checker';
import { relative } from './comparison';

/** `sabr_hagan.csv`, to 1e-10. */
export const sabrHagan: TableChecker = {
  file: 'sabr_hagan.csv',
  columns: ['F', 'T', 'alpha', 'beta', 'nu', 'rho', 'K', 'hagan2002_vol', 'quantlib_vol'],
  open: () => (row) => {
    const parameters = { alpha: row.number('alpha'), beta: row.number('beta'), nu: row.number('nu'), rho: row.number('rho') };
    const point = { forward: row.number('F'), strike: row.number('K'), years: row.number('T') };
    const volatility = sabrVolatility(parameters, point);
    return ['hagan2002_vol', 'quantlib_vol'].map((column) =>
      relative(`F=${point.forward} K=${point.strike} ${column}`, [volatility, row.number(column)], 1e-10),
    );
  },
};

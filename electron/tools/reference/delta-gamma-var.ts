/** Quadratic books with their exact tails. */
import { deltaNormalVar, quadraticMoments, quadraticTail } from '../../../shared/risk/delta-gamma';
import { cornishFisherVar } from '../../../shared/risk/value-at-risk';
import type { TableChecker } from './checker';
import { printed, relative, uncomputed } from './comparison';

/**
 * The shortfall column came from a quadrature that is good to about 1e-9: at δ=1000, γ=20000 the closed form in 40 digits
 * is 23.700876202, the table says 23.70087622. Every other column is compared to its last printed digit.
 */
const SHORTFALL_TOLERANCE = 1e-8;

/** `delta_gamma_var.csv`. */
export const deltaGammaVar: TableChecker = {
  file: 'delta_gamma_var.csv',
  columns: [
    'delta',
    'gamma',
    'sigma',
    'alpha',
    'exact_VaR',
    'exact_ES',
    'cornish_fisher_VaR',
    'delta_normal_VaR',
    'mean',
    'variance',
    'skew',
    'excess_kurt',
  ],
  open: () => (row) => {
    const book = { delta: row.number('delta'), gamma: row.number('gamma'), deviation: row.number('sigma') };
    const tail = row.number('alpha');
    const name = `δ=${book.delta} γ=${book.gamma} α=${tail}`;
    const moments = quadraticMoments(book);
    const exactTail = quadraticTail(book, tail);
    if (moments === null || exactTail === null) return [uncomputed(name)];
    const found: Readonly<Record<string, number | null>> = {
      exact_VaR: exactTail.valueAtRisk,
      cornish_fisher_VaR: cornishFisherVar(moments, tail),
      delta_normal_VaR: deltaNormalVar(book, tail),
      mean: moments.mean,
      variance: moments.deviation ** 2,
      skew: moments.skewness,
      excess_kurt: moments.excessKurtosis,
    };
    return [
      ...Object.entries(found).map(([column, value]) => printed(`${name} ${column}`, [value, row.text(column)], 1e-10)),
      relative(`${name} exact_ES`, [exactTail.expectedShortfall, row.number('exact_ES')], SHORTFALL_TOLERANCE),
    ];
  },
};

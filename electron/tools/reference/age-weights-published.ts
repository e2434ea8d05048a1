/** Weights of age-weighted historical simulation. */
import { ageWeight } from '../../../shared/risk/age-weights';
import type { TableChecker } from './checker';
import { printed } from './comparison';

/** `age_weights_published.csv`: exact to twelve decimals, published to four. */
export const ageWeightsPublished: TableChecker = {
  file: 'age_weights_published.csv',
  columns: ['lambda', 'K', 'days_ago', 'weight_exact', 'weight_published', 'source'],
  open: () => (row) => {
    const weight = ageWeight(row.number('lambda'), row.number('K'), row.number('days_ago'));
    const name = `λ=${row.text('lambda')} K=${row.text('K')} age ${row.text('days_ago')}`;
    return [
      printed(`${name} exact`, [weight, row.text('weight_exact')], 1e-10),
      printed(`${name} published`, [weight, row.text('weight_published')], 1e-10),
    ];
  },
};

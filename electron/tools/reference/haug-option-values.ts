/** Published values of spot options, and the same options computed exactly. */
import { valueBlackScholes } from '../../../shared/pricing/greeks';
import type { TableChecker } from './checker';
import { absolute, relative } from './comparison';
import { spotInputs } from './options-reference';

/** The published figures are given to 1e-4; the exact column carries twelve digits. */
export const haugOptionValues: TableChecker = {
  file: 'haug_option_values.csv',
  columns: ['id', 'type', 'K', 'S', 'q', 'r', 'T', 'sigma', 'published_price', 'exact_price'],
  open: () => (row) => {
    const price = valueBlackScholes(spotInputs(row, 'T'))?.price;
    const id = row.text('id');
    return [
      absolute(`${id} published`, [price, row.number('published_price')], 1e-4),
      relative(`${id} exact`, [price, row.number('exact_price')], 1e-10),
    ];
  },
};

/** Published deltas under four conventions of foreign-exchange desks. */
import { deltaUnder, type DeltaConvention } from '../../../shared/pricing/delta-conventions';
import type { TableChecker } from './checker';
import { absolute, printed } from './comparison';
import { optionTypeOf } from './options-reference';

const CONVENTIONS: ReadonlyMap<string, DeltaConvention> = new Map([
  ['Spot', 'spot'],
  ['Fwd', 'forward'],
  ['PaSpot', 'adjusted-spot'],
  ['PaFwd', 'adjusted-forward'],
]);

/** Published to 1e-3; recomputed to ten decimals. */
export const premiumAdjustedDelta: TableChecker = {
  file: 'premium_adjusted_delta.csv',
  columns: ['type', 'convention', 'spot', 'domestic_df', 'foreign_df', 'stddev', 'strike', 'published_delta_tol1e-3', 'recomputed'],
  open: () => (row) => {
    const convention = CONVENTIONS.get(row.text('convention'));
    if (convention === undefined)
      throw row.error(`expected ${[...CONVENTIONS.keys()].join(', ')} in convention, found "${row.text('convention')}"`);
    const delta = deltaUnder(convention, {
      optionType: optionTypeOf(row),
      spot: row.number('spot'),
      strike: row.number('strike'),
      domesticDiscount: row.number('domestic_df'),
      foreignDiscount: row.number('foreign_df'),
      deviation: row.number('stddev'),
    });
    const name = `${row.text('type')} ${row.text('convention')} at ${row.text('strike')}`;
    return [
      absolute(`${name} published`, [delta, row.number('published_delta_tol1e-3')], 1e-3),
      printed(`${name} recomputed`, [delta, row.text('recomputed')], 1e-10),
    ];
  },
};

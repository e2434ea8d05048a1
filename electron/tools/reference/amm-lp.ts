/** What providing liquidity costs and how much moves a pool's price. */
import { depthToMove, impermanentLoss, lossVersusRebalancing } from '../../../shared/pricing/amm/constant-product';
import { rangeImpermanentLoss, rangeLossVersusRebalancing } from '../../../shared/pricing/amm/liquidity-range';
import type { TableChecker } from './checker';
import { printed, type Comparison } from './comparison';
import { NamedArguments } from './named-arguments';
import type { TableRow } from './table';

type Compute = (words: NamedArguments) => number | null;

function range(words: NamedArguments): { readonly lower: number; readonly upper: number } {
  return { lower: words.number('Pa'), upper: words.number('Pb') };
}

function depth(side: 'base' | 'quote'): Compute {
  return (words) => depthToMove({ base: words.number('x'), quote: words.number('y') }, words.number('move'))?.[side] ?? null;
}

const QUANTITIES: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['IL_v2', (words) => impermanentLoss(words.number('price_ratio'))],
  ['IL_v3', (words) => rangeImpermanentLoss(range(words), words.number('entry'), words.number('P'))],
  ['LVR_v2_per_day_fraction_of_value', (words) => lossVersusRebalancing(words.number('sigma_daily'))],
  ['LVR_v3_per_day_fraction_of_value', (words) => rangeLossVersusRebalancing(range(words), words.number('P'), words.number('sigma_daily'))],
  ['v2_depth_base_to_move_price_up', depth('base')],
  ['v2_depth_quote_to_move_price_up', depth('quote')],
]);

/** Published figures are losses in percent, or basis points where they say so, rounded to their last digit. */
function comparePublished(row: TableRow, value: number | null): readonly Comparison[] {
  const published = row.text('published');
  if (published === '') return [];
  const isBps = published.endsWith('bp');
  const scaled = value === null ? null : Math.abs(value) * (isBps ? 1e4 : 100);
  return [printed(`${row.text('quantity')} published`, [scaled, published.replace(/bp$/, '')], 1e-12)];
}

/** `amm_lp.csv`: exact values to twelve digits. */
export const ammLp: TableChecker = {
  file: 'amm_lp.csv',
  columns: ['quantity', 'args', 'value', 'published'],
  open: () => (row) => {
    const compute = QUANTITIES.get(row.text('quantity'));
    if (compute === undefined)
      throw row.error(`expected ${[...QUANTITIES.keys()].join(', ')} in quantity, found "${row.text('quantity')}"`);
    const value = compute(new NamedArguments(row, row.text('args')));
    const name = `${row.text('quantity')} ${row.text('args')}`;
    return [printed(name, [value, row.text('value')], 1e-11), ...comparePublished(row, value)];
  },
};

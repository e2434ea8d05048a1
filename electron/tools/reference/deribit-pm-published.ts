/** The portfolio margin of the venue's own documents: position vectors, their sum, and the margins that follow. */
import {
  aggregateVector,
  inverseMoveProfit,
  portfolioMargin,
  standardMoves,
  type PortfolioMargin,
} from '../../../shared/risk/portfolio-margin';
import type { TableChecker } from './checker';
import { absolute, type Comparison } from './comparison';
import type { TableRow } from './table';

const VECTOR_TOLERANCE = 1e-12;
const MARGIN_TOLERANCE = 1e-8;

/** Model parameters of the sample, as the documents print them beside it. */
const PARAMETERS = {
  priceRange: 0.16,
  bucketsCount: 4,
  pnlOffset: 0,
  annualisedMoveRisk: 0.075,
  minAnnualisedMove: 0.01,
  maintenanceFactor: 0.8,
};

/** Positions of the sample in coin of delta; 28JUN24 is eleven days from the sample's 17 June. */
const POSITIONS: ReadonlyMap<string, { readonly deltaCoin: number; readonly years: number }> = new Map([
  ['BTC-PERPETUAL', { deltaCoin: 0.314538364, years: 0 }],
  ['BTC-28JUN24', { deltaCoin: -0.001187534, years: 11 / 365 }],
]);

/** Open orders and protection of the sample together, in coin. */
const OTHER = { openOrders: 0.060018212, marketMakerProtection: 0 };

const MARGINS: ReadonlyMap<string, (margin: PortfolioMargin) => number> = new Map<string, (margin: PortfolioMargin) => number>([
  ['worst_case', (margin) => margin.worstCase],
  ['roll_shock', (margin) => margin.rollShock],
  ['risk_matrix_margin', (margin) => margin.riskMatrix],
  ['maintenance_margin', (margin) => margin.maintenance],
  ['initial_margin', (margin) => margin.initial],
]);

function checkMargin(row: TableRow, read: (margin: PortfolioMargin) => number): readonly Comparison[] {
  const margin = portfolioMargin([...POSITIONS.values()], PARAMETERS, OTHER);
  const found = margin && read(margin);
  return ['recomputed', 'published'].map((column) =>
    absolute(`${row.text('quantity')} ${column}`, [found, row.number(column)], MARGIN_TOLERANCE),
  );
}

/** Rows of a move: one instrument, or all of them with their profits offset. */
function checkVector(row: TableRow): readonly Comparison[] {
  const move = row.number('move');
  const moves = standardMoves(PARAMETERS);
  const index = moves.findIndex((each) => Math.abs(each - move) < 1e-9);
  const name = `${row.text('instrument')} at ${row.text('move')}`;
  if (row.text('quantity') === 'aggregated_vector')
    return [absolute(name, [aggregateVector([...POSITIONS.values()], PARAMETERS)?.[index], row.number('recomputed')], VECTOR_TOLERANCE)];
  const position = POSITIONS.get(row.text('instrument'));
  if (position === undefined)
    throw row.error(`expected ${[...POSITIONS.keys()].join(', ')} in instrument, found "${row.text('instrument')}"`);
  return [absolute(name, [inverseMoveProfit(position.deltaCoin, moves[index] ?? NaN), row.number('recomputed')], VECTOR_TOLERANCE)];
}

/** `deribit_pm_published.csv`: vectors to 1e-12, margins to 1e-8. */
export const deribitPmPublished: TableChecker = {
  file: 'deribit_pm_published.csv',
  columns: ['case', 'quantity', 'instrument', 'move', 'recomputed', 'published'],
  open: () => (row) => {
    if (row.text('case') !== 'deribit_docs_BTC_2024-06-17') throw row.error(`expected the documents' sample, found "${row.text('case')}"`);
    const quantity = row.text('quantity');
    if (quantity === 'position_vector' || quantity === 'aggregated_vector') return checkVector(row);
    const read = MARGINS.get(quantity);
    if (read === undefined) throw row.error(`expected ${[...MARGINS.keys()].join(', ')} in quantity, found "${quantity}"`);
    return checkMargin(row, read);
  },
};

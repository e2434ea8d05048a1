/** The risk array of a stated five-leg book, standard and extended moves. */
import { bookProfit, extendedWeight, type VolatilityScenario } from '../../../shared/risk/risk-array';
import type { TableChecker } from './checker';
import { printed } from './comparison';
import { decodeRiskArrayBook } from './decode-risk-array-book';
import type { TableRow } from './table';

const BOOK = 'pm_risk_array_book.json';
const TOLERANCE = 1e-10;

function scenarioOf(row: TableRow): VolatilityScenario {
  const text = row.text('vol_scenario');
  if (text !== 'up' && text !== 'same' && text !== 'down') throw row.error(`expected up, same or down in vol_scenario, found "${text}"`);
  return text;
}

function weightOf(row: TableRow, priceRange: number): number | null {
  const table = row.text('table');
  if (table !== 'main' && table !== 'extended') throw row.error(`expected main or extended in table, found "${table}"`);
  return table === 'main' ? 1 : extendedWeight(priceRange, row.number('move'));
}

/** `pm_risk_array.csv`, over the book in `pm_risk_array_book.json`. */
export const pmRiskArray: TableChecker = {
  file: 'pm_risk_array.csv',
  columns: ['move', 'vol_scenario', 'table', 'weight', 'pnl_usd', 'pnl_coin', 'weighted_usd', 'weighted_coin'],
  companions: [BOOK],
  open: (read) => {
    const text = read(BOOK);
    const book = text === null ? null : decodeRiskArrayBook(BOOK, text);
    return (row) => {
      if (book === null) throw row.error(`expected the book in ${BOOK} beside this table, found none`);
      const profit = bookProfit(book.legs, { move: row.number('move'), volatility: scenarioOf(row) }, book.shock);
      const weight = weightOf(row, book.priceRange);
      const found: Readonly<Record<string, number | null>> = {
        weight,
        pnl_usd: profit && profit.usd,
        pnl_coin: profit && profit.coin,
        weighted_usd: profit && weight && profit.usd * weight,
        weighted_coin: profit && weight && profit.coin * weight,
      };
      const name = `${row.text('move')} ${row.text('vol_scenario')}`;
      return Object.entries(found).map(([column, value]) => printed(`${name} ${column}`, [value, row.text(column)], TOLERANCE));
    };
  },
};

/** StableSwap pools of two and three coins, equal to the last unit. */
import { stableInvariant, stableSwapOut } from '../../../shared/pricing/amm/stableswap';
import type { TableChecker } from './checker';
import { exact, printed } from './comparison';

const UNIT = 10n ** 18n;

/** `stableswap.csv`: coin 0 is paid in, coin 1 comes out. */
export const stableswap: TableChecker = {
  file: 'stableswap.csv',
  columns: ['balances_1e0', 'A_curvecode(A*n^(n-1))', 'D_1e18', 'dx', 'dy_nofee_1e18', 'avg_price'],
  open: () => (row) => {
    const pool = {
      balances: row
        .text('balances_1e0')
        .split('|')
        .map((balance) => BigInt(balance) * UNIT),
      amplification: BigInt(row.text('A_curvecode(A*n^(n-1))')),
    };
    const paidIn = BigInt(row.text('dx')) * UNIT;
    const out = stableSwapOut(pool, { from: 0, to: 1, paidIn });
    const name = `${row.text('balances_1e0')} dx=${row.text('dx')}`;
    return [
      exact(`${name} D`, [stableInvariant(pool), BigInt(row.text('D_1e18'))]),
      exact(`${name} dy`, [out, BigInt(row.text('dy_nofee_1e18'))]),
      printed(`${name} average price`, [out === null ? null : Number(out) / Number(paidIn), row.text('avg_price')], 1e-12),
    ];
  },
};

/** Accounts whose coins secure each other: the venue states margins for all coins together, in each of them, and so must we. */
import type { MarginRow } from '../../shared/projection/capital-view';
import type { BalanceRow } from '../../shared/projection/risk-snapshot';
import type { AccountAfter } from '../../shared/risk/liquidation';

const WORDS = 'all coins of the account together, stated in this one; collateral counts as the venue values it now';

/** Whether a row is of an account whose coins secure each other. */
export function isJoint({ joint }: Pick<BalanceRow, 'joint'>): boolean {
  return joint !== undefined;
}

type Figure = 'ownInitial' | 'ownMaintenance' | 'otherModelInitial';

/** Of all rows of the account, in the coin of one; `null` where a part or an index is not known. */
function sumIn(rows: readonly MarginRow[], { usdPerCoin }: MarginRow, figure: Figure): number | null {
  let usd = 0;
  for (const row of rows) {
    // Of a coin in which nothing is held no index is needed.
    const coin = row[figure];
    if (coin === 0) continue;
    if (coin === null || row.usdPerCoin === null) return null;
    usd += coin * row.usdPerCoin;
  }
  if (usd === 0) return 0;
  return usdPerCoin === null || usdPerCoin === 0 ? null : usd / usdPerCoin;
}

function joinRow(row: MarginRow, rows: readonly MarginRow[]): MarginRow {
  const ownInitial = sumIn(rows, row, 'ownInitial');
  const ownMaintenance = sumIn(rows, row, 'ownMaintenance');
  const unknown = rows.find(({ reason }) => reason !== '');
  const why = unknown === undefined ? 'unpriced, because a coin of the account has no index' : `${unknown.currency}: ${unknown.reason}`;
  return {
    ...row,
    isJoint: true,
    ownInitial,
    ownMaintenance,
    otherModelInitial: sumIn(rows, row, 'otherModelInitial'),
    gapInitial: ownInitial === null || row.venueInitial === null ? null : ownInitial - row.venueInitial,
    gapMaintenance: ownMaintenance === null || row.venueMaintenance === null ? null : ownMaintenance - row.venueMaintenance,
    // The venue simulates all coins, our figure beside it is of one.
    simulated: row.simulated && { ...row.simulated, gapInitial: null, gapMaintenance: null },
    rule: `${row.rule}; ${WORDS}`,
    reason: ownInitial === null ? why : '',
  };
}

/** An account in one coin, with what it holds and has working there. */
interface Joined {
  readonly balance: BalanceRow;
  readonly book: readonly unknown[];
  readonly orders: readonly unknown[];
}

/** The rows with the figures of all coins in those of joint accounts; the others as they are. `accounts` in the order of the rows. */
export function joinMargins(rows: readonly MarginRow[], accounts: readonly Joined[]): readonly MarginRow[] {
  const binding = rows.filter((_row, index) => accounts[index]?.book.length !== 0 || accounts[index]?.orders.length !== 0);
  const partsOf = (venue: string): readonly MarginRow[] => binding.filter((row) => row.venue === venue);
  return rows.map((row, index) => {
    const account = accounts[index];
    return account !== undefined && isJoint(account.balance) ? joinRow(row, partsOf(row.venue)) : row;
  });
}

/** One coin's part of an account after a move of that coin: what its margin is held against and what it needs, in coin. */
export interface PartAfter {
  readonly equityAfter: (move: number) => number;
  readonly needAfter: (move: number) => number | null;
}

/**
 * A joint account after a move of one coin, in that coin at its price of now: that coin's part is re-made, all the rest of what the venue
 * states keeps its worth in USD. What the venue needs beyond our figure of this coin belongs to the others.
 */
export function jointAfter({ joint, maintenanceMargin }: BalanceRow, { equityAfter, needAfter }: PartAfter): AccountAfter {
  const marginBalance = joint?.marginBalance ?? Number.NaN;
  const [equity, need] = [equityAfter(0), needAfter(0)];
  const others = need === null ? Number.NaN : Math.max(0, maintenanceMargin - need);
  return (move) => {
    const needed = needAfter(move);
    if (needed === null) return null;
    return { equity: marginBalance + equityAfter(move) * (1 + move) - equity, maintenance: needed * (1 + move) + others };
  };
}

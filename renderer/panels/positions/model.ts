/** Rows of the positions panel: per underlying a total, then its instruments in the order of their expiry. */
import type { PositionRow } from '../../../shared/projection/view-state';

/** Sums of one underlying. */
export interface PositionTotal {
  readonly type: 'total';
  readonly id: string;
  readonly underlying: string;
  readonly unrealisedUsd: number | null;
  readonly realisedUsd: number | null;
  readonly feesUsd: number | null;
  readonly fundingUsd: number | null;
  readonly deltaCoin: number | null;
}

/** One position. */
export interface PositionLine {
  readonly type: 'line';
  readonly id: string;
  readonly row: PositionRow;
}

/** Either kind of line. */
export type PositionEntry = PositionTotal | PositionLine;

/** Sum, or unknown as soon as one part is unknown: a partial sum would look like the whole. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

const kindOrder: Readonly<Record<PositionRow['kind'], number>> = { perpetual: 0, future: 1, option: 2 };

function totalOf(underlying: string, rows: readonly PositionRow[]): PositionTotal {
  return {
    type: 'total',
    id: `total-${underlying}`,
    underlying,
    unrealisedUsd: sumKnown(rows.map((row) => row.unrealisedUsd)),
    realisedUsd: sumKnown(rows.map((row) => row.realisedUsd)),
    feesUsd: sumKnown(rows.map((row) => row.feesUsd)),
    fundingUsd: sumKnown(rows.map((row) => row.fundingUsd)),
    deltaCoin: sumKnown(rows.map((row) => row.deltaCoin)),
  };
}

/** All lines, a total before each underlying's instruments. */
export function positionEntries(rows: Readonly<Record<string, PositionRow>>): readonly PositionEntry[] {
  const all = Object.values(rows);
  const underlyings = [...new Set(all.map((row) => row.underlying))].sort();
  return underlyings.flatMap((underlying) => {
    const members = all
      .filter((row) => row.underlying === underlying)
      .sort((left, right) => kindOrder[left.kind] - kindOrder[right.kind] || left.name.localeCompare(right.name, 'en', { numeric: true }));
    const lines = members.map((row): PositionEntry => ({ type: 'line', id: row.instrumentId, row }));
    return [totalOf(underlying, members), ...lines];
  });
}

/** How the engine's quantity compares with the venue's. */
export type Agreement = 'matched' | 'off' | 'unknown';

/** Agreement with the venue. */
export function agreement(row: PositionRow): Agreement {
  if (row.difference === null) return 'unknown';
  return row.difference === 0 ? 'matched' : 'off';
}

/** Decimals of a quantity: whole dollars, or a tenth of a coin contract. */
export function quantityDecimals(row: PositionRow): number {
  return row.quantityUnit === 'USD' ? 0 : 1;
}

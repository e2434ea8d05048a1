/** The grid: strikes or delta buckets down, expiries across, one number per cell, heat by sign and size. */
import { Num } from '../../controls/num';
import { ValueGrid } from '../../controls/value-grid';
import type { Place } from '../../controls/value-grid';
import { decimalsFor, heatColour, largestOf } from '../../theme/heat';
import type { Matrix } from './model';

function Value({ value, decimals }: { readonly value: number | null | undefined; readonly decimals: number }) {
  if (value === undefined) return <span className="zeros">·</span>;
  if (value === null) return <span className="warn">unpriced</span>;
  return <Num value={value} decimals={decimals} sign="always" />;
}

interface MatrixGridProps {
  readonly matrix: Matrix;
  readonly label: string;
  readonly place: Place;
  /** How the limit of what is shown stands; marks the total. */
  readonly limitState: string;
  readonly onMove: (place: Place) => void;
}

/** The matrix with its sums. */
export function MatrixGrid({ matrix, label, place, limitState, onMove }: MatrixGridProps) {
  const { columns, rows, foot } = matrix;
  const largest = largestOf(rows.flatMap(({ values }) => values));
  const decimals = decimalsFor(largestOf([...rows.map(({ total }) => total), ...foot.values, foot.total, largest]));
  const show = (value: number | null | undefined) => <Value value={value} decimals={decimals} />;
  return (
    <ValueGrid
      label={label}
      corner="strike"
      columns={columns}
      rows={rows}
      place={place}
      onMove={onMove}
      look={({ row, column }) => {
        const value = rows[row]?.values[column];
        return { content: show(value), background: heatColour(value, largest) };
      }}
      sums={{ label: 'Σ', of: (row) => show(rows[row]?.total) }}
      foot={[{ label: foot.label, cells: [...foot.values, foot.total].map(show), limit: limitState }]}
    />
  );
}

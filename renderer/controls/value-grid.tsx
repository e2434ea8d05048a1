/** A grid of numbers with headings on two sides: one cell in the tab order, arrows move it. */
import type { KeyboardEvent, ReactNode } from 'react';
import css from './value-grid.module.css';

/** Row and column of a cell. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** How one cell looks. */
export interface CellLook {
  readonly content: ReactNode;
  readonly background?: string | undefined;
  readonly title?: string | undefined;
  /** `worst` and `current` are outlined. */
  readonly mark?: 'worst' | 'current' | undefined;
}

/** A heading. */
export interface GridHeading {
  readonly key: string;
  readonly label: string;
  readonly title?: string;
}

interface ValueGridProps {
  readonly label: string;
  readonly corner: string;
  readonly columns: readonly GridHeading[];
  readonly rows: readonly GridHeading[];
  readonly look: (place: Place) => CellLook;
  readonly place: Place;
  readonly onMove: (place: Place) => void;
  /** Heading and cells of a column of sums. */
  readonly sums?: { readonly label: string; readonly of: (row: number) => ReactNode } | undefined;
  /** Rows of sums at the bottom; cells of each without its heading. */
  readonly foot?: readonly { readonly label: string; readonly cells: readonly ReactNode[]; readonly limit?: string }[];
}

const arrows: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

function within(value: number, count: number): number {
  return Math.min(Math.max(0, count - 1), Math.max(0, value));
}

function Head({ corner, columns, sums }: Pick<ValueGridProps, 'corner' | 'columns' | 'sums'>) {
  return (
    <thead>
      <tr role="row">
        <th scope="col">{corner}</th>
        {columns.map(({ key, label, title }) => (
          <th key={key} scope="col" title={title}>
            {label}
          </th>
        ))}
        {sums !== undefined && <th scope="col">{sums.label}</th>}
      </tr>
    </thead>
  );
}

function Foot({ foot }: { readonly foot: NonNullable<ValueGridProps['foot']> }) {
  return (
    <tfoot>
      {foot.map(({ label, cells, limit }) => (
        <tr key={label} role="row">
          <th scope="row">{label}</th>
          {cells.map((cell, column) => (
            <td key={column} role="gridcell" data-limit={column === cells.length - 1 ? limit : undefined}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  );
}

function Cell({
  look,
  place,
  isChosen,
  onMove,
}: {
  readonly look: CellLook;
  readonly place: Place;
  readonly isChosen: boolean;
  readonly onMove: (place: Place) => void;
}) {
  return (
    <td
      role="gridcell"
      data-place={`${place.row}:${place.column}`}
      data-mark={look.mark}
      title={look.title}
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      style={{ background: look.background }}
      onClick={() => onMove(place)}
    >
      {look.content}
    </td>
  );
}

/** The grid. */
export function ValueGrid({ label, corner, columns, rows, look, place, onMove, sums, foot }: ValueGridProps) {
  const keyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const arrow = arrows[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = { row: within(place.row + arrow.row, rows.length), column: within(place.column + arrow.column, columns.length) };
    onMove(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${next.row}:${next.column}"]`)?.focus();
  };
  return (
    <div className={css['scroller']}>
      <table role="grid" aria-label={label} className={css['grid']} onKeyDown={keyDown}>
        <Head corner={corner} columns={columns} sums={sums} />
        <tbody>
          {rows.map((heading, row) => (
            <tr key={heading.key} role="row">
              <th scope="row" title={heading.title}>
                {heading.label}
              </th>
              {columns.map(({ key }, column) => (
                <Cell
                  key={key}
                  look={look({ row, column })}
                  place={{ row, column }}
                  isChosen={place.row === row && place.column === column}
                  onMove={onMove}
                />
              ))}
              {sums !== undefined && (
                <td role="gridcell" className={css['sum']}>
                  {sums.of(row)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && <Foot foot={foot} />}
      </table>
    </div>
  );
}

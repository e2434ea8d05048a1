/** A table that only reads: a few rows as they come, a heading per row, words where there are no figures. */
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import css from './plain-table.module.css';

/** A column; the first one holds the headings of the rows. */
export interface PlainColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly title?: string;
  /** The heading is said to who listens and not written, because what stands below it explains itself. */
  readonly isHeadHidden?: boolean;
  /** On the left, taking the width that numbers leave, cut with an ellipsis; the whole of it is in the tooltip. */
  readonly isWords?: boolean;
  /** Left out where the panel is narrower than this, px; its figure belongs into the tooltip of another column. */
  readonly leftOutBelow?: 700;
  readonly className?: string | undefined;
  titleOf?(row: Row): string | undefined;
  classOf?(row: Row): string | undefined;
  render(row: Row): ReactNode;
}

interface PlainTableProps<Row> {
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Why a row has no figures: stands in place of them all; empty if it has. */
  readonly reasonOf?: (row: Row) => string;
  /** What it means that there is no row. */
  readonly nothing?: string;
  /** Rows of 17 px instead of 20. */
  readonly isDense?: boolean;
}

function classOf<Row>({ isWords, leftOutBelow, className }: PlainColumn<Row>): string | undefined {
  return classNames(isWords === true && css['words'], leftOutBelow !== undefined && css[`below${leftOutBelow}`], className);
}

function Head<Row>({ columns }: { readonly columns: readonly PlainColumn<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.id} scope="col" title={column.title} className={classOf(column)}>
            {column.isHeadHidden === true ? <span className="only-heard">{column.header}</span> : column.header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Words may be longer than their cell. */
function tooltip<Row>({ titleOf, isWords }: PlainColumn<Row>, row: Row, content: ReactNode): string | undefined {
  return titleOf?.(row) ?? (isWords === true && typeof content === 'string' ? content : undefined);
}

function Cell<Row>({ column, row }: { readonly column: PlainColumn<Row>; readonly row: Row }) {
  const content = column.render(row);
  return (
    <td title={tooltip(column, row, content)} className={classNames(classOf(column), column.classOf?.(row))}>
      {content}
    </td>
  );
}

function Line<Row>({
  columns,
  row,
  reason,
}: {
  readonly columns: readonly PlainColumn<Row>[];
  readonly row: Row;
  readonly reason: string;
}) {
  const [heading, ...others] = columns;
  return (
    <tr>
      <th scope="row" title={heading?.titleOf?.(row)}>
        {heading?.render(row)}
      </th>
      {reason === '' ? (
        others.map((column) => <Cell key={column.id} column={column} row={row} />)
      ) : (
        <td colSpan={others.length} className={css['words']} title={reason}>
          <span className="warn">{reason}</span>
        </td>
      )}
    </tr>
  );
}

/** The table. */
export function PlainTable<Row>({ label, columns, rows, rowId, reasonOf, nothing = '', isDense = false }: PlainTableProps<Row>) {
  return (
    <table aria-label={label} className={classNames(css['table'], isDense && css['dense'])}>
      <Head columns={columns} />
      <tbody>
        {rows.map((row) => (
          <Line key={rowId(row)} columns={columns} row={row} reason={reasonOf?.(row) ?? ''} />
        ))}
        {rows.length === 0 && nothing !== '' && (
          <tr>
            <td colSpan={columns.length} className={css['nothing']}>
              {nothing}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

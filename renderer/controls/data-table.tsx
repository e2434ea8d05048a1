/** A table of at most some hundred rows as plain DOM: one tab stop, arrow keys, sort on request, order held under the pointer. */
import { memo, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useWindow, changeSort } from '../desk/view-store';
import type { TableSort } from '../desk/view-settings';
import { classNames } from './class-names';
import css from './data-table.module.css';
import { keyName } from './panel-keys';
import { holdOrder, nextSort, sortRows } from './row-order';
import type { SortKey } from './row-order';

/** A column: how it is headed, written and sorted. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly title?: string;
  readonly isLeft?: boolean;
  /** Takes the width that others leave, cutting its text with an ellipsis. */
  readonly isFlexible?: boolean;
  /** Left out where the panel, or the part of it that is the table's, is narrower than this, px: a number cut in the middle is another number. */
  readonly leftOutBelow?: 620 | 590 | 530 | 450;
  /** In px; others share the rest. */
  readonly width?: number;
  // Methods, so that a column of some row is also a column of an unknown one.
  sortKey?(row: Row): SortKey;
  render(row: Row): ReactNode;
}

interface DataTableProps<Row> {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly defaultSort?: TableSort;
  readonly selectedId?: string | null;
  readonly onSelect?: (row: Row) => void;
  /** Arrows select, too: for tables whose panel has a key that acts on what is selected, so that no other row is marked. */
  readonly isChosenByMoving?: boolean;
  readonly onActivate?: (row: Row) => void;
  /** Further keys on the active row, by name. */
  readonly onRowKey?: (key: string, row: Row) => boolean;
}

function useOrder<Row>(props: DataTableProps<Row>) {
  const saved = useWindow((state) => state.settings.sorts[props.id]);
  const sort = saved ?? props.defaultSort ?? null;
  const [heldIds, setHeldIds] = useState<readonly string[] | null>(null);
  const key = props.columns.find((column) => column.id === sort?.column)?.sortKey;
  const sorted = sortRows(props.rows, key, sort);
  const { rows, newCount } = heldIds === null ? { rows: sorted, newCount: 0 } : holdOrder(sorted, heldIds, props.rowId);
  return { sort, rows, newCount, hold: () => setHeldIds(sorted.map(props.rowId)), release: () => setHeldIds(null) };
}

function nextIndex(name: string, index: number, count: number): number | null {
  if (name === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (name === 'ArrowUp') return Math.max(0, index - 1);
  if (name === 'PageDown') return Math.min(count - 1, index + 10);
  if (name === 'PageUp') return Math.max(0, index - 10);
  if (name === 'Home' || name === 'Ctrl+Home') return 0;
  return name === 'End' || name === 'Ctrl+End' ? count - 1 : null;
}

function Head<Row>({
  table,
  columns,
  sort,
}: {
  readonly table: string;
  readonly columns: readonly Column<Row>[];
  readonly sort: TableSort | null;
}) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const isSorted = sort?.column === column.id;
          const direction = sort?.isDescending === true ? 'descending' : 'ascending';
          return (
            <th
              key={column.id}
              scope="col"
              title={column.title}
              aria-sort={isSorted ? direction : undefined}
              className={classNames(
                column.isLeft === true && css['left'],
                column.isFlexible === true && css['flexible'],
                column.leftOutBelow !== undefined && css[`below${column.leftOutBelow}`],
                column.sortKey !== undefined && css['sortable'],
              )}
              onClick={column.sortKey === undefined ? undefined : () => changeSort(table, nextSort(sort, column.id))}
            >
              {column.header}
              {isSorted && <span className={css['arrow']}>{direction === 'descending' ? '▾' : '▴'}</span>}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface CellsProps {
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
}

/** A row's cells; drawn again only when the row or the columns are others, since unchanged rows keep their identity. */
const Cells = memo(function Cells({ row, columns }: CellsProps) {
  return columns.map((column) => (
    <td
      key={column.id}
      className={classNames(
        column.isLeft === true && css['left'],
        column.isFlexible === true && css['flexible'],
        column.leftOutBelow !== undefined && css[`below${column.leftOutBelow}`],
      )}
    >
      {column.render(row)}
    </td>
  ));
});

interface BodyProps<Row> {
  readonly table: DataTableProps<Row>;
  readonly rows: readonly Row[];
  readonly activeId: string | null;
  readonly domId: (row: Row) => string;
  readonly onPick: (row: Row) => void;
}

function Body<Row>({ table, rows, activeId, domId, onPick }: BodyProps<Row>) {
  return (
    <tbody>
      {rows.map((row, index) => {
        const id = table.rowId(row);
        return (
          <tr
            key={id}
            id={domId(row)}
            aria-rowindex={index + 2}
            aria-selected={id === table.selectedId}
            data-active={id === activeId ? '' : undefined}
            className={table.rowClass?.(row)}
            onClick={() => onPick(row)}
            onDoubleClick={() => table.onActivate?.(row)}
          >
            <Cells row={row} columns={table.columns} />
          </tr>
        );
      })}
    </tbody>
  );
}

/** Runs the key of the active row; `false` if it means nothing here. */
function runRowKey<Row>(table: DataTableProps<Row>, name: string, row: Row): boolean {
  if (name === 'Enter' && table.onActivate !== undefined) table.onActivate(row);
  else if (name === 'Space' && table.onSelect !== undefined) table.onSelect(row);
  else return table.onRowKey?.(name, row) === true;
  return true;
}

/** The table. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rowId } = props;
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { sort, rows, newCount, hold, release } = useOrder(props);
  const [movedToId, setActiveId] = useState<string | null>(null);
  const activeId = props.isChosenByMoving === true ? (props.selectedId ?? null) : movedToId;
  const found = rows.findIndex((row) => rowId(row) === (activeId ?? props.selectedId));
  const active = rows[found];
  const domId = (row: Row): string => `${base}-${rowId(row)}`;
  const keyDown = (event: KeyboardEvent): void => {
    const name = keyName(event);
    const next = nextIndex(name, found, rows.length);
    const target = next === null ? undefined : rows[next];
    if (target !== undefined) {
      setActiveId(rowId(target));
      if (props.isChosenByMoving === true) props.onSelect?.(target);
      scroller.current?.querySelector(`[id="${CSS.escape(domId(target))}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (active === undefined || event.repeat || !runRowKey(props, name, active)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pick = (row: Row): void => {
    setActiveId(rowId(row));
    props.onSelect?.(row);
  };
  return (
    <div ref={scroller} className={css['scroller']} onPointerEnter={hold} onPointerLeave={release}>
      {newCount > 0 && (
        <button type="button" className={css['fresh']} onClick={hold}>
          {newCount} new ▲
        </button>
      )}
      <table
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        tabIndex={0}
        aria-activedescendant={active === undefined ? undefined : domId(active)}
        className={css['table']}
        onKeyDown={keyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.id}
              width={column.width}
              className={classNames(column.leftOutBelow !== undefined && css[`below${column.leftOutBelow}`])}
            />
          ))}
        </colgroup>
        <Head table={props.id} columns={columns} sort={sort} />
        <Body table={props} rows={rows} activeId={activeId} domId={domId} onPick={pick} />
      </table>
    </div>
  );
}

/** The heat map of one day: every cell with its number, the worst outlined, the present marked, before over after. */
import { classNames } from '../../controls/class-names';
import { Num } from '../../controls/num';
import { ValueGrid } from '../../controls/value-grid';
import type { CellLook, Place } from '../../controls/value-grid';
import { decimalsFor, heatColour, largestOf } from '../../theme/heat';
import type { SlideTable, TableCell } from './model';
import css from './risk-slide.module.css';

interface CellTextProps {
  readonly cell: TableCell;
  readonly decimals: number;
  readonly sign: 'always' | 'negative';
}

function CellText({ cell, decimals, sign }: CellTextProps) {
  if (cell.before === null) return <span className="warn">unpriced</span>;
  return (
    <>
      {cell.isWorst && <span className={css['mark']}>▼</span>}
      <Num value={cell.before} decimals={decimals} sign={sign} />
      {cell.after !== undefined && (
        <>
          <span className={classNames('muted', css['beside'])}> | </span>
          <Num value={cell.after} decimals={decimals} sign={sign} className={classNames('preview', css['after'])} />
        </>
      )}
    </>
  );
}

interface SlideGridProps {
  readonly table: SlideTable;
  readonly label: string;
  /** Margin has no sign of its own. */
  readonly isSigned: boolean;
  readonly place: Place;
  readonly onMove: (place: Place) => void;
}

/** The table of one day and one measure. */
export function SlideGrid({ table, label, isSigned, place, onMove }: SlideGridProps) {
  const largest = largestOf(table.rows.flatMap(({ cells }) => cells.flatMap(({ before, after }) => [before, after])));
  const decimals = decimalsFor(largest);
  const look = ({ row, column }: Place): CellLook => {
    const cell = table.rows[row]?.cells[column];
    if (cell === undefined) return { content: null };
    const content = <CellText cell={cell} decimals={decimals} sign={isSigned ? 'always' : 'negative'} />;
    const background = heatColour(cell.after ?? cell.before, largest);
    if (cell.isWorst) return { content, background, mark: 'worst', title: 'the worst cell' };
    return cell.isCurrent ? { content, background, mark: 'current', title: 'the market as it is' } : { content, background };
  };
  return (
    <ValueGrid
      label={label}
      corner="vol / spot"
      columns={table.columns.map((column) => ({ key: column, label: column }))}
      rows={table.rows.map((row) => ({ key: row.label, label: row.label }))}
      look={look}
      place={place}
      onMove={onMove}
    />
  );
}

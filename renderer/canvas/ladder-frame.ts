/** What the ladder painter is given: rows from the top price down, and what lies between them. */

/** One own order as a chip. */
export interface LadderChip {
  readonly clientOrderId: string;
  readonly side: 'buy' | 'sell';
  readonly text: string;
  /** Filled, hollow, struck through, or of unknown fate. */
  readonly style: 'live' | 'sent' | 'canceling' | 'unknown';
  readonly isForeign: boolean;
  readonly isSelected: boolean;
}

/** One price row. */
export interface LadderRow {
  readonly price: number;
  /** What the price column says: a single own price inside the row, else the row's price. */
  readonly priceText: string;
  readonly hasOwnPrice: boolean;
  readonly bidText: string;
  readonly askText: string;
  /** Share of a full bar, 0 to 1. */
  readonly bidShare: number;
  readonly askShare: number;
  readonly isBestBid: boolean;
  readonly isBestAsk: boolean;
  readonly lastTrade: 'buy' | 'sell' | null;
  readonly chips: readonly LadderChip[];
}

/** A marked price between or on rows; `position` in rows from the top, 0.5 is the middle of the first. */
export interface LadderMark {
  readonly position: number;
  readonly letter: string;
  readonly tone: 'own' | 'muted' | 'text';
}

/** Everything of one painting. */
export interface LadderFrame {
  readonly rows: readonly LadderRow[];
  readonly marks: readonly LadderMark[];
  readonly hoverRow: number | null;
  readonly cursorRow: number | null;
  readonly cursorSide: 'buy' | 'sell';
  readonly isDimmed: boolean;
}

/** Height of a row in px. */
export const ROW_HEIGHT = 20;

/** The columns from left to right. */
export type LadderColumn = 'myBids' | 'bids' | 'price' | 'asks' | 'myAsks';

const shares: readonly (readonly [LadderColumn, number])[] = [
  ['myBids', 0.16],
  ['bids', 0.215],
  ['price', 0.25],
  ['asks', 0.215],
  ['myAsks', 0.16],
];

/** Left edge and width of each column for a canvas of this width. */
export function ladderColumns(width: number): readonly { readonly id: LadderColumn; readonly left: number; readonly width: number }[] {
  let left = 0;
  return shares.map(([id, share]) => {
    const column = { id, left: Math.round(left), width: Math.round(share * width) };
    left += share * width;
    return column;
  });
}

/** The column under an x, and where in it: 0 left to 1 right. Chips share their column evenly. */
export function columnAt(x: number, width: number): { readonly column: LadderColumn; readonly share: number } {
  const columns = ladderColumns(width);
  const found = columns.find((column) => x < column.left + column.width) ?? columns[columns.length - 1];
  return found === undefined ? { column: 'myAsks', share: 0 } : { column: found.id, share: (x - found.left) / found.width };
}

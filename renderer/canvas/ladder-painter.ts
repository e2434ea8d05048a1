/** Paints a ladder frame on a canvas: depth bars, decimal-aligned figures, own chips, price marks. Reads nothing, keeps nothing. */
import type { Tokens } from '../theme/tokens';
import { splitZeros } from '../theme/number-format';
import { ROW_HEIGHT, ladderColumns } from './ladder-frame';
import type { LadderChip, LadderFrame, LadderRow } from './ladder-frame';

const FONT = "500 11.5px 'JetBrains Mono Variable', monospace";
const BOLD = "650 11.5px 'JetBrains Mono Variable', monospace";
const SMALL = "600 10.5px 'JetBrains Mono Variable', monospace";
const PADDING = 6;

interface Place {
  readonly context: CanvasRenderingContext2D;
  readonly tokens: Tokens;
  readonly columns: ReturnType<typeof ladderColumns>;
}

interface Box {
  readonly left: number;
  readonly width: number;
}

function column(place: Place, index: number): Box {
  return place.columns[index] ?? { left: 0, width: 0 };
}

/** Right-aligned at `right`, with the trailing zeros dimmed. */
function figure(
  { context, tokens }: Place,
  text: string,
  at: { readonly right: number; readonly middle: number; readonly colour: string },
): void {
  const [head, zeros] = splitZeros(text);
  context.textAlign = 'right';
  context.fillStyle = tokens.faint;
  if (zeros !== '') context.fillText(zeros, at.right, at.middle);
  context.fillStyle = at.colour;
  context.fillText(head, at.right - (zeros === '' ? 0 : context.measureText(zeros).width), at.middle);
}

function background(place: Place, frame: LadderFrame, index: number): void {
  const { context, tokens } = place;
  const [first, last] = [column(place, 0), column(place, 4)];
  const width = last.left + last.width - first.left;
  const top = index * ROW_HEIGHT;
  if (index === frame.hoverRow || index === frame.cursorRow) {
    context.fillStyle = tokens.hover;
    context.fillRect(0, top, width, ROW_HEIGHT);
  }
  const price = column(place, 2);
  context.fillStyle = tokens.raised;
  context.fillRect(price.left, top, price.width, ROW_HEIGHT);
  if (index !== frame.cursorRow) return;
  const side = column(place, frame.cursorSide === 'buy' ? 1 : 3);
  context.strokeStyle = tokens.accent;
  context.lineWidth = 1;
  context.strokeRect(side.left + 0.5, top + 0.5, side.width - 1, ROW_HEIGHT - 1);
}

function bars(place: Place, row: LadderRow, top: number): void {
  const { context, tokens } = place;
  const [bids, asks] = [column(place, 1), column(place, 3)];
  context.fillStyle = tokens.bidBar;
  const bidWidth = row.bidShare * bids.width;
  context.fillRect(bids.left + bids.width - bidWidth, top + 1, bidWidth, ROW_HEIGHT - 2);
  context.fillStyle = tokens.askBar;
  context.fillRect(asks.left, top + 1, row.askShare * asks.width, ROW_HEIGHT - 2);
}

function chip(place: Place, own: LadderChip, at: { readonly left: number; readonly top: number; readonly width: number }): void {
  const { context, tokens } = place;
  const [x, y, width, height] = [at.left + 3, at.top + 2.5, at.width - 6, ROW_HEIGHT - 5];
  const edge = own.style === 'unknown' ? tokens.danger : own.isForeign ? tokens.muted : tokens.chipEdge;
  context.beginPath();
  context.roundRect(x, y, width, height, 2);
  const isFilled = (own.style === 'live' || own.style === 'canceling') && !own.isForeign;
  context.fillStyle = isFilled ? tokens.chip : tokens.panel;
  context.globalAlpha = own.style === 'canceling' ? 0.55 : 1;
  context.fill();
  context.strokeStyle = own.isSelected ? tokens.accent : edge;
  context.lineWidth = own.isSelected ? 2 : 1;
  context.stroke();
  context.font = SMALL;
  context.textAlign = 'center';
  context.fillStyle = isFilled ? tokens.chipInk : edge;
  context.fillText(own.style === 'unknown' ? `${own.text}?` : own.text, x + width / 2, at.top + ROW_HEIGHT / 2 + 0.5, width - 4);
  if (own.style === 'canceling') {
    context.fillRect(x + 3, at.top + ROW_HEIGHT / 2, width - 6, 1);
  }
  context.globalAlpha = 1;
  context.font = FONT;
}

function figures(place: Place, row: LadderRow, top: number): void {
  const { context, tokens } = place;
  const middle = top + ROW_HEIGHT / 2 + 0.5;
  const [bids, price, asks] = [column(place, 1), column(place, 2), column(place, 3)];
  context.font = FONT;
  if (row.bidText !== '') figure(place, row.bidText, { right: bids.left + bids.width - PADDING, middle, colour: tokens.text });
  if (row.askText !== '') figure(place, row.askText, { right: asks.left + asks.width - PADDING, middle, colour: tokens.text });
  const side = row.askText !== '' ? tokens.ask : row.bidText !== '' ? tokens.bid : tokens.muted;
  context.font = row.isBestBid || row.isBestAsk ? BOLD : FONT;
  figure(place, row.priceText, { right: price.left + price.width - 22, middle, colour: row.hasOwnPrice ? tokens.own : side });
  if (row.lastTrade !== null) {
    context.fillStyle = row.lastTrade === 'buy' ? tokens.bid : tokens.ask;
    context.textAlign = 'left';
    context.font = SMALL;
    context.fillText(row.lastTrade === 'buy' ? '▲' : '▼', price.left + 5, middle);
  }
  context.font = FONT;
}

function chips(place: Place, row: LadderRow, top: number): void {
  for (const [index, side] of [
    [0, 'buy'],
    [4, 'sell'],
  ] as const) {
    const mine = row.chips.filter((own) => own.side === side);
    const box = column(place, index);
    const width = mine.length === 0 ? 0 : box.width / mine.length;
    mine.forEach((own, position) => chip(place, own, { left: box.left + position * width, top, width }));
  }
}

function marks(place: Place, frame: LadderFrame, height: number): void {
  const { context, tokens } = place;
  const price = column(place, 2);
  for (const mark of frame.marks) {
    const y = Math.round(mark.position * ROW_HEIGHT) + 0.5;
    if (y < 0 || y > height) continue;
    context.strokeStyle = tokens[mark.tone];
    context.lineWidth = 1;
    const edge = mark.letter === 'F' ? price.left : price.left + price.width;
    const inwards = mark.letter === 'F' ? 1 : -1;
    context.beginPath();
    context.moveTo(edge, y);
    context.lineTo(edge + inwards * 16, y);
    context.stroke();
    context.fillStyle = tokens[mark.tone];
    context.font = "700 9px 'JetBrains Mono Variable', monospace";
    context.textAlign = 'center';
    context.fillText(mark.letter, edge + inwards * 12, y - 6);
    context.font = FONT;
  }
}

/** Paints the whole frame; the context is scaled to px already. */
export function paintLadder(
  context: CanvasRenderingContext2D,
  frame: LadderFrame,
  scene: { readonly width: number; readonly height: number; readonly tokens: Tokens },
): void {
  const { width, height, tokens } = scene;
  const place: Place = { context, tokens, columns: ladderColumns(width) };
  context.globalAlpha = 1;
  context.fillStyle = tokens.panel;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.font = FONT;
  context.globalAlpha = frame.isDimmed ? 0.5 : 1;
  frame.rows.forEach((row, index) => {
    const top = index * ROW_HEIGHT;
    background(place, frame, index);
    bars(place, row, top);
    figures(place, row, top);
    chips(place, row, top);
  });
  marks(place, frame, height);
  context.globalAlpha = 1;
}

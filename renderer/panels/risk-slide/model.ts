/** The risk slide as a table: spot across, volatility down, one day and one measure at a time. */
import type { RiskSlideView, SlideCube, SlideMeasure, SlideRequest } from '../../../shared/projection/risk-slide-view';

/** Measures in the order of the keys 1 to 5. */
export const measures: readonly { readonly value: SlideMeasure; readonly label: string }[] = [
  { value: 'pnl', label: 'PnL' },
  { value: 'delta', label: 'Δ' },
  { value: 'gamma', label: 'Γ' },
  { value: 'vega', label: 'ν' },
  { value: 'margin', label: 'margin' },
];

/** A relative move in words for a heading: `+4 %`. */
export function moveText(share: number): string {
  const percent = share * 100;
  const digits = Number.isInteger(Number(percent.toFixed(6))) ? 0 : 1;
  const size = Math.abs(percent).toFixed(digits);
  if (Number(size) === 0) return '0 %';
  return `${percent < 0 ? '\u2212' : '+'}${size} %`;
}

/** A day in words: `now`, `+1 d`. */
export function dayText(days: number): string {
  return days === 0 ? 'now' : `+${days} d`;
}

/** One cell of the table, before and after the staged hedge. */
export interface TableCell {
  readonly before: number | null;
  /** `undefined` where no hedge is staged. */
  readonly after: number | null | undefined;
  readonly isCurrent: boolean;
  readonly isWorst: boolean;
}

/** The table of one day. */
export interface SlideTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly TableCell[] }[];
}

function at(cube: SlideCube | undefined, [day, row, column]: readonly [number, number, number]): number | null {
  return cube?.[day]?.[row]?.[column] ?? null;
}

/** The table of a day; `null` before the first result. Volatility rises downwards, as the request lists it. */
export function tableOf(view: RiskSlideView, measure: SlideMeasure, day: number): SlideTable | null {
  const { shown, before, after, worst } = view;
  if (shown === null || before === null) return null;
  return {
    columns: shown.spotMoves.map(moveText),
    rows: shown.volatilityMoves.map((volatility, row) => ({
      label: moveText(volatility),
      cells: shown.spotMoves.map((spot, column): TableCell => {
        const place = [day, row, column] as const;
        return {
          before: at(before[measure], place),
          after: after === null ? undefined : at(after[measure], place),
          isCurrent: spot === 0 && volatility === 0,
          isWorst: worst !== null && worst.dayIndex === day && worst.volatilityIndex === row && worst.spotIndex === column,
        };
      }),
    })),
  };
}

/** Factors by which `+` and `-` stretch the axes. */
const STRETCH = 1.5;
const LEAST_REACH = 0.02;
const GREATEST_SPOT_REACH = 0.6;
const GREATEST_VOLATILITY_REACH = 0.9;

function stretched(moves: readonly number[], factor: number, greatest: number): readonly number[] {
  const reach = Math.max(...moves.map(Math.abs));
  const next = Math.min(greatest, Math.max(LEAST_REACH, reach * factor));
  return reach === 0 ? moves : moves.map((move) => Number(((move / reach) * next).toFixed(4)));
}

/** The same request over a wider or narrower range. */
export function stretchRange(request: SlideRequest, direction: 1 | -1): SlideRequest {
  const factor = direction === 1 ? STRETCH : 1 / STRETCH;
  return {
    ...request,
    spotMoves: stretched(request.spotMoves, factor, GREATEST_SPOT_REACH),
    volatilityMoves: stretched(request.volatilityMoves, factor, GREATEST_VOLATILITY_REACH),
  };
}

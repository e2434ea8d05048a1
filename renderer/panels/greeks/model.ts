/** The greeks matrix as rows and columns of numbers, for one greek in one unit. */
import type { GreekAmounts, GreekCell, GreekLimit, GreekName, UnderlyingGreeks } from '../../../shared/projection/greeks-view';

/** A greek, or what is held. */
export type Shown = GreekName | 'quantity';

/** Currency of the numbers. */
export type Unit = 'coin' | 'usd';

/** What the rows are. */
export type RowKind = 'strike' | 'bucket';

/** One choice of the matrix. */
export interface Choice {
  readonly shown: Shown;
  readonly unit: Unit;
  readonly rows: RowKind;
}

/** Every number the matrix can show, in the order of the keys 1 to 8. */
export const shownChoices: readonly { readonly value: Shown; readonly label: string; readonly title: string }[] = [
  { value: 'delta', label: 'Δ', title: 'Delta: N(d1), as the venue counts it' },
  { value: 'gamma', label: 'Γ', title: 'Gamma: change of delta for a move of 1 %' },
  { value: 'vega', label: 'ν', title: 'Vega: for one point of volatility' },
  { value: 'weightedVega', label: 'ν√T', title: 'Weighted vega: vega times √(30 days ÷ days left)' },
  { value: 'theta', label: 'θ', title: 'Theta: per calendar day' },
  { value: 'vanna', label: 'vanna', title: 'Vanna: change of delta for one point of volatility' },
  { value: 'volga', label: 'volga', title: 'Volga: change of vega for one point of volatility' },
  { value: 'quantity', label: 'pos', title: 'Contracts held, in coin' },
];

/** The number of a sum or cell; `null` where a part has no price. */
export function amountOf(amounts: GreekAmounts, { shown, unit }: Choice): number | null {
  return shown === 'quantity' ? amounts.quantityCoin : amounts[unit][shown];
}

/** One line of the matrix. A cell is `undefined` where nothing is held, `null` where what is held has no price. */
export interface MatrixRow {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | null | undefined)[];
  readonly total: number | null | undefined;
}

/** The matrix. */
export interface Matrix {
  readonly columns: readonly { readonly key: string; readonly label: string; readonly title: string }[];
  readonly rows: readonly MatrixRow[];
  /** Sums of the options by expiry. */
  readonly foot: MatrixRow;
}

function strikeLabel(strike: number): string {
  return strike >= 10_000 && strike % 500 === 0 ? `${strike / 1000}k` : String(strike);
}

function percent(volatility: number | null): string {
  return volatility === null ? 'no volatility' : `${(volatility * 100).toFixed(1)} %`;
}

function strikeRows(view: UnderlyingGreeks, choice: Choice): readonly MatrixRow[] {
  return view.strikes.map((strike) => {
    const total = view.strikeTotals.find(({ key }) => key === String(strike));
    return {
      key: String(strike),
      label: strikeLabel(strike),
      values: view.expiries.map(({ key }) => {
        const cell = cellAt(view, key, String(strike));
        return cell && amountOf(cell, choice);
      }),
      total: total && amountOf(total, choice),
    };
  });
}

/** A bucket's total is known only if all its parts are. */
function sumKnown(values: readonly (number | null | undefined)[]): number | null | undefined {
  const held = values.filter((value) => value !== undefined);
  if (held.length === 0) return undefined;
  return held.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

function bucketRows(view: UnderlyingGreeks, choice: Choice, buckets: readonly string[]): readonly MatrixRow[] {
  return buckets.map((bucket) => {
    const values = view.expiries.map(({ key }) => {
      const total = view.bucketTotals.find((one) => one.key === `${key}|${bucket}`);
      return total && amountOf(total, choice);
    });
    return { key: bucket, label: bucket, values, total: sumKnown(values) };
  });
}

/** The matrix of one underlying; `buckets` in the order to show them. */
export function matrixOf(view: UnderlyingGreeks, choice: Choice, buckets: readonly string[]): Matrix {
  return {
    columns: view.expiries.map(({ key, forward, atmVolatility }) => ({
      key,
      label: key,
      title: `forward ${forward === null ? 'unknown' : forward.toFixed(2)}, at the money ${percent(atmVolatility)}`,
    })),
    rows: choice.rows === 'strike' ? strikeRows(view, choice) : bucketRows(view, choice, buckets),
    foot: {
      key: 'sum',
      label: 'Σ options',
      values: view.expiries.map(({ key }) => {
        const total = view.expiryTotals.find((one) => one.key === key);
        return total && amountOf(total, choice);
      }),
      total: amountOf(view.optionTotal, choice),
    },
  };
}

/** The cell of an expiry and strike; `undefined` where nothing is held. */
export function cellAt(view: UnderlyingGreeks, expiryKey: string, strike: string): GreekCell | undefined {
  return view.cells.find((cell) => cell.expiryKey === expiryKey && String(cell.strike) === strike);
}

/** Share of a limit from which it is marked. */
const NEAR = 0.8;

/** The limit of what is shown. */
export function limitOf(view: UnderlyingGreeks, shown: Shown): GreekLimit | undefined {
  return view.limits.find(({ greek }) => greek === shown);
}

/** How a limit stands. */
export function limitState({ used, soft, hard }: GreekLimit): 'ok' | 'near' | 'soft' | 'hard' | 'unknown' {
  if (used === null) return 'unknown';
  const size = Math.abs(used);
  if (size >= hard) return 'hard';
  if (size >= soft) return 'soft';
  return size >= NEAR * hard ? 'near' : 'ok';
}

/** Decimal numbers as a venue writes them, to whole units and back without ever being a binary fraction. */

const DECIMAL = /^(\d{1,16})(?:\.(\d{1,16}))?$/;

/** `"61659.70"` at 2 decimals is 6165970. `null` unless it is a plain decimal of 0 or more that fits exactly, also in 2^53. */
export function parseDecimal(text: string, decimals: number): number | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const fraction = match[2] ?? '';
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[^0]/.test(fraction.slice(decimals))) return null;
  const units = Number(`${match[1] ?? ''}${kept}`);
  return Number.isSafeInteger(units) ? units : null;
}

/** Whole units of 10^−decimals as text with exactly that many decimals; the reverse of `parseDecimal`. */
export function formatDecimal(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  const sign = units < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, split)}.${digits.slice(split)}`;
}

/** Text without trailing zeros of its fraction: `"437.91552000"` is `"437.91552"`. */
export function trimDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Most decimals written in a set of texts. */
export function writtenDecimals(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length - 1 - (text + '.').indexOf('.')), 0);
}

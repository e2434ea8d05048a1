/** All writing and reading of numbers on screen: fixed decimals from tick or lot, true minus, no exponent, strict input. */

/** U+2212, as wide as a plus sign; ASCII goes to the clipboard. */
export const MINUS = '\u2212';

/** Shown where a value is not known; zero is written as zero. */
export const UNKNOWN = '\u2014';

/** Decimals that a step needs (0.5 → 1, 0.00000001 → 8); steps finer than 12 decimals are cut to 12. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals += 1) {
    const scaled = step * 10 ** decimals;
    if (scaled >= 0.5 && Math.abs(scaled - Math.round(scaled)) < 1e-9 * Math.max(1, scaled)) return decimals;
  }
  return 12;
}

function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Whether a sign is shown: only for negatives, or always (a zero never has one). */
export type SignMode = 'negative' | 'always';

/** A number with exactly `decimals` decimals and grouped thousands; `null` and non-finite give the unknown mark. */
export function formatFixed(value: number | null | undefined, decimals: number, sign: SignMode = 'negative'): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = fraction === undefined ? group(whole) : `${group(whole)}.${fraction}`;
  if (!/[1-9]/.test(text)) return text;
  if (value < 0) return MINUS + text;
  return sign === 'always' ? `+${text}` : text;
}

const FINEST = 4;

/** Decimals that write a chosen value as it is, at least so many: 0.25 read as 0.3 is another parameter. */
export function decimalsToWrite(value: number, atLeast: number): number {
  let decimals = atLeast;
  while (decimals < FINEST && Math.abs(Number(value.toFixed(decimals)) - value) > 1e-9) decimals += 1;
  return decimals;
}

/** Decimals of a quantity, at least so many; a small one keeps two figures: an order that rests is not written as zero. */
export function quantityDecimals(value: number | null | undefined, atLeast: number): number {
  const size = Math.abs(value ?? 0);
  return size >= 1e-8 && Number.isFinite(size) ? Math.max(atLeast, Math.min(8, 1 - Math.floor(Math.log10(size)))) : atLeast;
}

/** A price with the decimals of its tick. */
export function formatPrice(value: number | null | undefined, tickSize: number): string {
  return formatFixed(value, decimalsOf(tickSize));
}

/** Splits trailing zeros after the point (and the point itself if only zeros follow) so that they can be dimmed. */
export function splitZeros(text: string): readonly [string, string] {
  const point = text.indexOf('.');
  if (point < 0) return [text, ''];
  const zeros = /\.?0+$/.exec(text.slice(point));
  if (zeros === null) return [text, ''];
  const cut = text.length - zeros[0].length;
  return [text.slice(0, cut), text.slice(cut)];
}

/** What goes to the clipboard: ASCII that any program parses. */
export function toAscii(text: string): string {
  return text.replaceAll(MINUS, '-').replaceAll(',', '').replace(/^\+/, '');
}

const INPUT = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)([km]?)$/i;

/** Reads a typed number: optional sign and k or m suffix; a comma is refused because it is ambiguous. `null` if not a number. */
export function parseNumber(text: string): number | null {
  const match = INPUT.exec(text.trim().replaceAll(MINUS, '-'));
  if (match === null) return null;
  const [, sign = '', digits = '', suffix = ''] = match;
  const scale = suffix === '' ? 1 : suffix.toLowerCase() === 'k' ? 1e3 : 1e6;
  const value = Number(digits) * scale * (sign === '-' ? -1 : 1);
  return Number.isFinite(value) ? value + 0 : null;
}

/** Age of a reading: milliseconds to 999, then seconds, minutes, hours. */
export function formatAge(ageMs: number | null): string {
  if (ageMs === null || !Number.isFinite(ageMs)) return UNKNOWN;
  const age = Math.max(0, ageMs);
  if (age < 1_000) return `${Math.round(age)} ms`;
  if (age < 60_000) return `${(Math.floor(age / 100) / 10).toFixed(1)} s`;
  if (age < 3_600_000) return `${Math.floor(age / 60_000)} min`;
  return `${Math.floor(age / 3_600_000)} h`;
}

/** How many decimals a coin quantity is shown with when its lot is not a coin step. */
export const COIN_DECIMALS = 4;

/** Geometry and words of the smile editor. */
import type { SmileCurve, SmileMove, SmileQuote, SurfaceExpiry, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { formatAge } from '../../theme/number-format';

/** Size of a drawing in px and the room for its labels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Ranges of both axes. */
export interface Ranges {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Turns values into px and back. */
export interface Scale {
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
  readonly fromY: (px: number) => number;
}

/** Room for labels, px. */
export const margins = { left: 40, right: 12, top: 10, bottom: 20 } as const;

/** A linear scale over the inner area; values grow upwards. */
export function scaleOf({ x, y }: Ranges, { width, height }: Extent): Scale {
  const [innerWidth, innerHeight] = [width - margins.left - margins.right, height - margins.top - margins.bottom];
  const spanX = x[1] - x[0] || 1;
  const spanY = y[1] - y[0] || 1;
  return {
    toX: (value) => margins.left + ((value - x[0]) / spanX) * innerWidth,
    toY: (value) => margins.top + (1 - (value - y[0]) / spanY) * innerHeight,
    fromY: (px) => y[0] + (1 - (px - margins.top) / innerHeight) * spanY,
  };
}

function known(values: readonly (number | null | undefined)[]): readonly number[] {
  return values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

/** Smallest range with a margin of a tenth; `null` without any number. */
export function rangeOf(values: readonly (number | null | undefined)[]): readonly [number, number] | null {
  const numbers = known(values);
  if (numbers.length === 0) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  return [low - room, high + room];
}

function volatilitiesOf({ market, model, draft, previous, ownQuotes }: SurfaceExpiry): readonly (number | null)[] {
  return [
    ...market.flatMap(({ bidVolatility, askVolatility, markVolatility }) => [bidVolatility, askVolatility, markVolatility]),
    ...[model, draft, previous].flatMap((curve) => curve?.volatilities ?? []),
    ...ownQuotes.map(({ volatility }) => volatility),
  ];
}

/** Ranges that hold market, curves and own quotes; `null` if there is nothing to draw. */
export function smileRanges(expiry: SurfaceExpiry): Ranges | null {
  const strikes = expiry.market.length > 0 ? expiry.market.map(({ strike }) => strike) : (expiry.model?.strikes ?? []);
  const [x, y] = [rangeOf(strikes), rangeOf(volatilitiesOf(expiry))];
  return x === null || y === null ? null : { x, y: [Math.max(0, y[0]), y[1]] };
}

/** Points of a curve inside the drawn strikes, as an SVG path. */
export function curvePath({ strikes, volatilities }: SmileCurve, scale: Scale, [low, high]: readonly [number, number]): string {
  const points = strikes.flatMap((strike, index) => {
    const volatility = volatilities[index];
    return volatility === undefined || strike < low || strike > high
      ? []
      : [`${scale.toX(strike).toFixed(1)},${scale.toY(volatility).toFixed(1)}`];
  });
  return points.length < 2 ? '' : `M${points.join('L')}`;
}

/** Round values inside a range, about `count` of them. */
export function ticksOf([low, high]: readonly [number, number], count: number): readonly number[] {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The five moves in the order in which they are shown. */
export const smileMoves: readonly { readonly value: SmileMove; readonly label: string; readonly title: string }[] = [
  { value: 'shift', label: 'shift', title: 'Whole smile up or down, vol points' },
  { value: 'tilt', label: 'tilt', title: 'Puts against calls, vol points' },
  { value: 'width', label: 'width', title: 'Both wings against the middle, vol points' },
  { value: 'up-wing', label: 'up wing', title: 'Calls far from the money, vol points' },
  { value: 'down-wing', label: 'down wing', title: 'Puts far from the money, vol points' },
];

/** What a smile can be set to; `settlement`: the venue's own volatilities, which it margins and settles by. */
export type SnapTo = 'autofit' | 'market-mid' | 'previous' | 'settlement';

/** The four, with their keys, in the order in which they are shown. */
export const snapTargets: readonly { readonly to: SnapTo; readonly label: string; readonly keys: string; readonly title: string }[] = [
  { to: 'autofit', label: 'fit', keys: 'F', title: 'Draft: the fit to bid and ask' },
  { to: 'market-mid', label: 'mid', keys: 'S', title: 'Draft: the fit, through the market’s mid at the money' },
  { to: 'previous', label: 'previous', keys: 'P', title: 'Draft: what was published before' },
  {
    to: 'settlement',
    label: 'settlement',
    keys: 'Shift+S',
    title: 'Draft: as near to the venue’s mark volatilities as the five moves come',
  },
];

/** Strikes that have both a bid and an ask. */
export function twoSided(market: readonly SmileQuote[]): number {
  return market.filter(({ bidVolatility, askVolatility }) => bidVolatility !== null && askVolatility !== null).length;
}

function points(value: number | null): string {
  return value === null ? '—' : value.toFixed(2);
}

/** How the smile meets the market, in words; why there is none where there is none. */
export function fitWords({ fit, label, labelReason }: SurfaceExpiry): string {
  const state = label === 'fitted' ? '' : `${label}${labelReason === '' ? '' : `: ${labelReason}`}`;
  if (fit === null) return state;
  const inside = fit.insideShare === null ? '—' : `${Math.round(fit.insideShare * 100)} %`;
  const words = `${fit.quotesUsed} quotes · median ${points(fit.medianErrorPoints)} v · p95 ${points(fit.p95ErrorPoints)} v · ${inside} inside bid/ask`;
  return state === '' ? words : `${state} · ${words}`;
}

/** An expiry chosen by key, else the first with a smile, else the first. */
export function chooseExpiry(expiries: readonly SurfaceExpiry[], key: string | null): SurfaceExpiry | undefined {
  return expiries.find((expiry) => expiry.key === key) ?? expiries.find(({ model }) => model !== null) ?? expiries[0];
}

/** The neighbour of an expiry, staying at the ends. */
export function neighbourOf(expiries: readonly SurfaceExpiry[], key: string, direction: 1 | -1): string {
  const index = expiries.findIndex((expiry) => expiry.key === key) + direction;
  return expiries[Math.min(expiries.length - 1, Math.max(0, index))]?.key ?? key;
}

/** The version in use with its age, which is not that of the fit: `v12 · 3 h`. */
export function publishedText(
  { version, publishedAtMs }: Pick<UnderlyingSurface, 'version' | 'publishedAtMs'>,
  nowMs: number | null,
): string {
  return `v${version} · ${formatAge(nowMs === null || publishedAtMs === null ? null : nowMs - publishedAtMs)}`;
}

/** Why no fit is published by itself though that is the mode; empty where it is, or where only the trader publishes. */
export function heldWords({ mode, draft }: Pick<UnderlyingSurface, 'mode' | 'draft'>): string {
  return mode === 'automatic' && draft !== null ? 'the draft keeps fits from being published' : '';
}

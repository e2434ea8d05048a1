/** Geometry and words of the inventory gauge. */
import type { InventoryView } from '../../../shared/projection/view-state';
import { UNKNOWN, decimalsToWrite, formatFixed } from '../../theme/number-format';
import type { SignMode } from '../../theme/number-format';

/** Share of the hard band that the gauge shows beyond it on each side. */
const MARGIN = 0.15;

type Bands = Pick<InventoryView, 'targetCoin' | 'softBandCoin' | 'hardBandCoin'>;

/** Both bands as the gauge draws them, coin: distances from the target, as quoting and limits count them. */
export function gaugeBands({ targetCoin, softBandCoin, hardBandCoin }: Bands) {
  const around = (half: number): readonly [number, number] => [targetCoin - half, targetCoin + half];
  return { soft: around(softBandCoin), hard: around(hardBandCoin) };
}

/** Values written under the gauge, ascending: the edges of both bands, and zero. */
export function gaugeMarks(view: Bands): readonly number[] {
  const { soft, hard } = gaugeBands(view);
  const values = [...hard, 0, ...soft].map((value) => Number(value.toPrecision(10)) + 0);
  return [...new Set(values)].sort((left, right) => left - right);
}

/** Half width of the gauge in coin: the hard band around the target and a margin, more if the inventory lies outside. */
export function gaugeReach(view: Pick<InventoryView, 'hardBandCoin' | 'deltaCoin' | 'targetCoin'>): number {
  const furthest = Math.max(Math.abs(view.targetCoin) + view.hardBandCoin, Math.abs(view.deltaCoin ?? 0));
  return (furthest === 0 ? 1 : furthest) * (1 + MARGIN);
}

/** Place of a value on the gauge, 0 left to 100 right. */
export function gaugePercent(value: number, reach: number): number {
  return Math.min(100, Math.max(0, ((value + reach) / (2 * reach)) * 100));
}

/** Step of the target: the nice number (1, 2, 5 × 10ⁿ) nearest above a tenth of the hard band. */
export function targetStep(hardBandCoin: number): number {
  const raw = hardBandCoin / 10;
  if (!(raw > 0)) return 0.1;
  const power = 10 ** Math.floor(Math.log10(raw) + 1e-9);
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(6));
}

/** Moves a target by whole steps, inside the hard band, without binary noise. */
export function moveTarget(from: number, steps: number, view: Pick<InventoryView, 'hardBandCoin'>): number {
  const step = targetStep(view.hardBandCoin);
  return clampTarget(Math.round(from / step) * step + steps * step, view);
}

/** A target on the grid of a tenth of the step, inside the hard band. */
export function clampTarget(value: number, view: Pick<InventoryView, 'hardBandCoin'>): number {
  const fine = targetStep(view.hardBandCoin) / 10;
  const inside = Math.min(view.hardBandCoin, Math.max(-view.hardBandCoin, value));
  return Number((Math.round(inside / fine) * fine).toPrecision(10)) + 0;
}

/** Coin of a target or a band with as many decimals as it has, at least so many, so that 0.005 is not read as 0.01 or 0.00. */
export function coinText(value: number, atLeast: number, sign: SignMode = 'negative'): string {
  return formatFixed(value, decimalsToWrite(value, atLeast), sign);
}

/** For screen readers: `target plus 1.5 BTC, limit 10`. */
export function targetWords(target: number, view: Pick<InventoryView, 'underlying' | 'hardBandCoin'>): string {
  const sign = target < 0 ? 'minus ' : target > 0 ? 'plus ' : '';
  return `target ${sign}${coinText(Math.abs(target), 2)} ${view.underlying}, limit ${coinText(view.hardBandCoin, 2)}`;
}

/** Where the inventory lies: inside the soft band, outside it, or outside the hard band. */
export type BandState = 'inside' | 'outside' | 'breach' | 'unknown';

/** Which band the distance to the target is in. */
export function bandState(view: Pick<InventoryView, 'deltaCoin' | 'targetCoin' | 'softBandCoin' | 'hardBandCoin'>): BandState {
  if (view.deltaCoin === null) return 'unknown';
  const distance = Math.abs(view.deltaCoin - view.targetCoin);
  if (distance > view.hardBandCoin) return 'breach';
  return distance > view.softBandCoin ? 'outside' : 'inside';
}

/** Half-life in minutes, hours from two hours on; beyond a day it is no forecast any more. */
export function halfLifeText(minutes: number | null): string {
  if (minutes === null || minutes > 1_440) return UNKNOWN;
  return minutes < 120 ? `${formatFixed(minutes, 1)} min` : `${formatFixed(minutes / 60, 1)} h`;
}

/** The state in words. */
export const bandWords: Readonly<Record<BandState, string>> = {
  inside: 'inside the soft band',
  outside: 'outside the soft band',
  breach: 'OUTSIDE THE HARD BAND',
  unknown: 'unknown',
};

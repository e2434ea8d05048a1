/** A book as a quadratic in one normal return x ~ N(0, σ²): profit = delta·x + ½·gamma·x², with its exact tail. */
import { allFinite, finiteOrNull } from '../pricing/finite';
import { normalDensity, normalDistribution, normalQuantile } from '../pricing/normal';
import type { Moments } from './moments';

/** Sensitivities in money per 1.00 of return (and per its square), and the deviation of the return over the horizon. */
export interface QuadraticBook {
  readonly delta: number;
  readonly gamma: number;
  readonly deviation: number;
}

/** Exact VaR and expected shortfall, losses positive. */
export interface QuadraticTail {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** Mean ½γσ², variance δ²σ² + ½γ²σ⁴, third and fourth standardised cumulants. `null` where the profit cannot vary. */
export function quadraticMoments({ delta, gamma, deviation }: QuadraticBook): Moments | null {
  const linear = delta * deviation;
  const curved = gamma * deviation * deviation;
  const variance = linear * linear + 0.5 * curved * curved;
  if (!(variance > 0 && Number.isFinite(variance))) return null;
  return allFinite({
    mean: 0.5 * curved,
    deviation: Math.sqrt(variance),
    skewness: (curved * (3 * linear * linear + curved * curved)) / variance ** 1.5,
    excessKurtosis: (3 * curved * curved * (4 * linear * linear + curved * curved)) / (variance * variance),
  });
}

/** VaR of the delta alone: |delta|·σ·z. */
export function deltaNormalVar({ delta, deviation }: QuadraticBook, tail: number): number | null {
  return tail > 0 && tail < 1 ? finiteOrNull(-normalQuantile(tail) * Math.abs(delta) * deviation) : null;
}

/** In units of the deviation: profit = linear·z + ½·curved·z² ≤ −loss between or outside the two roots. */
interface LossRegion {
  readonly from: number;
  readonly to: number;
  /** Whether the loss is between the roots (gamma > 0) or outside them. */
  readonly isBetween: boolean;
}

/** Roots as q/curved and 2·loss/q, which keeps the near one exact when the curvature is slight; without any the far one is infinite. */
function lossRegion(linear: number, curved: number, loss: number): LossRegion | null {
  const discriminant = linear * linear - 2 * curved * loss;
  if (!(discriminant >= 0)) return null;
  const q = -(linear + (linear < 0 ? -1 : 1) * Math.sqrt(discriminant));
  const ends = [q === 0 ? 0 : q / (curved + 0), q === 0 ? 0 : (2 * loss) / q] as const;
  return { from: Math.min(...ends), to: Math.max(...ends), isBetween: curved >= 0 };
}

function probability(region: LossRegion | null): number {
  if (region === null) return 0;
  const { from, to, isBetween } = region;
  return isBetween ? normalDistribution(to) - normalDistribution(from) : normalDistribution(from) + normalDistribution(-to);
}

/** z·φ(z), 0 at infinity. */
function leverage(z: number): number {
  return Number.isFinite(z) ? z * normalDensity(z) : 0;
}

/** Exact tail: the loss by bisection on its closed-form probability, the shortfall by truncated normal moments. `null` without risk. */
export function quadraticTail(book: QuadraticBook, tail: number): QuadraticTail | null {
  const moments = quadraticMoments(book);
  if (moments === null || !(tail > 0 && tail < 1)) return null;
  const linear = book.delta * book.deviation;
  const curved = book.gamma * book.deviation * book.deviation;
  // Profit moves further than this from its mean with less than one part in 10^15 per unit of tail.
  const reach = 60 * moments.deviation;
  let [low, high] = [-reach - moments.mean, reach - moments.mean];
  for (let halving = 0; halving < 200; halving++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    if (probabilityOfLoss(linear, curved, middle) > tail) low = middle;
    else high = middle;
  }
  const valueAtRisk = 0.5 * (low + high);
  return allFinite({ valueAtRisk, expectedShortfall: -meanBelow(linear, curved, valueAtRisk) / tail });
}

/** P(profit ≤ −loss). A concave book always reaches a low enough loss; a convex one never loses more than its lowest point. */
function probabilityOfLoss(linear: number, curved: number, loss: number): number {
  const region = lossRegion(linear, curved, loss);
  return region === null && curved < 0 ? 1 : probability(region);
}

/** Between roots nearer than this the truncated moments cancel, and the integral itself is a smooth one over a short way. */
const NARROW = 0.1;
const NARROW_STEPS = 64;

/** ∫ (linear·z + ½·curved·z²)·φ(z) dz over a narrow stretch, by Simpson's rule. */
function narrowMean(linear: number, curved: number, { from, to }: LossRegion): number {
  const step = (to - from) / NARROW_STEPS;
  let sum = 0;
  for (let index = 0; index <= NARROW_STEPS; index++) {
    const z = from + index * step;
    const inner = index % 2 === 1 ? 4 : 2;
    sum += (index === 0 || index === NARROW_STEPS ? 1 : inner) * z * (linear + 0.5 * curved * z) * normalDensity(z);
  }
  return (sum * step) / 3;
}

/** E[profit; profit ≤ −loss]. */
function meanBelow(linear: number, curved: number, loss: number): number {
  const region = lossRegion(linear, curved, loss);
  if (region === null) return curved < 0 ? 0.5 * curved : 0;
  const { from, to, isBetween } = region;
  if (isBetween && to - from < NARROW) return narrowMean(linear, curved, region);
  const share = normalDistribution(to) - normalDistribution(from);
  const first = normalDensity(from) - normalDensity(to);
  const second = share + leverage(from) - leverage(to);
  return isBetween ? linear * first + 0.5 * curved * second : -linear * first + 0.5 * curved * (1 - second);
}

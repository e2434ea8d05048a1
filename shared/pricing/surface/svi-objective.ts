/** What a fit of raw SVI minimises, in coordinates without bounds and with exact slopes. */
import { memoryAt, memorySlope, residualAt, residualSlope, type FitPoint } from './fit-points';
import type { LeastSquares } from './levenberg-marquardt';
import { sviDensityFactor, type SviRaw } from './svi';

/** Places and strengths of what a fit must respect beside its quotes; empty for a free fit. */
export interface SviConstraints {
  /** Log-moneyness at which the density must not be negative. */
  readonly densityAt: readonly number[];
  /** Total variance that the smile must not go below (an earlier expiry), by log-moneyness. */
  readonly floor: readonly VarianceBound[];
  /** Total variance that it must not exceed (a later expiry). */
  readonly ceiling: readonly VarianceBound[];
  /** Residual per unit of breach, the breach of a bound being relative to it. */
  readonly strength: number;
}

/** A bound at one place. */
export interface VarianceBound {
  readonly k: number;
  readonly variance: number;
}

/** What is fitted: quotes of one expiry under constraints. */
export interface SviProblem {
  readonly points: readonly FitPoint[];
  readonly years: number;
  readonly constraints: SviConstraints;
}

/** No constraint at all. */
export const FREE: SviConstraints = { densityAt: [], floor: [], ceiling: [], strength: 0 };

/** The density factor is asked to stay above this, and a bound to be kept with this relative margin, so that rounding breaks neither. */
const DENSITY_MARGIN = 2e-3;
const BOUND_MARGIN = 1e-4;
/** Lee's bound on the slope of a wing. */
const STEEPEST_WING = 2;
const FLATTEST = 1e-9;
/** Where the quotes leave a coordinate open, it goes to a usual one: wings of this slope in units of one standard deviation, σ of one. */
const USUAL_WING = 0.7;
const RIDGE = 0.02;
const DIFFERENCE = 1e-6;

/** ln(s/(2−s)) of a wing's slope s, which thereby stays between nothing and Lee's bound. */
function slopeCoordinate(slope: number): number {
  const within = Math.min(0.999 * STEEPEST_WING, Math.max(FLATTEST, slope));
  return Math.log(within / (STEEPEST_WING - within));
}

/** A smile by its wings and its lowest point: w = low − σ√(pc) + (c−p)/2·(k−m) + (c+p)/2·√((k−m)²+σ²), p = b(1−ρ), c = b(1+ρ). */
interface WingForm {
  readonly put: number;
  readonly call: number;
  readonly sigma: number;
  readonly low: number;
  readonly m: number;
  /** One standard deviation of log-moneyness. */
  readonly unit: number;
}

function wingForm([put = 0, call = 0, curve = 0, low = 0, middle = 0]: readonly number[], unit: number): WingForm {
  return {
    put: STEEPEST_WING / (1 + Math.exp(-put)),
    call: STEEPEST_WING / (1 + Math.exp(-call)),
    sigma: unit * Math.exp(curve),
    low: Math.exp(low),
    m: middle * unit,
    unit,
  };
}

/** Unbounded coordinates: of put and call slope, logarithms of σ and lowest variance, and m; σ and m in units of `unit`. */
export function toCoordinates({ a, b, rho, m, sigma }: SviRaw, unit: number): readonly number[] {
  const lowest = a + b * sigma * Math.sqrt(1 - rho * rho);
  const [curve, low] = [sigma / unit, lowest].map((value) => Math.log(Math.max(FLATTEST, value)));
  return [slopeCoordinate(b * (1 - rho)), slopeCoordinate(b * (1 + rho)), curve ?? 0, low ?? 0, m / unit];
}

/** The smile of coordinates. */
export function fromCoordinates(coordinates: readonly number[], unit: number): SviRaw {
  const { put, call, sigma, low, m } = wingForm(coordinates, unit);
  return { a: low - sigma * Math.sqrt(put * call), b: (put + call) / 2, rho: (call - put) / (put + call), m, sigma };
}

function varianceAt({ put, call, sigma, low, m }: WingForm, k: number): number {
  const distance = k - m;
  return (
    low -
    sigma * Math.sqrt(put * call) +
    0.5 * (call - put) * distance +
    0.5 * (call + put) * Math.sqrt(distance * distance + sigma * sigma)
  );
}

interface SlopePlace {
  readonly k: number;
  readonly factor: number;
  readonly row: number;
}

/** Slopes of the total variance at k in the five coordinates, times `factor`, into row `row` of the columns. */
function fillVarianceSlopes(form: WingForm, place: SlopePlace, columns: readonly Float64Array[]): void {
  const { put, call, sigma, low, m, unit } = form;
  const distance = place.k - m;
  const root = Math.sqrt(distance * distance + sigma * sigma);
  const slopes = [
    0.5 * (root - distance - sigma * Math.sqrt(call / put)) * put * (1 - put / STEEPEST_WING),
    0.5 * (root + distance - sigma * Math.sqrt(put / call)) * call * (1 - call / STEEPEST_WING),
    (0.5 * (call + put) * (sigma / root) - Math.sqrt(put * call)) * sigma,
    low,
    -0.5 * (call - put + ((call + put) * distance) / root) * unit,
  ];
  for (let index = 0; index < slopes.length; index++) {
    const column = columns[index];
    if (column !== undefined) column[place.row] = place.factor * (slopes[index] ?? 0);
  }
}

/** Residuals in this order: each point and its memory, the ridge, densities, floors, ceilings. */
export function sviObjective({ points, years, constraints }: SviProblem, unit: number): LeastSquares {
  const { densityAt, floor, ceiling, strength } = constraints;
  const wing = slopeCoordinate(USUAL_WING * unit);
  const usual = [wing, wing, 0, Math.log(0.5 * unit * unit), 0];
  const firstDensity = 2 * points.length + usual.length;
  const density = (coordinates: readonly number[], k: number): number =>
    strength * Math.min(0, (sviDensityFactor(fromCoordinates(coordinates, unit), k) ?? -1) - DENSITY_MARGIN);
  const bounds = [...floor.map((bound) => ({ ...bound, sign: 1 })), ...ceiling.map((bound) => ({ ...bound, sign: -1 }))];
  const excess = (w: number, { variance, sign }: { readonly variance: number; readonly sign: number }): number =>
    Math.min(0, sign * (w / variance - 1) - BOUND_MARGIN);

  const fill = (coordinates: readonly number[], residuals: Float64Array): void => {
    const form = wingForm(coordinates, unit);
    const raw = fromCoordinates(coordinates, unit);
    let at = 0;
    for (const point of points) {
      const volatility = Math.sqrt(varianceAt(form, point.k) / years);
      residuals[at++] = residualAt(point, volatility);
      residuals[at++] = memoryAt(point, volatility);
    }
    usual.forEach((value, index) => (residuals[at++] = RIDGE * ((coordinates[index] ?? 0) - value)));
    for (const k of densityAt) residuals[at++] = strength * Math.min(0, (sviDensityFactor(raw, k) ?? -1) - DENSITY_MARGIN);
    for (const bound of bounds) residuals[at++] = strength * excess(varianceAt(form, bound.k), bound);
  };

  const fillSlopes = (coordinates: readonly number[], columns: readonly Float64Array[]): void => {
    const form = wingForm(coordinates, unit);
    points.forEach((point, index) => {
      const volatility = Math.sqrt(varianceAt(form, point.k) / years);
      const perVariance = 1 / (2 * volatility * years);
      fillVarianceSlopes(form, { k: point.k, factor: residualSlope(point, volatility) * perVariance, row: 2 * index }, columns);
      if (point.memory > 0) fillVarianceSlopes(form, { k: point.k, factor: memorySlope(point) * perVariance, row: 2 * index + 1 }, columns);
    });
    columns.forEach((column, index) => (column[2 * points.length + index] = RIDGE));
    densityAt.forEach((k, index) => {
      const here = density(coordinates, k);
      if (here < 0) fillDensitySlopes((moved) => density(moved, k), { coordinates, here, row: firstDensity + index }, columns);
    });
    bounds.forEach((bound, index) => {
      if (excess(varianceAt(form, bound.k), bound) === 0) return;
      const factor = (strength * bound.sign) / bound.variance;
      fillVarianceSlopes(form, { k: bound.k, factor, row: firstDensity + densityAt.length + index }, columns);
    });
  };
  return { residualCount: firstDensity + densityAt.length + bounds.length, fill, fillSlopes };
}

interface DensityPlace {
  readonly coordinates: readonly number[];
  readonly here: number;
  readonly row: number;
}

/** Few densities are ever negative; their slopes are differences. */
function fillDensitySlopes(
  density: (moved: readonly number[]) => number,
  { coordinates, here, row }: DensityPlace,
  columns: readonly Float64Array[],
): void {
  columns.forEach((column, index) => {
    const moved = coordinates.map((value, at) => (at === index ? value + DIFFERENCE : value));
    column[row] = (density(moved) - here) / DIFFERENCE;
  });
}

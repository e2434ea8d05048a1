/** Fits raw SVI to the quotes of one expiry: a quasi-explicit start, then least squares on bid and ask volatilities. */
import { memoryAt, residualAt, type FitPoint } from './fit-points';
import { minimiseSquares, type LeastSquares } from './levenberg-marquardt';
import { solveLinear } from './linear-system';
import { sviDensityFactor, sviTotalVariance, type SviRaw } from './svi';

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

/** What is fitted. */
export interface SviProblem {
  readonly points: readonly FitPoint[];
  readonly years: number;
  readonly constraints: SviConstraints;
  /** A smile to begin with, beside the quasi-explicit start. */
  readonly start: SviRaw | null;
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
const RIDGE = 0.03;

/** ln(s/(2−s)) of a wing's slope s, which thereby stays between nothing and Lee's bound. */
function slopeCoordinate(slope: number): number {
  const within = Math.min(0.999 * STEEPEST_WING, Math.max(FLATTEST, slope));
  return Math.log(within / (STEEPEST_WING - within));
}

function slopeOf(coordinate: number): number {
  return STEEPEST_WING / (1 + Math.exp(-coordinate));
}

/** Unbounded coordinates: of put slope b(1−ρ) and call slope b(1+ρ), logarithms of σ and lowest variance; σ and m in units of `unit`. */
function toCoordinates({ a, b, rho, m, sigma }: SviRaw, unit: number): readonly number[] {
  const lowest = a + b * sigma * Math.sqrt(1 - rho * rho);
  const [curve, low] = [sigma / unit, lowest].map((value) => Math.log(Math.max(FLATTEST, value)));
  return [slopeCoordinate(b * (1 - rho)), slopeCoordinate(b * (1 + rho)), curve ?? 0, low ?? 0, m / unit];
}

function fromCoordinates([put = 0, call = 0, curve = 0, low = 0, middle = 0]: readonly number[], unit: number): SviRaw {
  const [left, right] = [slopeOf(put), slopeOf(call)];
  const b = (left + right) / 2;
  const rho = (right - left) / (left + right);
  const sigma = unit * Math.exp(curve);
  return { a: Math.exp(low) - b * sigma * Math.sqrt(1 - rho * rho), b, rho, m: middle * unit, sigma };
}

function leastSquares({ points, years, constraints }: SviProblem, unit: number): LeastSquares {
  const { densityAt, floor, ceiling, strength } = constraints;
  const wing = slopeCoordinate(USUAL_WING * unit);
  const usualCoordinates = [wing, wing, 0, Math.log(0.5 * unit * unit), 0];
  return {
    residualCount: 2 * points.length + densityAt.length + floor.length + ceiling.length + usualCoordinates.length,
    fill: (coordinates, residuals) => {
      const raw = fromCoordinates(coordinates, unit);
      let at = 0;
      for (const point of points) {
        const volatility = Math.sqrt((sviTotalVariance(raw, point.k) ?? NaN) / years);
        residuals[at++] = residualAt(point, volatility);
        residuals[at++] = memoryAt(point, volatility);
      }
      for (const [index, usual] of usualCoordinates.entries()) residuals[at++] = RIDGE * ((coordinates[index] ?? 0) - usual);
      for (const k of densityAt) residuals[at++] = strength * Math.min(0, (sviDensityFactor(raw, k) ?? -1) - DENSITY_MARGIN);
      for (const { k, variance } of floor) {
        residuals[at++] = strength * Math.min(0, (sviTotalVariance(raw, k) ?? 0) / variance - 1 - BOUND_MARGIN);
      }
      for (const { k, variance } of ceiling) {
        residuals[at++] = strength * Math.max(0, (sviTotalVariance(raw, k) ?? 0) / variance - 1 + BOUND_MARGIN);
      }
    },
  };
}

/** Where the total variance of a point lies, and how much it counts in the linear start. */
interface VariancePoint {
  readonly k: number;
  readonly w: number;
  readonly weight: number;
}

function variancePoints(points: readonly FitPoint[], years: number): readonly VariancePoint[] {
  return points.flatMap(({ k, mid, weight }) =>
    Number.isFinite(mid) ? [{ k, w: mid * mid * years, weight: (weight / (2 * mid * years)) ** 2 }] : [],
  );
}

/**
 * For given m and σ the rest is linear: w = a + d·y + c·√(y²+1), y = (k−m)/σ; Zeliade (2009), "Quasi-explicit calibration of Gatheral's
 * SVI model". A solution outside the admissible set is brought to its border.
 */
function explicitSmile(points: readonly VariancePoint[], m: number, sigma: number): { readonly raw: SviRaw; readonly cost: number } | null {
  let [s1, sy, sz, syy, syz, szz, tw, tyw, tzw] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const { k, w, weight } of points) {
    const y = (k - m) / sigma;
    const z = Math.sqrt(y * y + 1);
    s1 += weight;
    sy += weight * y;
    sz += weight * z;
    syy += weight * y * y;
    syz += weight * y * z;
    szz += weight * z * z;
    tw += weight * w;
    tyw += weight * y * w;
    tzw += weight * z * w;
  }
  const solved = solveLinear([
    [s1, sy, sz, tw],
    [sy, syy, syz, tyw],
    [sz, syz, szz, tzw],
  ]);
  if (solved === null) return null;
  const [level = 0, lean = 0, curve = 0] = solved;
  const c = Math.max(curve, 1e-9);
  const d = Math.max(-0.98 * c, Math.min(0.98 * c, lean));
  const a = Math.max(level, 1e-9 - Math.sqrt(c * c - d * d));
  const cost = points.reduce((sum, { k, w, weight }) => {
    const y = (k - m) / sigma;
    return sum + weight * (a + d * y + c * Math.sqrt(y * y + 1) - w) ** 2;
  }, 0);
  return { raw: { a, b: c / sigma, rho: d / c, m, sigma }, cost };
}

const MIDDLES = [-1.2, -0.6, -0.2, 0.2, 0.6, 1.2];
const CURVES = [0.15, 0.4, 0.9, 2];

/** The best quasi-explicit smile on a small grid of m and σ, in units of one standard deviation. */
function quasiExplicit(points: readonly VariancePoint[], unit: number): SviRaw | null {
  let best: { readonly raw: SviRaw; readonly cost: number } | null = null;
  for (const middle of MIDDLES) {
    for (const curve of CURVES) {
      const candidate = explicitSmile(points, middle * unit, curve * unit);
      if (candidate !== null && (best === null || candidate.cost < best.cost)) best = candidate;
    }
  }
  return best?.raw ?? null;
}

/** One standard deviation of log-moneyness, from the quotes nearest to the money. */
function standardDeviation(points: readonly VariancePoint[]): number {
  const nearest = points.reduce((best, point) => (Math.abs(point.k) < Math.abs(best.k) ? point : best), {
    k: Infinity,
    w: 0.01,
    weight: 0,
  });
  return Math.sqrt(nearest.w);
}

/** The smile of least squares; `null` where fewer than three strikes have both sides, or nothing can be fitted to them. */
export function fitSvi(problem: SviProblem): SviRaw | null {
  const variances = variancePoints(problem.points, problem.years);
  if (variances.length < 3 || !(problem.years > 0)) return null;
  const unit = standardDeviation(variances);
  const starts = [problem.start, quasiExplicit(variances, unit)].filter((raw) => raw !== null);
  const objective = leastSquares(problem, unit);
  let best: { readonly raw: SviRaw; readonly cost: number } | null = null;
  for (const start of starts) {
    const { parameters, cost } = minimiseSquares(objective, toCoordinates(start, unit));
    if (Number.isFinite(cost) && (best === null || cost < best.cost)) best = { raw: fromCoordinates(parameters, unit), cost };
  }
  return best?.raw ?? null;
}

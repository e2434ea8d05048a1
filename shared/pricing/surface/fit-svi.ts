/** Fits raw SVI to the quotes of one expiry: a quasi-explicit start, then least squares on bid and ask volatilities. */
import type { FitPoint } from './fit-points';
import { minimiseSquares } from './levenberg-marquardt';
import { solveLinear } from '../linear-system';
import type { SviRaw } from './svi';
import { fromCoordinates, sviObjective, toCoordinates, type SviProblem } from './svi-objective';

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

/** A fit: the objective, and smiles to begin with; none means the quasi-explicit start. */
export interface SviFitInputs extends SviProblem {
  readonly starts: readonly SviRaw[];
}

/** The smile of least squares; `null` where fewer than three strikes have both sides, or nothing can be fitted to them. */
export function fitSvi(problem: SviFitInputs): SviRaw | null {
  const variances = variancePoints(problem.points, problem.years);
  if (variances.length < 3 || !(problem.years > 0)) return null;
  const unit = standardDeviation(variances);
  const own = problem.starts.length > 0 ? null : quasiExplicit(variances, unit);
  const starts = own === null ? problem.starts : [own];
  const objective = sviObjective(problem, unit);
  let best: { readonly raw: SviRaw; readonly cost: number } | null = null;
  for (const start of starts) {
    const { parameters, cost } = minimiseSquares(objective, toCoordinates(start, unit));
    if (Number.isFinite(cost) && (best === null || cost < best.cost)) best = { raw: fromCoordinates(parameters, unit), cost };
  }
  return best?.raw ?? null;
}

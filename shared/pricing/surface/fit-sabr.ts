/** Fits SABR to the quotes of one expiry, the elasticity given: the alternative to SVI. */
import { memoryAt, residualAt, type FitPoint } from './fit-points';
import { minimiseSquares } from './levenberg-marquardt';
import { sabrVolatility, type SabrParameters } from './sabr';
import type { SabrShape } from './smile-shape';

/** With the forward as unit the elasticity hardly changes the smile; lognormal is the field's choice for coins. */
const ELASTICITY = 1;

function parametersOf([level = 0, lean = 0, bend = 0]: readonly number[]): SabrParameters {
  return { alpha: Math.exp(level), beta: ELASTICITY, rho: 0.999 * Math.tanh(lean), nu: Math.exp(bend) };
}

/** Least squares in ln α, artanh ρ, ln ν; `null` where fewer than three strikes have both sides. */
export function fitSabr(points: readonly FitPoint[], years: number): SabrShape | null {
  const sided = points.filter(({ mid }) => Number.isFinite(mid));
  const nearest = sided.reduce<FitPoint | null>(
    (best, point) => (best === null || Math.abs(point.k) < Math.abs(best.k) ? point : best),
    null,
  );
  if (nearest === null || sided.length < 3 || !(years > 0)) return null;
  const problem = {
    residualCount: 2 * points.length,
    fill: (coordinates: readonly number[], residuals: Float64Array): void => {
      const parameters = parametersOf(coordinates);
      points.forEach((point, index) => {
        const volatility = sabrVolatility(parameters, { forward: 1, strike: Math.exp(point.k), years }) ?? NaN;
        residuals[2 * index] = residualAt(point, volatility);
        residuals[2 * index + 1] = memoryAt(point, volatility);
      });
    },
  };
  const { parameters, cost } = minimiseSquares(problem, [Math.log(nearest.mid), -0.1, Math.log(1 / Math.sqrt(Math.max(years, 0.01)))]);
  return Number.isFinite(cost) ? { kind: 'sabr', parameters: parametersOf(parameters), years } : null;
}

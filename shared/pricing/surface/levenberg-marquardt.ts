/** Least squares by Levenberg and Marquardt, for the few parameters of a smile. */
import { solveLinear } from '../linear-system';

/** A problem: fills `residuals` for the parameters; a residual that is not finite makes the step fail, never the fit. */
export interface LeastSquares {
  readonly residualCount: number;
  /** Fills every residual; the sum of their squares is what is minimised. */
  fill(parameters: readonly number[], residuals: Float64Array): void;
  /** Fills the slopes of all residuals, one column per parameter, where they are known; otherwise differences are taken. */
  readonly fillSlopes?: (parameters: readonly number[], columns: readonly Float64Array[]) => void;
}

/** The best parameters found and half their sum of squares. */
export interface LeastSquaresFit {
  readonly parameters: readonly number[];
  readonly cost: number;
}

const MOST_STEPS = 40;
const MOST_TRIALS = 6;
const DIFFERENCE = 1e-6;
/** A step that gains less than this share of the cost ends the search. */
const ENOUGH = 1e-7;
const FIRST_DAMPING = 1e-2;

interface Point extends LeastSquaresFit {
  readonly residuals: Float64Array;
}

function evaluate(problem: LeastSquares, parameters: readonly number[]): Point {
  const residuals = new Float64Array(problem.residualCount);
  problem.fill(parameters, residuals);
  let sum = 0;
  for (let index = 0; index < residuals.length; index++) {
    const residual = residuals[index] ?? 0;
    sum += residual * residual;
  }
  return { parameters, residuals, cost: Number.isFinite(sum) ? 0.5 * sum : Infinity };
}

function differences(problem: LeastSquares, { parameters, residuals }: Point, columns: readonly Float64Array[]): void {
  columns.forEach((column, index) => {
    const step = DIFFERENCE * Math.max(1, Math.abs(parameters[index] ?? 0));
    problem.fill(
      parameters.map((value, at) => (at === index ? value + step : value)),
      column,
    );
    for (let row = 0; row < column.length; row++) column[row] = ((column[row] ?? 0) - (residuals[row] ?? 0)) / step;
  });
}

/** Normal equations JᵀJ and −Jᵀr, the right side appended to each row. */
function normalEquations(problem: LeastSquares, point: Point): readonly (readonly number[])[] {
  const columns = point.parameters.map(() => new Float64Array(problem.residualCount));
  if (problem.fillSlopes === undefined) differences(problem, point, columns);
  else problem.fillSlopes(point.parameters, columns);
  return columns.map((left) => [...columns.map((right) => dot(left, right)), -dot(left, point.residuals)]);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

/** Marquardt's scaling: each diagonal entry grows by the damping times itself. */
function damped(equations: readonly (readonly number[])[], damping: number): readonly (readonly number[])[] {
  return equations.map((row, index) => row.map((value, column) => (column === index ? value * (1 + damping) + 1e-12 : value)));
}

/** Minimises half the sum of squares from `start`; Marquardt (1963). Returns the start itself where nothing improves on it. */
export function minimiseSquares(problem: LeastSquares, start: readonly number[]): LeastSquaresFit {
  let point = evaluate(problem, start);
  let damping = FIRST_DAMPING;
  for (let step = 0; step < MOST_STEPS && point.cost > 0; step++) {
    const equations = normalEquations(problem, point);
    let next: Point | null = null;
    for (let trial = 0; trial < MOST_TRIALS && next === null; trial++) {
      const move = solveLinear(damped(equations, damping));
      const candidate =
        move &&
        evaluate(
          problem,
          point.parameters.map((value, index) => value + (move[index] ?? 0)),
        );
      if (candidate !== null && candidate.cost < point.cost) next = candidate;
      else damping *= 8;
    }
    if (next === null) break;
    const gain = point.cost - next.cost;
    const isDone = gain <= ENOUGH * point.cost;
    point = next;
    damping = Math.max(1e-9, damping / 6);
    if (isDone) break;
  }
  return { parameters: point.parameters, cost: point.cost };
}

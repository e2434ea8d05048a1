/** GARCH(1,1) with a constant mean: h ← ω + α·e² + β·h, by maximum likelihood. */
import { factorise } from './cholesky';
import { allFinite, finiteOrNull } from './finite';
import { solveLinear } from './linear-system';

/** μ in the unit of the returns, ω in its square; α + β < 1. */
export interface GarchParameters {
  readonly mu: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
}

/** A fit: parameters, log likelihood, the path of variances and the forecast for the next day. */
export interface GarchFit {
  readonly parameters: GarchParameters;
  readonly logLikelihood: number;
  /** Variance of each day, known the day before. */
  readonly variances: readonly number[];
  /** Variance of the next day. */
  readonly nextVariance: number;
}

type Vector = readonly number[];

interface Score {
  readonly logLikelihood: number;
  /** Derivatives in μ, ω, α, β. */
  readonly gradient: Vector;
}

const LOG_TWO_PI = 1.8378770664093454836;
const MOST_STEPS = 200;
const FEWEST_RETURNS = 50;

function toParameters([mu = 0, omega = 0, alpha = 0, beta = 0]: Vector): GarchParameters {
  return { mu, omega, alpha, beta };
}

function isAdmissible({ omega, alpha, beta }: GarchParameters): boolean {
  return omega > 0 && alpha >= 0 && beta >= 0 && alpha + beta < 1;
}

/** Variances from the first day, whose variance and squared shock are the mean squared residual. */
function variancePath(returns: Vector, { mu, omega, alpha, beta }: GarchParameters): readonly number[] {
  const seed = returns.reduce((sum, value) => sum + (value - mu) ** 2, 0) / returns.length;
  let [square, variance] = [seed, seed];
  return returns.map((value) => {
    variance = omega + alpha * square + beta * variance;
    square = (value - mu) ** 2;
    return variance;
  });
}

/** Log likelihood and its exact gradient by the recursion of the derivatives. */
function score(returns: Vector, { mu, omega, alpha, beta }: GarchParameters): Score {
  const count = returns.length;
  const seed = returns.reduce((sum, value) => sum + (value - mu) ** 2, 0) / count;
  const seedSlope = (-2 * returns.reduce((sum, value) => sum + (value - mu), 0)) / count;
  let [square, squareSlope, h] = [seed, seedSlope, seed];
  let [hMu, hOmega, hAlpha, hBeta] = [seedSlope, 0, 0, 0];
  let [logLikelihood, gMu, gOmega, gAlpha, gBeta] = [-0.5 * count * LOG_TWO_PI, 0, 0, 0, 0];
  for (const value of returns) {
    hMu = alpha * squareSlope + beta * hMu;
    hOmega = 1 + beta * hOmega;
    hAlpha = square + beta * hAlpha;
    hBeta = h + beta * hBeta;
    h = omega + alpha * square + beta * h;
    const shock = value - mu;
    square = shock * shock;
    squareSlope = -2 * shock;
    logLikelihood -= 0.5 * (Math.log(h) + square / h);
    const pull = (0.5 * (square / h - 1)) / h;
    gMu += pull * hMu + shock / h;
    gOmega += pull * hOmega;
    gAlpha += pull * hAlpha;
    gBeta += pull * hBeta;
  }
  return { logLikelihood, gradient: [gMu, gOmega, gAlpha, gBeta] };
}

/** Curvature −∂²logL, by central differences of the exact gradient. */
function curvature(returns: Vector, at: Vector): readonly Vector[] {
  const rows = at.map((value, index) => {
    const step = 1e-5 * Math.max(Math.abs(value), 1e-2);
    const moved = (sign: number): Vector => at.map((each, place) => (place === index ? each + sign * step : each));
    const [up, down] = [score(returns, toParameters(moved(1))).gradient, score(returns, toParameters(moved(-1))).gradient];
    return up.map((each, place) => ((down[place] ?? 0) - each) / (2 * step));
  });
  return rows.map((row, index) => row.map((value, place) => 0.5 * (value + (rows[place]?.[index] ?? 0))));
}

/** Solves (matrix + ridge·diagonal)·x = right; `null` unless positive definite. */
function solve(matrix: readonly Vector[], right: Vector, ridge: number): Vector | null {
  const raised = matrix.map((row, index) => row.map((value, column) => (column === index ? value + ridge * Math.abs(value) : value)));
  const isDefinite = factorise(raised)?.every((row) => (row.at(-1) ?? 0) > 0) ?? false;
  return isDefinite ? solveLinear(raised.map((row, index) => [...row, right[index] ?? Number.NaN])) : null;
}

/** Newton with a ridge that grows until a step raises the likelihood. `null` when no step does. */
function improve(returns: Vector, at: Vector, now: Score): Vector | null {
  const matrix = curvature(returns, at);
  for (let ridge = 0; ridge < 1e8; ridge = Math.max(1e-3, ridge * 10)) {
    const step = solve(matrix, now.gradient, ridge);
    const next = step && at.map((value, index) => value + (step[index] ?? 0));
    if (next && isAdmissible(toParameters(next)) && score(returns, toParameters(next)).logLikelihood > now.logLikelihood) return next;
  }
  return null;
}

/**
 * Normal maximum likelihood, started like the benchmark of Fiorentini, Calzolari and Panattoni (1996): first variance and first
 * squared shock are the mean squared residual. `null` for fewer than 50 returns, or returns that do not vary.
 */
export function fitGarch(returns: readonly number[]): GarchFit | null {
  if (returns.length < FEWEST_RETURNS || !returns.every(Number.isFinite)) return null;
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / returns.length;
  if (!(variance > 0 && variance < Infinity)) return null;
  let at: Vector = [mean, 0.1 * variance, 0.1, 0.8];
  for (let count = 0; count < MOST_STEPS; count++) {
    const next = improve(returns, at, score(returns, toParameters(at)));
    if (next === null) break;
    at = next;
  }
  return applyGarch(returns, toParameters(at));
}

/** Known parameters walked over returns. `null` without a return, or where they lead to no finite variance. */
export function applyGarch(returns: readonly number[], parameters: GarchParameters): GarchFit | null {
  const variances = variancePath(returns, parameters);
  const lastShock = (returns.at(-1) ?? Number.NaN) - parameters.mu;
  const nextVariance = parameters.omega + parameters.alpha * lastShock * lastShock + parameters.beta * (variances.at(-1) ?? Number.NaN);
  const { logLikelihood } = score(returns, parameters);
  return allFinite(parameters) && allFinite({ parameters, logLikelihood, variances, nextVariance });
}

/** Variance of the day `ahead` (1 = the next): σ̄² + (α+β)^(ahead−1)·(h₁ − σ̄²) with σ̄² = ω/(1−α−β). `null` unless ahead ≥ 1. */
export function forecastGarchVariance({ parameters, nextVariance }: GarchFit, ahead: number): number | null {
  if (!(Number.isInteger(ahead) && ahead >= 1)) return null;
  const persistence = parameters.alpha + parameters.beta;
  const level = parameters.omega / (1 - persistence);
  return finiteOrNull(level + persistence ** (ahead - 1) * (nextVariance - level));
}

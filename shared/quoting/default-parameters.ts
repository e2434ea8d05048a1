/** Parameters a new instrument starts from: quotes a few ticks from fair value, two ticks of skew per best-level quantity. */
import type { QuotingParameters } from './quoting-parameters';
import { volatilityInTicks } from './volatility-units';

/** What the defaults are scaled to. */
export interface DefaultParametersInput {
  /** In quote units, > 0. */
  readonly tickSize: number;
  /** Price of one coin of the underlying, USD, > 0. */
  readonly underlyingPrice: number;
  /** Annualised, percent; 45 if nothing better is known. */
  readonly volatilityPercent?: number;
}

const NOTIONAL_USD = 15_000;
const HORIZON_SECONDS = 10;
const SKEW_PER_UNIT_TICKS = 2;
const NICE_STEPS = [1, 2, 2.5, 5, 10];

/** The largest of 1, 2, 2.5, 5 × 10ⁿ that is not above `value` > 0: quantities a trader would type. */
function roundDownToNice(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = NICE_STEPS.filter((candidate) => candidate * magnitude <= value * (1 + 1e-9)).at(-1) ?? 1;
  return Number((step * magnitude).toPrecision(3));
}

/** γ that makes one unit of inventory skew by two ticks, inside what the settings schema accepts. */
function riskAversionFor(volatilityTicks: number): number {
  const exact = SKEW_PER_UNIT_TICKS / (volatilityTicks ** 2 * HORIZON_SECONDS);
  return Number(Math.min(100, Math.max(0.0001, exact)).toPrecision(2));
}

/** Sensible parameters for a coin-settled perpetual or future. Throws nothing; inputs must be finite and positive. */
export function defaultParameters(input: DefaultParametersInput): QuotingParameters {
  const volatilityPercent = input.volatilityPercent ?? 45;
  const volatilityTicks = volatilityInTicks(volatilityPercent, input.underlyingPrice, input.tickSize);
  return {
    model: 'avellaneda-stoikov',
    fairValueSource: 'microprice',
    offsetBps: 0,
    riskAversion: riskAversionFor(volatilityTicks),
    arrivalDecay: 0.5,
    volatilityPercent,
    horizonSeconds: HORIZON_SECONDS,
    minimumHalfSpreadBps: 0.1,
    maximumHalfSpreadBps: 10,
    levels: 5,
    levelSpacing: 1,
    quantityDecay: 1.3,
    quantityCoin: roundDownToNice(NOTIONAL_USD / input.underlyingPrice),
    skewStrength: 1,
    skewCapTicks: 12,
    requoteToleranceTicks: 1,
    fillCooldownMs: 500,
  };
}

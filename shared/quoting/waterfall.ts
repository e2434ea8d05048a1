/** The way from fair value to a quote in named steps whose sum is the quote exactly. */

/** One step, in ticks; the first is the fair value itself. */
export interface WaterfallStep {
  readonly name: WaterfallName;
  readonly ticks: number;
}

/** Steps in the order in which they are applied. `tick` holds rounding and what keeps a quote behind the market. */
export type WaterfallName = 'fair' | 'offset' | 'volatility' | 'intensity' | 'clamp' | 'slow venue' | 'inventory' | 'market' | 'tick';

/** Unrounded steps of one side, ticks, signed as they move the price. */
export interface WaterfallInput {
  readonly fairTicks: number;
  readonly offsetTicks: number;
  readonly volatilityTicks: number;
  readonly intensityTicks: number;
  readonly clampTicks: number;
  /** What a slow venue adds to the half-spread. */
  readonly slowVenueTicks: number;
  readonly inventoryTicks: number;
  /** Whole ticks by which the quote was held back behind the market. */
  readonly marketTicks: number;
  /** The quote itself, whole ticks. */
  readonly quoteTicks: number;
}

/** Steps are multiples of 2⁻¹⁶ tick, so that their sum is exact in binary floating point. */
const GRAIN = 65_536;

/** To the grain; never −0, which JSON cannot carry. */
function quantise(ticks: number): number {
  return Math.round(ticks * GRAIN) / GRAIN + 0;
}

/** Steps from fair value to quote; adding them in any order gives `quoteTicks` exactly. All inputs finite. */
export function buildWaterfall(input: WaterfallInput): readonly WaterfallStep[] {
  const steps: WaterfallStep[] = [
    { name: 'fair', ticks: quantise(input.fairTicks) },
    { name: 'offset', ticks: quantise(input.offsetTicks) },
    { name: 'volatility', ticks: quantise(input.volatilityTicks) },
    { name: 'intensity', ticks: quantise(input.intensityTicks) },
    { name: 'clamp', ticks: quantise(input.clampTicks) },
    { name: 'slow venue', ticks: quantise(input.slowVenueTicks) },
    { name: 'inventory', ticks: quantise(input.inventoryTicks) },
    { name: 'market', ticks: quantise(input.marketTicks) },
  ];
  const sum = steps.reduce((total, step) => total + step.ticks, 0);
  steps.push({ name: 'tick', ticks: input.quoteTicks - sum });
  return steps;
}

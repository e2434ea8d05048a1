/** Avellaneda–Stoikov in the desk's units: prices in ticks, inventory in best-level quantities, time in seconds. */
import type { QuotingModelDefinition, QuotingModelInput, QuotingModelOutput } from '../../quoting-model';
import { intensitySpread, reservationPrice, riskSpread } from './optimal-quotes';

function evaluate(input: QuotingModelInput): QuotingModelOutput {
  const { riskAversion, arrivalDecay, horizonSeconds } = input.parameters;
  const formula = {
    midPrice: 0,
    inventory: input.inventoryUnits,
    riskAversion,
    volatility: input.volatilityTicks,
    arrivalDecay,
    timeLeft: horizonSeconds,
  };
  return {
    reservationShiftTicks: reservationPrice(formula),
    volatilityHalfSpreadTicks: riskSpread(formula) / 2,
    intensityHalfSpreadTicks: intensitySpread(riskAversion, arrivalDecay) / 2,
  };
}

/**
 * Registry entry. γ is per tick and unit, k per tick, σ in ticks/√s, and T − t stays at the horizon: a desk that quotes
 * round the clock has no closing bell, so the horizon is how long one expects to carry what one buys.
 */
export const avellanedaStoikov: QuotingModelDefinition = { name: 'avellaneda-stoikov', label: 'Avellaneda–Stoikov', evaluate };

/** The unit in which prices of an instrument are counted: it only ever gets finer, so that prices of before a change of its steps stay readable. */
import type { Instrument } from '../../../shared/domain/instrument';

/** Steps are whole numbers of this. */
const SCALE = 1e9;
/** A price that needs a unit this much finer than what is listed is no price of this instrument. */
const FINEST_SHARE = 1 / 1_000;

/** The instrument with its prices counted in `unit`, of which its own tick is a whole multiple; what it accepts stays the same. */
function countIn(unit: number, instrument: Instrument): Instrument {
  if (unit === instrument.tickSize) return instrument;
  return {
    ...instrument,
    tickSize: unit,
    tickSteps: [{ abovePrice: unit, tickSize: instrument.tickSize }, ...(instrument.tickSteps ?? [])],
  };
}

/** The instrument as listed now, counted in a unit that the prices of before are multiples of as well. */
export function keepUnit(known: Instrument | undefined, listed: Instrument): Instrument {
  const unit = known === undefined ? listed.tickSize : commonStep(known.tickSize, listed.tickSize);
  return unit < listed.tickSize * FINEST_SHARE ? listed : countIn(unit, listed);
}

/** The instrument counted in a unit that this price is a multiple of too; `null` if no price of it can be meant. */
export function refineUnit(known: Instrument, price: number): Instrument | null {
  const unit = commonStep(known.tickSize, price);
  return unit < known.tickSize * FINEST_SHARE ? null : countIn(unit, known);
}

/** The largest step that both are whole multiples of; 0 if there is none of a billionth or more. */
function commonStep(first: number, second: number): number {
  let [larger, smaller] = [Math.round(first * SCALE), Math.round(second * SCALE)];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger / SCALE;
}

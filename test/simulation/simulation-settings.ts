/** The desk of a simulation: one perpetual, on some days an option, two levels a side, limits small enough to be met. */
import { instrumentId, type InstrumentId } from '../../shared/domain/instrument';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { DeskSettings, InstrumentLimits } from '../../shared/engine/settings';
import type { QuotingParameters } from '../../shared/quoting/quoting-parameters';
import { isOptionName, type DayOptions } from './option-day';

/** The venue of every simulation. */
export const VENUE = venueId('deribit');
/** The instrument that is always quoted. */
export const QUOTED = instrumentId(VENUE, 'BTC-PERPETUAL');
/** An order by hand is refused beyond this: a basis point of the price in ticks, rounded up. */
export const SLIP_TOLERATED_TICKS = 14;
/** Of the perpetuals and futures. */
const LIMITS: InstrumentLimits = {
  maximumOrderCoin: 0.1,
  maximumOrderNotionalUsd: 50_000,
  maximumPositionCoin: 0.25,
  collarBps: 200,
  maximumOpenOrders: 20,
};
/** Of the option: its smallest order is the largest of the perpetual, and one step of its price may be a tenth of it. */
const OPTION_LIMITS: InstrumentLimits = { ...LIMITS, maximumOrderCoin: 0.3, maximumPositionCoin: 0.6, collarBps: 5_000 };
const OPTION_CHANGES: Partial<QuotingParameters> = {
  levels: 2,
  quantityCoin: 0.1,
  requoteToleranceTicks: 2,
  minimumHalfSpreadBps: 20,
  maximumHalfSpreadBps: 150,
};

/** Names the option of a day. */
function optionIdOf({ quoted }: DayOptions): InstrumentId {
  return instrumentId(VENUE, quoted);
}

/** Most that may be held of an instrument with every open order filled, coin. */
export function positionLimitCoin(id: InstrumentId): number {
  return (isOptionName(id) ? OPTION_LIMITS : LIMITS).maximumPositionCoin;
}

/** A fresh copy. */
export function simulationSettings(options: DayOptions | null): DeskSettings {
  const settings = withoutOptions();
  const parameters = settings.parameters[QUOTED];
  if (options === null || parameters === undefined) return settings;
  const id = optionIdOf(options);
  return {
    ...settings,
    quotedInstruments: [QUOTED, id],
    watchedInstruments: [QUOTED, id],
    parameters: { ...settings.parameters, [id]: { ...parameters, ...OPTION_CHANGES } },
    limits: { ...settings.limits, [id]: OPTION_LIMITS },
  };
}

function withoutOptions(): DeskSettings {
  const settings = defaultSettings(VENUE);
  const parameters = settings.parameters[QUOTED];
  if (parameters === undefined) throw new Error(`expected default parameters of ${QUOTED}, found none`);
  return {
    ...settings,
    quotedInstruments: [QUOTED],
    watchedInstruments: [QUOTED],
    parameters: { [QUOTED]: { ...parameters, levels: 2, quantityCoin: 0.02, requoteToleranceTicks: 2 } },
    limits: { BTC: LIMITS },
    targets: { BTC: { targetCoin: 0, softBandCoin: 0.1, hardBandCoin: 0.2 } },
  };
}

/** The desk of a simulation: one perpetual, on some days an option or a second contract, two levels a side, limits small enough to be met. */
import { instrumentId, type InstrumentId } from '../../shared/domain/instrument';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { DeskSettings, InstrumentLimits } from '../../shared/engine/settings';
import type { QuotingParameters } from '../../shared/quoting/quoting-parameters';
import type { MarketDay } from './market-day';
import { isOptionName, type DayOptions } from './option-day';
import type { SecondName } from './second-instrument';

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
/** Of the perpetual of ETH, a quantity of which is worth a quarter of one of BTC. */
const ETH_SCALE = 5;
const ETH_LIMITS: InstrumentLimits = {
  ...LIMITS,
  maximumOrderCoin: LIMITS.maximumOrderCoin * ETH_SCALE,
  maximumPositionCoin: LIMITS.maximumPositionCoin * ETH_SCALE,
};
const QUANTITY_COIN = 0.02;
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
  return isOptionName(id) ? OPTION_LIMITS.maximumPositionCoin : deltaLimitCoin(id.includes('ETH-') ? 'ETH' : 'BTC');
}

/** Most that the delta of an underlying may become with every open order filled, coin. */
export function deltaLimitCoin(underlying: string): number {
  return (underlying === 'ETH' ? ETH_LIMITS : LIMITS).maximumPositionCoin;
}

/** A fresh copy. */
export function simulationSettings({ options, second }: Pick<MarketDay, 'options' | 'second'>): DeskSettings {
  const settings = second === null ? quotesOne() : withSecond(quotesOne(), second);
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

function withSecond(settings: DeskSettings, second: SecondName): DeskSettings {
  const id = instrumentId(VENUE, second);
  const parameters = settings.parameters[QUOTED];
  if (parameters === undefined) throw new Error(`expected parameters of ${QUOTED}, found none`);
  const quotesBoth = {
    ...settings,
    quotedInstruments: [QUOTED, id],
    watchedInstruments: [QUOTED, id],
    parameters: { ...settings.parameters, [id]: parameters },
  };
  return second === 'ETH-PERPETUAL' ? withEth(quotesBoth, id) : quotesBoth;
}

function withEth(settings: DeskSettings, id: InstrumentId): DeskSettings {
  const parameters = defaultSettings(VENUE).parameters[id];
  if (parameters === undefined) throw new Error(`expected default parameters of ${id}, found none`);
  return {
    ...settings,
    parameters: {
      ...settings.parameters,
      [id]: { ...parameters, levels: 2, quantityCoin: QUANTITY_COIN * ETH_SCALE, requoteToleranceTicks: 2 },
    },
    limits: { ...settings.limits, ETH: ETH_LIMITS },
    targets: { ...settings.targets, ETH: { targetCoin: 0, softBandCoin: 0.1 * ETH_SCALE, hardBandCoin: 0.2 * ETH_SCALE } },
  };
}

function quotesOne(): DeskSettings {
  const settings = defaultSettings(VENUE);
  const parameters = settings.parameters[QUOTED];
  if (parameters === undefined) throw new Error(`expected default parameters of ${QUOTED}, found none`);
  return {
    ...settings,
    quotedInstruments: [QUOTED],
    watchedInstruments: [QUOTED],
    parameters: { [QUOTED]: { ...parameters, levels: 2, quantityCoin: QUANTITY_COIN, requoteToleranceTicks: 2 } },
    limits: { BTC: LIMITS },
    targets: { BTC: { targetCoin: 0, softBandCoin: 0.1, hardBandCoin: 0.2 } },
  };
}

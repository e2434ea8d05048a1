/** The desk of a simulation: one perpetual, two levels a side, limits small enough to be met. */
import { instrumentId } from '../../shared/domain/instrument';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { DeskSettings } from '../../shared/engine/settings';

/** The venue of every simulation. */
const VENUE = venueId('deribit');
/** The one instrument that is quoted. */
export const QUOTED = instrumentId(VENUE, 'BTC-PERPETUAL');
/** An order by hand is refused beyond this: a basis point of the price in ticks, rounded up. */
export const SLIP_TOLERATED_TICKS = 14;
/** Most that may be held with every open order filled, coin. */
export const POSITION_LIMIT_COIN = 0.25;

/** A fresh copy. */
export function simulationSettings(): DeskSettings {
  const settings = defaultSettings(VENUE);
  const parameters = settings.parameters[QUOTED];
  if (parameters === undefined) throw new Error(`expected default parameters of ${QUOTED}, found none`);
  return {
    ...settings,
    quotedInstruments: [QUOTED],
    watchedInstruments: [QUOTED],
    parameters: { [QUOTED]: { ...parameters, levels: 2, quantityCoin: 0.02, requoteToleranceTicks: 2 } },
    limits: {
      BTC: {
        maximumOrderCoin: 0.1,
        maximumOrderNotionalUsd: 50_000,
        maximumPositionCoin: POSITION_LIMIT_COIN,
        collarBps: 200,
        maximumOpenOrders: 20,
      },
    },
    targets: { BTC: { targetCoin: 0, softBandCoin: 0.1, hardBandCoin: 0.2 } },
  };
}

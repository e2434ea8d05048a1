/** What a new profile starts from: small quotes on two perpetuals, tight limits. */
import type { DeskSettings, InstrumentLimits, InventoryTarget, QuotingParameters } from '../../shared/engine/settings';

const BTC_PERPETUAL = 'deribit:BTC-PERPETUAL';
const ETH_PERPETUAL = 'deribit:ETH-PERPETUAL';

const bitcoinParameters: QuotingParameters = {
  model: 'avellaneda-stoikov',
  fairValueSource: 'microprice',
  offsetBps: 0,
  riskAversion: 0.001,
  arrivalDecay: 0.1,
  volatilityPercent: 50,
  horizonSeconds: 60,
  minimumHalfSpreadBps: 0.5,
  maximumHalfSpreadBps: 50,
  levels: 3,
  levelSpacing: 1,
  quantityDecay: 1,
  quantityCoin: 0.1,
  skewStrength: 1,
  skewCapTicks: 200,
  requoteToleranceTicks: 2,
  fillCooldownMs: 500,
};

const etherParameters: QuotingParameters = { ...bitcoinParameters, volatilityPercent: 65, quantityCoin: 1 };

const bitcoinLimits: InstrumentLimits = {
  maximumOrderCoin: 2,
  maximumOrderNotionalUsd: 250_000,
  maximumPositionCoin: 5,
  collarBps: 100,
  maximumOpenOrders: 40,
};

const etherLimits: InstrumentLimits = { ...bitcoinLimits, maximumOrderCoin: 30, maximumPositionCoin: 80 };

const bitcoinTarget: InventoryTarget = { targetCoin: 0, softBandCoin: 0.5, hardBandCoin: 2 };
const etherTarget: InventoryTarget = { targetCoin: 0, softBandCoin: 5, hardBandCoin: 20 };

/** Settings of a profile without a settings file. */
export const defaultSettings: DeskSettings = {
  version: 1,
  quotedInstruments: [BTC_PERPETUAL, ETH_PERPETUAL],
  watchedInstruments: [BTC_PERPETUAL, ETH_PERPETUAL],
  parameters: { [BTC_PERPETUAL]: bitcoinParameters, [ETH_PERPETUAL]: etherParameters },
  limits: { BTC: bitcoinLimits, ETH: etherLimits },
  targets: { BTC: bitcoinTarget, ETH: etherTarget },
  staleness: { bookAmberMs: 1_500, bookStaleMs: 3_000, privateAmberMs: 6_000, privateStaleMs: 12_000 },
  maximumOrdersPerSecond: 20,
  autoDisarmMinutes: 10,
  maximumDailyLossUsd: 10_000,
};

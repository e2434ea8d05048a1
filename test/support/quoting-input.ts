/** A plain two-sided input for the quoting room, to be varied by tests. */
import type { QuotingParameters } from '../../shared/quoting/quoting-parameters';
import { defaultParameters } from '../../shared/quoting/default-parameters';
import type { QuoteLadderInput } from '../../shared/quoting/quote-ladder';
import { priceTicks } from '../../shared/domain/price';

/** Default parameters of an inverse perpetual at 60,000 with a tick of 0.5, changed by `change`. */
export function perpetualParameters(change: Partial<QuotingParameters> = {}): QuotingParameters {
  return { ...defaultParameters({ tickSize: 0.5, underlyingPrice: 60_000 }), ...change };
}

/** Flat inventory, fair value 60,000.25 between 60,000.0 and 60,000.5, bands 2 and 4 coin; changed by `change`. */
export function perpetualInput(change: Partial<QuoteLadderInput> = {}): QuoteLadderInput {
  return {
    instrument: { tickSize: 0.5, lotSize: 10, minimumQuantity: 10, quantityUnit: 'USD' },
    parameters: perpetualParameters(),
    fairValue: 60_000.25,
    bestBid: priceTicks(120_000),
    bestAsk: priceTicks(120_001),
    optionDelta: null,
    inventoryCoin: 0,
    targetCoin: 0,
    softBandCoin: 2,
    hardBandCoin: 4,
    roomTaken: null,
    widenFactor: 1,
    buyBlock: null,
    sellBlock: null,
    ...change,
  };
}

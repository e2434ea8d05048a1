/** Instruments and books for hedging tests. */
import type { Instrument } from '../../shared/domain/instrument';
import { instrumentId, underlying } from '../../shared/domain/instrument';
import { venueId } from '../../shared/domain/venue';
import type { HedgeInstrument } from '../../shared/hedging/hedge-candidates';

/** An inverse perpetual: tick 0.5, lots of 10 USD, taker 5 bps; changed by `change`. */
export function inverseInstrument(name: string, change: Partial<Instrument> = {}): Instrument {
  return {
    id: instrumentId(venueId('deribit'), name),
    venue: venueId('deribit'),
    name,
    kind: 'perpetual',
    underlying: underlying('BTC'),
    isInverse: true,
    quantityUnit: 'USD',
    tickSize: 0.5,
    lotSize: 10,
    minimumQuantity: 10,
    fees: { maker: 0, taker: 0.0005 },
    expiresAtMs: null,
    option: null,
    isActive: true,
    ...change,
  };
}

/** A book around 60,000 with three levels of 1, 2 and 10 coin on each side; changed by `change`. */
export function hedgeInstrument(name: string, change: Partial<HedgeInstrument> = {}): HedgeInstrument {
  return {
    instrument: inverseInstrument(name),
    bids: [
      [119_999, 6_000],
      [119_990, 12_000],
      [119_900, 60_000],
    ],
    asks: [
      [120_001, 6_000],
      [120_010, 12_000],
      [120_100, 60_000],
    ],
    markPrice: 60_000,
    funding8h: 0.0001,
    refusal: '',
    ...change,
  };
}

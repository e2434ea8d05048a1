/** Instruments: names, units and steps, and the products that are left alone. */
import { describe, expect, it } from 'vitest';
import {
  decodeInstrument,
  decodeInstruments,
  describeInstrument,
  isOtherProduct,
} from '../../../../../electron/venues/deribit/instruments';
import { OPTION, PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';

describe('instruments', () => {
  it('a perpetual is inverse, counted in USD, without expiry, with its rebate as a negative fee', () => {
    expect(decodeInstrument(PERPETUAL)).toEqual({
      id: 'deribit:BTC-PERPETUAL',
      venue: 'deribit',
      name: 'BTC-PERPETUAL',
      kind: 'perpetual',
      underlying: 'BTC',
      isInverse: true,
      quantityUnit: 'USD',
      tickSize: 0.5,
      lotSize: 10,
      minimumQuantity: 10,
      fees: { maker: -0.0001, taker: 0.0005 },
      expiresAtMs: null,
      option: null,
      isActive: true,
    });
  });

  it('an option is counted in coin with the step of its smallest order', () => {
    expect(decodeInstrument(OPTION)).toMatchObject({
      kind: 'option',
      quantityUnit: 'coin',
      lotSize: 0.1,
      option: { optionType: 'call', strike: 60000 },
    });
  });

  it('futures and options are charged for their delivery, those of a week and of a day are not', () => {
    const future = { ...PERPETUAL, instrument_name: 'BTC-25DEC26', expiration_timestamp: 1798185600000 };
    const chargedFor = (raw: object, period: string | undefined): number | undefined =>
      decodeInstrument({ ...raw, settlement_period: period })?.fees.delivery;
    expect(['month', 'day', 'week', undefined].map((period) => chargedFor(future, period))).toEqual([0.00025, 0.00025, undefined, 0.00025]);
    expect(['month', 'week', 'day', undefined].map((period) => chargedFor(OPTION, period))).toEqual([0.00015, 0.00015, undefined, 0.00015]);
    expect(chargedFor(PERPETUAL, 'perpetual')).toBeUndefined();
  });

  it.each(['BTC_USDC-PERPETUAL', 'BTC-FS-26JUN26_PERP', 'BTC_USDT', 'BTC-STRD-30SEP22-20000'])('%s is another product', (name) => {
    expect(isOtherProduct(name)).toBe(true);
    expect(() => describeInstrument(name)).toThrow(/expected/);
  });

  it('leaves other products out without a word and names what it could not read', () => {
    const { instruments, refused } = decodeInstruments([
      PERPETUAL,
      { ...PERPETUAL, instrument_name: 'BTC_USDC-PERPETUAL' },
      { ...OPTION, strike: 'NaN' },
      7,
    ]);
    expect(instruments.map(({ name }) => name)).toEqual(['BTC-PERPETUAL']);
    expect(refused).toHaveLength(2);
    expect(refused[0]).toContain('strike');
  });
});

/** Coin-settled options: parity, differences and the deltas of four conventions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaUnder } from '../../../../shared/pricing/delta-conventions';
import { valueInverseOption } from '../../../../shared/pricing/inverse';
import { propertyRuns } from '../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const optionType = fc.constantFrom('call' as const, 'put' as const);
const market = fc.record({
  optionType,
  forward: between(20, 200),
  strike: between(50, 150),
  years: between(0.02, 2),
  volatility: between(0.2, 2),
});

describe('valueInverseOption', () => {
  it('has a net transaction delta of Black delta − price in coin, which is F·d(price in coin)/dF', () => {
    fc.assert(
      fc.property(market, (inputs) => {
        const value = valueInverseOption(inputs);
        const step = 1e-5 * inputs.forward;
        const coin = (shift: number): number => valueInverseOption({ ...inputs, forward: inputs.forward + shift })?.priceCoin ?? NaN;
        expect(value?.netTransactionDelta).toBeCloseTo((value?.delta ?? NaN) - (value?.priceCoin ?? NaN), 12);
        expect(inputs.forward * ((coin(step) - coin(-step)) / (2 * step))).toBeCloseTo(value?.netTransactionDelta ?? NaN, 6);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('keeps parity in coin: call − put = 1 − K/F', () => {
    fc.assert(
      fc.property(market, (inputs) => {
        const coin = (type: 'call' | 'put'): number => valueInverseOption({ ...inputs, optionType: type })?.priceCoin ?? NaN;
        expect(coin('call') - coin('put')).toBeCloseTo(1 - inputs.strike / inputs.forward, 11);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it.each([[0], [-1], [NaN]])('has no value at %d years', (years) => {
    expect(valueInverseOption({ optionType: 'put', forward: 100, strike: 90, years, volatility: 0.5 })).toBeNull();
  });
});

describe('deltaUnder', () => {
  it('differs by the premium between adjusted and plain, by the foreign discount between spot and forward', () => {
    const inputs = { optionType: 'call' as const, spot: 1.4, strike: 1.5, domesticDiscount: 1, foreignDiscount: 0.98, deviation: 0.2 };
    const [spot, forward] = [deltaUnder('spot', inputs) ?? NaN, deltaUnder('forward', inputs) ?? NaN];
    expect(spot).toBeCloseTo(0.98 * forward, 14);
    const plain = valueInverseOption({ optionType: 'call', forward: 1.4 * 0.98, strike: 1.5, years: 1, volatility: 0.2 });
    expect(forward - (deltaUnder('adjusted-forward', inputs) ?? NaN)).toBeCloseTo(plain?.priceCoin ?? NaN, 12);
    expect(deltaUnder('adjusted-spot', { ...inputs, deviation: 0 })).toBeNull();
  });
});

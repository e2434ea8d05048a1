/** A volatility that goes through a price and back, and the prices that carry none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import { impliedVolatility } from '../../../../shared/pricing/implied-volatility';
import { propertyRuns } from '../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const optionType = fc.constantFrom('call' as const, 'put' as const);

describe('impliedVolatility', () => {
  it('returns the volatility of any out-of-the-money price that is more than dust', () => {
    fc.assert(
      fc.property(between(0.01, 4), between(1e-5, 3), between(-2.5, 2.5), (volatility, years, logMoneyness) => {
        const [forward, strike] = [60_000, 60_000 * Math.exp(logMoneyness)];
        const type = strike >= forward ? 'call' : 'put';
        const price = valueBlack76({ optionType: type, forward, strike, years, volatility })?.price ?? 0;
        fc.pre(price > 1e-200 && price < 0.999 * Math.min(forward, strike));
        const found = impliedVolatility({ optionType: type, forward, strike, years, price });
        // Black-76 itself loses digits to cancellation: compare as far as its own price carries them.
        const again = found.ok ? valueBlack76({ optionType: type, forward, strike, years, volatility: found.value })?.price : null;
        expect(Math.abs((again ?? NaN) - price)).toBeLessThanOrEqual(1e-13 * forward + 1e-9 * price);
        if (price > 1e-3 * forward && volatility * Math.sqrt(years) < 4)
          expect(found.ok ? found.value / volatility : NaN).toBeCloseTo(1, 9);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('does not care which of call and put is quoted', () => {
    fc.assert(
      fc.property(between(0.2, 2), between(0.05, 1), between(-0.2, 0.2), (volatility, years, logMoneyness) => {
        const [forward, strike] = [100, 100 * Math.exp(logMoneyness)];
        const implied = (type: 'call' | 'put'): number => {
          const price = valueBlack76({ optionType: type, forward, strike, years, volatility })?.price ?? NaN;
          const found = impliedVolatility({ optionType: type, forward, strike, years, price });
          return found.ok ? found.value : NaN;
        };
        expect(implied('call')).toBeCloseTo(implied('put'), 10);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('rises with the price', () => {
    fc.assert(
      fc.property(optionType, between(0.5, 2), between(1e-6, 0.4), (type, ratio, share) => {
        const implied = (timeValue: number): number => {
          const intrinsic = Math.max(0, (type === 'call' ? 1 : -1) * (100 - 100 * ratio));
          const found = impliedVolatility({
            optionType: type,
            forward: 100,
            strike: 100 * ratio,
            years: 0.5,
            price: intrinsic + timeValue,
          });
          return found.ok ? found.value : NaN;
        };
        const room = 100 * Math.min(1, ratio);
        expect(implied(room * share * 1.5)).toBeGreaterThan(implied(room * share));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it.each([
    ['below the intrinsic value', { strike: 90, years: 0.5, price: 9 }],
    ['at the intrinsic value', { strike: 90, years: 0.5, price: 10 }],
    ['above the forward', { strike: 90, years: 0.5, price: 101 }],
    ['at the forward', { strike: 90, years: 0.5, price: 100 }],
    ['of an expired option', { strike: 90, years: 0, price: 11 }],
    ['that is no number', { strike: 90, years: 0.5, price: NaN }],
    ['without a strike', { strike: 0, years: 0.5, price: 11 }],
  ])('says why a price %s has none', (_, { strike, years, price }) => {
    const found = impliedVolatility({ optionType: 'call', forward: 100, strike, years, price });
    expect(found.ok ? found.value : found.error).toMatch(/^unpriced: /);
  });
});

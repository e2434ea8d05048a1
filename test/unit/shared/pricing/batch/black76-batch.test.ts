/** The batch form against the plain forms, for any option and any number of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Black76Batch } from '../../../../../shared/pricing/batch/black76-batch';
import { valueBlack76, type Black76Inputs } from '../../../../../shared/pricing/black76';
import { valueBlackScholes } from '../../../../../shared/pricing/greeks';
import { propertyRuns } from '../../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const option: fc.Arbitrary<Black76Inputs> = fc.record({
  optionType: fc.constantFrom('call' as const, 'put' as const),
  forward: between(0.01, 200_000),
  strike: between(0.01, 200_000),
  years: between(1e-5, 3),
  volatility: between(0.01, 3),
});

/** Relative, and absolute where a difference of large numbers is left: the price is one, and so is what a wing leaves of a greek. */
function expectClose(found: number, expected: number, scale: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected) + 1e-14 * scale);
}

describe('a batch of options', () => {
  it('agrees with the plain form on every option of any chain', () => {
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 40 }), (chain) => {
        const batch = new Black76Batch(chain.length);
        chain.forEach((inputs, place) => batch.write(place, inputs));
        batch.value(chain.length);
        for (const [place, inputs] of chain.entries()) {
          const oracle = valueBlackScholes({ ...inputs, spot: inputs.forward, rate: 0, carryYield: 0 });
          const found = batch.valuation(place);
          if (oracle === null || found === null) throw new Error('expected both to have a price');
          expectClose(found.price, oracle.price, Math.max(inputs.forward, inputs.strike));
          for (const name of ['delta', 'gamma', 'vega', 'theta', 'vanna', 'volga'] as const) expectClose(found[name], oracle[name], 1e-12);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('says of which options there is no price, and only of those', () => {
    const good: Black76Inputs = { optionType: 'put', forward: 100, strike: 90, years: 0.1, volatility: 0.5 };
    const bad: readonly Partial<Black76Inputs>[] = [
      { forward: 0 },
      { forward: -1 },
      { forward: NaN },
      { forward: Infinity },
      { strike: 0 },
      { strike: NaN },
      { years: 0 },
      { years: -0.1 },
      { years: NaN },
      { volatility: 0 },
      { volatility: -0.2 },
      { volatility: NaN },
      { volatility: Infinity },
    ];
    const chain = bad.flatMap((change) => [good, { ...good, ...change }]);
    const batch = new Black76Batch(chain.length);
    chain.forEach((inputs, place) => batch.write(place, inputs));
    batch.value(chain.length);
    for (const [place, inputs] of chain.entries()) expect(batch.valuation(place) === null, JSON.stringify(inputs)).toBe(place % 2 === 1);
    for (const inputs of chain) expect(valueBlack76(inputs) === null).toBe(inputs !== good);
  });

  it('values again what was written again, and nothing beyond what was asked', () => {
    const batch = new Black76Batch(9);
    const call: Black76Inputs = { optionType: 'call', forward: 100, strike: 100, years: 1, volatility: 0.2 };
    for (let place = 0; place < 9; place++) batch.write(place, call);
    batch.value(9);
    const before = batch.read(8, 'price');
    batch.write(8, { ...call, volatility: 0.4 });
    expect(batch.read(8, 'price')).toBe(before);
    batch.value(9);
    expect(batch.read(8, 'price')).toBeCloseTo(valueBlack76({ ...call, volatility: 0.4 })?.price ?? NaN, 10);
    batch.value(0);
    expect(batch.read(0, 'price')).toBe(before);
  });

  it('computes only what it was asked for, with the same digits', () => {
    const [all, some] = [new Black76Batch(5), new Black76Batch(5, ['vega', 'price'])];
    const chain = [80, 90, 100, 110, 120].map((strike): Black76Inputs => ({
      optionType: 'put',
      forward: 100,
      strike,
      years: 0.1,
      volatility: 0.6,
    }));
    for (const batch of [all, some]) {
      chain.forEach((inputs, place) => batch.write(place, inputs));
      batch.value(chain.length);
    }
    for (const place of chain.keys()) {
      expect(some.read(place, 'price')).toBe(all.read(place, 'price'));
      expect(some.read(place, 'vega')).toBe(all.read(place, 'vega'));
      expect(some.read(place, 'delta')).toBeNaN();
    }
  });

  it('keeps the digits of far wings', () => {
    const batch = new Black76Batch(3);
    const wings = [200, 400, 1_000].map((strike): Black76Inputs => ({
      optionType: 'call',
      forward: 100,
      strike,
      years: 0.05,
      volatility: 0.4,
    }));
    wings.forEach((inputs, place) => batch.write(place, inputs));
    batch.value(3);
    for (const [place, inputs] of wings.entries()) {
      const expected = valueBlack76(inputs)?.delta ?? NaN;
      expect(Math.abs(batch.read(place, 'delta') / expected - 1)).toBeLessThan(1e-11);
    }
  });
});

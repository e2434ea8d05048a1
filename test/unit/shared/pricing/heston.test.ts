/** Stochastic variance: its Black limit, parity of greeks with differences, and inputs that are no model. */
import { describe, expect, it } from 'vitest';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import { valueHestonCall } from '../../../../shared/pricing/heston';

const model = { variance: 0.36, reversion: 2, longVariance: 0.36, volatilityOfVariance: 0.8, correlation: -0.4 };
const call = { forward: 100, strike: 110, years: 0.5 };

describe('valueHestonCall', () => {
  it('is Black-76 when the variance hardly varies', () => {
    for (const strike of [60, 90, 100, 130]) {
      const black = valueBlack76({ optionType: 'call', forward: 100, strike, years: 0.5, volatility: 0.6 });
      const heston = valueHestonCall({ ...call, strike }, { ...model, volatilityOfVariance: 1e-3, correlation: 0 });
      expect(heston?.price).toBeCloseTo(black?.price ?? NaN, 4);
      expect(heston?.delta).toBeCloseTo(black?.delta ?? NaN, 4);
    }
  });

  it('has greeks that agree with differences', () => {
    const value = valueHestonCall(call, model);
    const forward = (shift: number): number => valueHestonCall({ ...call, forward: 100 + shift }, model)?.price ?? NaN;
    const root = (shift: number): number => valueHestonCall(call, { ...model, variance: (0.6 + shift) ** 2 })?.price ?? NaN;
    expect((forward(1e-3) - forward(-1e-3)) / 2e-3).toBeCloseTo(value?.delta ?? NaN, 7);
    expect((root(1e-4) - root(-1e-4)) / 2e-4).toBeCloseTo(value?.rootVarianceVega ?? NaN, 5);
  });

  it('has no value for what is no model or no option', () => {
    expect(valueHestonCall(call, { ...model, correlation: 1 })).toBeNull();
    expect(valueHestonCall(call, { ...model, variance: 0 })).toBeNull();
    expect(valueHestonCall({ ...call, years: 0 }, model)).toBeNull();
    expect(valueHestonCall({ ...call, strike: NaN }, model)).toBeNull();
  });
});

/** How far an option moves, and how much of a delta one contract of it carries, in what is quoted for it. */
import { describe, expect, it } from 'vitest';
import { YEAR_MS } from '../../../../shared/domain/time';
import { deltaCoin } from '../../../../shared/inventory/delta';
import { valueInverseOption } from '../../../../shared/pricing/inverse';
import { computeQuotes } from '../../../../shared/quoting/compute-quotes';
import type { QuoteLadder, QuoteLadderInput } from '../../../../shared/quoting/quote-ladder';
import { perpetualInput, perpetualParameters } from '../../../support/quoting-input';

const FORWARD = 60_000;
const VOLATILITY = 0.6;
const TICK = 0.0001;
/** Of inventory, so that it is skew and nothing else that shows. */
const WIDE = { maximumHalfSpreadBps: 1_000_000, minimumHalfSpreadBps: 0, skewCapTicks: 1e9 };
const parameters = perpetualParameters({ ...WIDE, volatilityPercent: 60, riskAversion: 0.5, quantityCoin: 10, horizonSeconds: 600 });

interface Contract {
  readonly optionType: 'call' | 'put';
  readonly strike: number;
  readonly days: number;
}

function coinPrice({ optionType, strike, days }: Contract, forward: number): { readonly price: number; readonly delta: number } {
  const value = valueInverseOption({ optionType, strike, forward, years: days / 365, volatility: VOLATILITY });
  if (value === null) throw new Error('expected a price');
  return { price: value.priceCoin, delta: value.delta };
}

/** By repricing: what one standard deviation of the underlying in a second makes of the price in coin, ticks. */
function movedTicks(contract: Contract): number {
  const step = VOLATILITY / Math.sqrt(YEAR_MS / 1000);
  const [up, down] = [coinPrice(contract, FORWARD * (1 + step)), coinPrice(contract, FORWARD * (1 - step))];
  return Math.abs(up.price - down.price) / 2 / TICK;
}

function quote(contract: Contract, change: Partial<QuoteLadderInput> = {}): QuoteLadder {
  const option = { optionType: contract.optionType, strike: contract.strike };
  const instrument = { tickSize: TICK, lotSize: 0.1, minimumQuantity: 0.1, quantityUnit: 'coin', option } as const;
  const { price, delta } = coinPrice(contract, FORWARD);
  const market = { instrument, parameters, fairValue: price, optionDelta: delta, bestBid: null, bestAsk: null };
  return computeQuotes(perpetualInput({ ...market, hardBandCoin: 1e6, softBandCoin: 1e6, ...change }));
}

const halfSpreadOfRisk = (ladder: QuoteLadder): number =>
  ladder.sellWaterfall.find(({ name }) => name === 'volatility')?.ticks ?? Number.NaN;

const CONTRACTS: readonly Contract[] = [
  { optionType: 'call', strike: 60_000, days: 30 },
  { optionType: 'put', strike: 60_000, days: 30 },
  { optionType: 'call', strike: 80_000, days: 30 },
  { optionType: 'put', strike: 45_000, days: 7 },
  { optionType: 'call', strike: 40_000, days: 90 },
  { optionType: 'put', strike: 90_000, days: 90 },
];

describe('an option quoted in coin', () => {
  it.each(CONTRACTS)('is as wide for its risk as its price moves with the underlying: $optionType $strike, $days days', (contract) => {
    const variance = movedTicks(contract) ** 2;
    const wanted = (parameters.riskAversion * variance * parameters.horizonSeconds) / 2;
    expect(Math.abs(halfSpreadOfRisk(quote(contract)) - wanted)).toBeLessThan(1e-4 * wanted + 2e-5);
  });

  it.each(CONTRACTS)(
    'leans by one unit for the delta that one best-level quantity carries: $optionType $strike, $days days',
    (contract) => {
      const { delta } = coinPrice(contract, FORWARD);
      const variance = movedTicks(contract) ** 2;
      const wanted = -parameters.riskAversion * variance * parameters.horizonSeconds;
      const instrument = { isInverse: false, kind: 'option' } as const;
      const quantity = parameters.quantityCoin;
      const inventoryCoin = deltaCoin({ instrument, quantity, markPrice: null, optionDelta: delta });
      const found = quote(contract, { inventoryCoin }).skewTicks ?? Number.NaN;
      expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-4);
    },
  );

  it('is quoted at any delta and any price, and as widely as an option can move where the delta is not known', () => {
    for (const optionType of ['call', 'put'] as const)
      for (const optionDelta of [0, 1, -1, 1e-5, Number.NaN])
        for (const fairValue of [TICK / 2, 0.05, 0.9, 3]) {
          const ladder = quote({ optionType, strike: 60_000, days: 30 }, { optionDelta, fairValue, inventoryCoin: 3 });
          expect(Number.isFinite(ladder.skewTicks)).toBe(true);
          expect(ladder.sell[0]?.reason).not.toBe('invalid-parameters');
        }
    const [call, put] = [CONTRACTS[0], CONTRACTS[1]].map(
      (contract) => contract && halfSpreadOfRisk(quote(contract, { optionDelta: null })),
    );
    expect(call).toBeGreaterThan(halfSpreadOfRisk(quote({ optionType: 'call', strike: 60_000, days: 30 })));
    expect(put).toBeGreaterThan(halfSpreadOfRisk(quote({ optionType: 'put', strike: 60_000, days: 30 })));
  });
});

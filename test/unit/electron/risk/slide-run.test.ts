/** A leg without a price never vanishes from a sum: stress has none, and the worst cell says what it leaves out. */
import { describe, expect, it } from 'vitest';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import { runSlide } from '../../../../electron/risk/slide-run';
import { initialRiskState } from '../../../../shared/engine/risk-state';
import type { RiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { pricePosition, type BookPosition } from '../../../../shared/risk/priced-position';

const future: BookPosition = {
  ...{ instrumentId: 'deribit:BTC-PERPETUAL', name: 'BTC-PERPETUAL', underlying: 'BTC', kind: 'perpetual', optionType: null, strike: null },
  ...{ expiresAtMs: null, isInverse: true, quantity: 100_000, markPrice: 50_000, markVolatility: null, venueGreeks: null },
};
const option: BookPosition = {
  ...future,
  ...{
    instrumentId: 'deribit:BTC-X-C',
    name: 'BTC-X-C',
    kind: 'option',
    optionType: 'call',
    strike: 60_000,
    expiresAtMs: 1,
    isInverse: false,
  },
};

function slideOf(positions: readonly BookPosition[], whatIf: readonly BookPosition[] = []) {
  const stress = [{ name: 'mine', underlying: null, spotMove: -0.1, volatilityMove: 0, days: 0 }];
  const requests = { slide: { ...initialRiskState.slide, underlying: 'BTC' }, stress };
  const snapshot = { requests, futures: [], balances: [], marginSimulations: {}, atMs: 0 } as unknown as RiskSnapshot;
  const price = (position: BookPosition) => pricePosition(position, null);
  const inputs: RiskInputs = {
    ...{ snapshot, chains: new Map(), histories: new Map(), volatilities: new Map(), days: [], markets: new Map() },
    ...{ book: positions.map(price), whatIf: whatIf.map(price) },
  };
  const run = runSlide(inputs);
  for (;;) {
    const next = run.next();
    if (next.done === true) return next.value;
  }
}

describe('the slide of a priced book', () => {
  it('has a profit under every scenario, recorded and staged', () => {
    const { stress, worst } = slideOf([future]);
    expect(stress.find(({ name }) => name === 'mine')).toMatchObject({ pnlUsd: -10_000, pnlAfterUsd: null, reason: '' });
    expect(stress.every(({ pnlUsd }) => pnlUsd !== null)).toBe(true);
    expect(worst?.words).not.toContain('without');
  });
});

describe('the slide of a book with a leg that has no price', () => {
  it('has no profit under any scenario, and names the leg', () => {
    const { stress, unpriced } = slideOf([future, option]);
    expect(unpriced.map(({ name }) => name)).toEqual(['BTC-X-C']);
    for (const row of stress) expect(row).toMatchObject({ pnlUsd: null, reason: 'unpriced, because BTC-X-C has no price' });
  });

  it('says in the worst cell what it is without', () => {
    expect(slideOf([future, option]).worst?.words).toMatch(/; without BTC-X-C, which has no price$/);
  });

  it('keeps the book’s own figure where only the staged hedge has no price', () => {
    const [row] = slideOf([future], [option]).stress;
    expect(row?.pnlUsd).not.toBeNull();
    expect(row).toMatchObject({ pnlAfterUsd: null, reason: 'unpriced, because BTC-X-C has no price' });
  });
});

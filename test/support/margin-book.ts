/** An account on portfolio margin that holds many options and some futures, drawn from a seed. */
import { initialRiskState } from '../../shared/engine/risk-state';
import { SeededRandom } from '../../shared/domain/random';
import { YEAR_MS } from '../../shared/domain/time';
import type { PortfolioMarginModel } from '../../shared/domain/margin-simulation';
import type { SlideRequest } from '../../shared/projection/risk-slide-view';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';
import type { BookPosition, PricedPosition } from '../../shared/risk/priced-position';
import { priceLeg, type RiskLeg } from '../../shared/risk/revaluation';
import type { RiskInputs } from '../../electron/risk/risk-inputs';

const FORWARD = 60_000;
const NOW_MS = 1_795_000_000_000;

/** What the venue publishes for a coin, as recorded. */
export const marginModel: PortfolioMarginModel = {
  ...{ priceRange: 0.16, bucketsCount: 4, pnlOffset: 0, annualisedMoveRisk: 0.075, minAnnualisedMove: 0.01, maintenanceFactor: 0.8 },
  ...{ extendedDampenerUsd: 100_000, extendedTableFactor: 1, ratePerCoin: 0.00005 },
  shock: { up: 0.5, down: 0.25, leastAfterUp: 0.5, shortPower: 0.3, longPower: 0.13 },
};

function pricedAs(leg: RiskLeg, index: number): PricedPosition {
  const isOption = leg.kind === 'option';
  const years = isOption ? leg.years : null;
  const name = `BTC-${index}`;
  const position: BookPosition = {
    ...{ instrumentId: `deribit:${name}`, name, underlying: 'BTC', markVolatility: null, venueGreeks: null },
    ...{ kind: isOption ? 'option' : 'future', optionType: isOption ? leg.optionType : null, strike: isOption ? leg.strike : null },
    ...{ expiresAtMs: NOW_MS + (years ?? 0.2) * YEAR_MS, isInverse: !isOption, markPrice: isOption ? null : FORWARD },
    quantity: isOption ? leg.quantity : leg.quantity * FORWARD,
  };
  const value = isOption ? (leg.quantity * (priceLeg(leg).before ?? Number.NaN)) / leg.forward : 0;
  const greeks = { delta: 0, adjustedDelta: 0, gamma: 0, vega: 0, weightedVega: 0, theta: 0, vanna: 0, volga: 0, valueCoin: value };
  return {
    ...{ position, leg, greeks, quantityCoin: leg.quantity, forward: leg.forward, years, callDelta: null, source: 'surface', reason: '' },
    volatility: isOption ? leg.volatility : null,
  };
}

/** Nine options to a future; a smile on every other option. */
function bookOf(legs: number): readonly PricedPosition[] {
  const random = new SeededRandom(legs);
  return Array.from({ length: legs }, (_, index) => {
    if (index % 10 === 9) return pricedAs({ kind: 'future', forward: FORWARD, quantity: random.between(-5, 5) }, index);
    const tilt = random.between(-0.1, 0.1);
    const volatility = random.between(0.4, 0.9);
    return pricedAs(
      {
        kind: 'option',
        optionType: random.next() < 0.5 ? 'call' : 'put',
        forward: FORWARD,
        strike: FORWARD * random.between(0.6, 1.5),
        years: random.between(0.01, 0.8),
        volatility,
        quantity: random.between(-20, 20),
        smile: index % 2 === 0 ? (k) => volatility + tilt * k + 0.1 * k * k : undefined,
      },
      index,
    );
  });
}

/** The inputs of a run on that account; `equity` in coin. */
export function marginInputs(legs: number, slide: Partial<SlideRequest> = {}, equity = 500): RiskInputs {
  const requests = { slide: { ...initialRiskState.slide, underlying: 'BTC', ...slide }, tail: initialRiskState.tail, stress: [] };
  const balance = { venue: 'deribit', currency: 'BTC', marginModel: 'cross_pm', equity, initialMargin: 0, maintenanceMargin: 0 };
  const simulation = { currency: 'BTC', initial: null, maintenance: null, marginModel: 'cross_pm', parameters: marginModel, reason: '' };
  const snapshot = {
    ...{ requests, futures: [], orders: [], atMs: NOW_MS, indexes: { BTC: FORWARD } },
    ...{ balances: [balance], marginSimulations: { 'deribit|BTC': simulation } },
  } as unknown as RiskSnapshot;
  const empty = { chains: new Map(), histories: new Map(), volatilities: new Map(), days: [], markets: new Map(), whatIf: [] };
  return { snapshot, ...empty, book: bookOf(legs) };
}

/** Whatever numbers a model is handed: it answers with finite numbers, with nothing, or with the reason there is none; it never throws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthToMove, impermanentLoss } from '../../shared/pricing/amm/constant-product';
import { rangeExposure, rangeImpermanentLoss, rangeLossVersusRebalancing } from '../../shared/pricing/amm/liquidity-range';
import { valueBlack76 } from '../../shared/pricing/black76';
import { buildForwardCurve } from '../../shared/pricing/build-forward-curve';
import { deltaUnder } from '../../shared/pricing/delta-conventions';
import { ewmaVariances } from '../../shared/pricing/ewma';
import { forwardAt } from '../../shared/pricing/forward-curve';
import { fitGarch } from '../../shared/pricing/garch';
import { valueBlackScholes } from '../../shared/pricing/greeks';
import { impliedCorrelation } from '../../shared/pricing/implied-correlation';
import { impliedVolatility } from '../../shared/pricing/implied-volatility';
import { valueInverseOption } from '../../shared/pricing/inverse';
import { theoAtVolatility, theoOf } from '../../shared/pricing/option-theo';
import { sabrVolatility } from '../../shared/pricing/surface/sabr';
import { powerLawSlope, ssviBounds, ssviTotalVariance } from '../../shared/pricing/surface/ssvi';
import { sviDensityFactor, sviTotalVariance } from '../../shared/pricing/surface/svi';
import { fromJumpWings, fromNatural, repairButterfly, toJumpWings, toNatural } from '../../shared/pricing/surface/svi-parameters';
import { parkinsonVolatility, yangZhangVolatility } from '../../shared/pricing/volatility-estimators';
import { weightedVega } from '../../shared/pricing/weighted-vega';
import { walkWindow } from '../../shared/risk/backtest';
import { exposureRoom, measureRoom } from '../../shared/risk/capital-allocation';
import { firstFailureTest, kupiecTest } from '../../shared/risk/coverage';
import { quadraticMoments, quadraticTail } from '../../shared/risk/delta-gamma';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { futureMarginRoom, inverseFutureMargin, linearFutureMargin, optionMargin } from '../../shared/risk/margin-standard';
import { momentsOf } from '../../shared/risk/moments';
import { inverseMoveProfit } from '../../shared/risk/portfolio-margin';
import { revalueLeg } from '../../shared/risk/revaluation';
import { bookProfit, extendedWeight } from '../../shared/risk/risk-array';
import { standingStress, stressBook } from '../../shared/risk/stress-set';
import { tailMethods } from '../../shared/risk/tail-methods';
import { cornishFisherVar, historicalVar, normalVar } from '../../shared/risk/value-at-risk';
import { propertyRuns } from '../support/property-runs';

/** Any number that a wire, a file or a slip of the hand can bring, sensible ones among them. */
const anything = fc.oneof(
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 2, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, -1, 5e-324, 1e-300, 1e300, Number.MAX_VALUE) },
  { weight: 1, arbitrary: fc.double({ min: 1, max: 1e5, noNaN: true }) },
);

type Numbers = readonly number[];

/** Missing ones are no numbers. */
function at(numbers: Numbers, place: number): number {
  return numbers[place] ?? Number.NaN;
}

function optionOf(n: Numbers, optionType: 'call' | 'put') {
  return { optionType, forward: at(n, 0), strike: at(n, 1), years: at(n, 2), volatility: at(n, 3), quantity: at(n, 4) } as const;
}

const NOW_MS = Date.UTC(2026, 0, 1);

function curveOf(n: Numbers) {
  const expiries = [at(n, 0), NOW_MS + 30 * 86_400_000].map((expiresAtMs, index) => {
    return { expiresAtMs, futurePrice: at(n, index + 1), syntheticPrice: at(n, 3), quotes: [] };
  });
  return buildForwardCurve({ underlying: 'BTC', asOfMs: NOW_MS, spot: at(n, 4), expiries });
}

const raw = (n: Numbers) => ({ a: at(n, 0), b: at(n, 1), rho: at(n, 2), m: at(n, 3), sigma: at(n, 4) });
const rates = (n: Numbers) => ({
  initialBase: at(n, 2),
  initialPerCoin: at(n, 3),
  maintenanceBase: at(n, 4),
  maintenancePerCoin: at(n, 5),
});
const shock = (n: Numbers) => ({ up: at(n, 2), down: at(n, 3), leastAfterUp: at(n, 4), shortPower: at(n, 5), longPower: at(n, 6) });
const bars = (n: Numbers) => [0, 1, 2, 3].map((i) => ({ open: at(n, i), high: at(n, i + 1), low: at(n, i + 2), close: at(n, i + 3) }));
const EMPTY_SURFACE = { underlying: 'BTC', revision: 0, asOfMs: NOW_MS, slices: [], missing: [] };

/** A call of every model with eight numbers in whatever places they have. */
const CALLS: Readonly<Record<string, (n: Numbers) => unknown>> = {
  valueBlack76: (n) => [valueBlack76(optionOf(n, 'call')), valueBlack76(optionOf(n, 'put'))],
  valueInverseOption: (n) => [valueInverseOption(optionOf(n, 'call')), valueInverseOption(optionOf(n, 'put'))],
  valueBlackScholes: (n) => valueBlackScholes({ ...optionOf(n, 'put'), spot: at(n, 0), rate: at(n, 5), carryYield: at(n, 6) }),
  impliedVolatility: (n) => impliedVolatility({ ...optionOf(n, 'call'), price: at(n, 5) }),
  deltaUnder: (n) =>
    deltaUnder('adjusted-spot', {
      ...{ optionType: 'put', spot: at(n, 0), strike: at(n, 1) },
      ...{ domesticDiscount: at(n, 2), foreignDiscount: at(n, 3), deviation: at(n, 4) },
    }),
  svi: (n) => [
    sviTotalVariance(raw(n), at(n, 5)),
    sviDensityFactor(raw(n), at(n, 5)),
    toNatural(raw(n)),
    repairButterfly(raw(n), at(n, 5)),
  ],
  jumpWings: (n) => [
    toJumpWings(raw(n), at(n, 5)),
    fromJumpWings({
      ...{ variance: at(n, 0), skew: at(n, 1), putSlope: at(n, 2) },
      ...{ callSlope: at(n, 3), lowestVariance: at(n, 4), years: at(n, 5) },
    }),
  ],
  natural: (n) => fromNatural({ delta: at(n, 0), mu: at(n, 1), rho: at(n, 2), omega: at(n, 3), zeta: at(n, 4) }),
  ssvi: (n) => {
    const slice = { theta: at(n, 0), rho: at(n, 1), phi: at(n, 2) };
    return [powerLawSlope({ eta: at(n, 0), gamma: at(n, 1) }, at(n, 2)), ssviTotalVariance(slice, at(n, 3)), ssviBounds(slice)];
  },
  sabrVolatility: (n) =>
    sabrVolatility(
      { alpha: at(n, 0), beta: at(n, 1), nu: at(n, 2), rho: at(n, 3) },
      { forward: at(n, 4), strike: at(n, 5), years: at(n, 6) },
    ),
  volatility: (n) => [parkinsonVolatility(bars(n)), yangZhangVolatility(bars(n)), ewmaVariances(n.slice(0, 5), at(n, 5), at(n, 6))],
  fitGarch: (n) => fitGarch(Array.from({ length: 60 }, (_, day) => at(n, day % n.length))),
  basket: (n) =>
    impliedCorrelation(
      [0, 2].map((i) => ({ weight: at(n, i), volatility: at(n, i + 1) })),
      at(n, 4),
    ),
  weightedVega: (n) => weightedVega(at(n, 0), at(n, 1), at(n, 2)),
  forwards: (n) => forwardAt(curveOf(n), NOW_MS + at(n, 5)),
  theo: (n) => {
    const contract = { expiresAtMs: at(n, 5), strike: at(n, 6), optionType: 'call' } as const;
    const soon = { ...contract, expiresAtMs: NOW_MS + at(n, 5) };
    const market = { curve: curveOf(n), surface: EMPTY_SURFACE, nowMs: NOW_MS };
    return [theoOf(contract, market), theoAtVolatility(contract, at(n, 7), market), theoAtVolatility(soon, at(n, 7), market)];
  },
  pools: (n) => [
    impermanentLoss(at(n, 0)),
    depthToMove({ base: at(n, 0), quote: at(n, 1) }, at(n, 2)),
    rangeExposure({ lower: at(n, 0), upper: at(n, 1) }, at(n, 2)),
    rangeImpermanentLoss({ lower: at(n, 0), upper: at(n, 1) }, at(n, 2), at(n, 3)),
    rangeLossVersusRebalancing({ lower: at(n, 0), upper: at(n, 1) }, at(n, 2), at(n, 3)),
  ],
  tails: (n) => {
    const [returns, tail] = [n.slice(0, 7), at(n, 7)];
    const moments = momentsOf(returns);
    return [
      ...[historicalVar(returns, tail), historicalShortfall(returns, tail), moments],
      ...[moments && normalVar(moments, tail), moments && cornishFisherVar(moments, tail)],
    ];
  },
  methods: (n) => tailMethods.map((method) => [...walkWindow({ method, returns: n.slice(0, 6), windowDays: at(n, 6), tail: at(n, 7) })]),
  quadratic: (n) => {
    const book = { delta: at(n, 0), gamma: at(n, 1), deviation: at(n, 2) };
    return [quadraticMoments(book), quadraticTail(book, at(n, 3))];
  },
  coverage: (n) => [kupiecTest(at(n, 0), at(n, 1), at(n, 2)), firstFailureTest(at(n, 0), at(n, 1))],
  revaluation: (n) => {
    const leg = { kind: 'option', ...optionOf(n, 'put') } as const;
    const move = { move: at(n, 5), volatilityMove: at(n, 6), yearsPassed: at(n, 7), smileMode: 'sticky-strike' } as const;
    const future = { kind: 'future', forward: at(n, 0), quantity: at(n, 1) } as const;
    const stressed = standingStress.map((scenario) => stressBook([{ underlying: 'BTC', leg }], scenario));
    return [
      revalueLeg(leg, move),
      revalueLeg(future, move),
      stressed,
      stressBook([{ underlying: 'DOGE', leg }], standingStress[0] ?? never()),
    ];
  },
  riskArray: (n) => {
    const leg = { kind: 'option', ...optionOf(n, 'call') } as const;
    const scenarios = (['up', 'same', 'down'] as const).map((volatility) => bookProfit([leg], { move: at(n, 7), volatility }, shock(n)));
    return [scenarios, extendedWeight(at(n, 0), at(n, 1)), inverseMoveProfit(at(n, 0), at(n, 1))];
  },
  margins: (n) => [
    inverseFutureMargin(at(n, 0), at(n, 1), rates(n)),
    linearFutureMargin(at(n, 0), at(n, 1), rates(n)),
    futureMarginRoom(at(n, 0), at(n, 1), rates(n)),
    optionMargin(
      { optionType: 'put', strike: at(n, 0), forward: at(n, 1), markPrice: at(n, 2), quantity: at(n, 3) },
      { initial: at(n, 4), initialFloor: at(n, 5), maintenance: at(n, 6) },
    ),
    exposureRoom(at(n, 0), at(n, 1)),
    measureRoom(at(n, 0), at(n, 1), at(n, 2)),
  ],
};

function never(): never {
  throw new Error('expected a standing stress scenario');
}

/** Where a number that is none hides; `null`: nowhere. What is only handed back (an outcome of the history) is finite by the model's own refusal. */
function notFinite(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} = ${value}`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = notFinite(part, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

describe('models handed any numbers at all', () => {
  it.each(Object.entries(CALLS))('%s', (_, call) => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 8, maxLength: 8 }), (numbers) => {
        expect(notFinite(call(numbers))).toBeNull();
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});

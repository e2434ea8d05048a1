/** A book of options as the greeks panel sees it, priced by the product's own formulas. */
import type {
  GreekAmounts,
  GreekCell,
  GreeksView,
  GreekTotal,
  UnderlyingGreeks,
  VenueAmounts,
} from '../../../shared/projection/greeks-view';
import type { RiskStatus } from '../../../shared/projection/risk-status';
import { SeededRandom } from '../../../shared/domain/random';
import { valueBlackScholes } from '../../../shared/pricing/greeks';

/** A finished result of a moment ago. */
export const liveStatus: RiskStatus = {
  state: 'live',
  reason: '',
  revision: 812,
  latestRevision: 812,
  asOfMs: 1_795_000_000_000,
  source: 'own calculation over deribit practice: mark price of BTC-PERPETUAL',
  isReconciled: true,
  computeMs: 3.4,
  progress: null,
};

const INDEX = 61_659.75;
const expiries = [
  { key: '29NOV26', years: 7 / 365 },
  { key: '6DEC26', years: 14 / 365 },
  { key: '27DEC26', years: 35 / 365 },
  { key: '29JAN27', years: 68 / 365 },
  { key: '26MAR27', years: 124 / 365 },
].map((expiry, index) => ({
  ...expiry,
  expiresAtMs: 1_795_600_000_000 + index * 1e9,
  forward: INDEX * (1 + 0.05 * expiry.years),
  atmVolatility: 0.45,
}));
const strikes = [50_000, 54_000, 56_000, 58_000, 60_000, 62_000, 64_000, 66_000, 70_000, 80_000];
const buckets = ['10P', '25P', '40P', 'ATM', '40C', '25C', '10C'];

function sum(parts: readonly GreekAmounts[]): GreekAmounts {
  const add = (read: (amounts: GreekAmounts) => number | null): number => parts.reduce((total, part) => total + (read(part) ?? 0), 0);
  const each = (unit: 'coin' | 'usd') => ({
    delta: add((one) => one[unit].delta),
    gamma: add((one) => one[unit].gamma),
    vega: add((one) => one[unit].vega),
    weightedVega: add((one) => one[unit].weightedVega),
    theta: add((one) => one[unit].theta),
    vanna: add((one) => one[unit].vanna),
    volga: add((one) => one[unit].volga),
  });
  return {
    quantityCoin: add((one) => one.quantityCoin),
    coin: each('coin'),
    usd: each('usd'),
    adjustedDeltaCoin: add((one) => one.adjustedDeltaCoin),
  };
}

function amounts(expiry: (typeof expiries)[number], strike: number, quantity: number): GreekAmounts {
  const optionType = strike < expiry.forward ? 'put' : 'call';
  const volatility = 0.45 + 0.4 * Math.log(strike / expiry.forward) ** 2;
  const greeks = valueBlackScholes({ optionType, spot: expiry.forward, strike, years: expiry.years, volatility, rate: 0, carryYield: 0 });
  if (greeks === null) throw new Error('expected a price for the sample');
  const usd = {
    delta: quantity * greeks.delta * expiry.forward,
    gamma: quantity * greeks.gamma * 0.01 * expiry.forward * expiry.forward,
    vega: quantity * greeks.vega * 0.01,
    weightedVega: quantity * greeks.vega * 0.01 * Math.sqrt(30 / 365 / expiry.years),
    theta: (quantity * greeks.theta) / 365,
    vanna: quantity * greeks.vanna * 0.01 * expiry.forward,
    volga: quantity * greeks.volga * 1e-4,
  };
  const coin = Object.fromEntries(Object.entries(usd).map(([name, value]) => [name, value / expiry.forward])) as typeof usd;
  return { quantityCoin: quantity, coin, usd, adjustedDeltaCoin: quantity * (greeks.delta - greeks.price / expiry.forward) };
}

function venueOf({ coin, usd }: GreekAmounts): VenueAmounts {
  return { deltaCoin: coin.delta, gammaCoin: coin.gamma, vegaUsd: (usd.vega ?? 0) * 1.002, thetaUsd: usd.theta };
}

function gapOf(own: GreekAmounts, venue: VenueAmounts): VenueAmounts {
  return { deltaCoin: 0, gammaCoin: 0, vegaUsd: (own.usd.vega ?? 0) - (venue.vegaUsd ?? 0), thetaUsd: 0 };
}

function sampleCells(): readonly GreekCell[] {
  const random = new SeededRandom(11);
  return expiries.flatMap((expiry) =>
    strikes.flatMap((strike, index): readonly GreekCell[] => {
      const quantity = Math.round(random.between(-20, 20));
      if (random.next() < 0.35 || quantity === 0) return [];
      const own = amounts(expiry, strike, quantity);
      const venue = venueOf(own);
      const name = `BTC-${expiry.key}-${strike}-${strike < expiry.forward ? 'P' : 'C'}`;
      const instrument = {
        instrumentId: `deribit:${name}`,
        name,
        quantityCoin: quantity,
        deltaCoin: own.coin.delta,
        vegaUsd: own.usd.vega,
        volatility: 0.45,
        volatilitySource: index === 9 ? ('mark' as const) : ('surface' as const),
      };
      return [
        {
          ...own,
          expiryKey: expiry.key,
          strike,
          deltaBucket: buckets[index % 7] ?? 'ATM',
          venue,
          gap: gapOf(own, venue),
          instruments: [instrument],
        },
      ];
    }),
  );
}

function totals(cells: readonly GreekCell[], keyOf: (cell: GreekCell) => string): readonly GreekTotal[] {
  return [...new Set(cells.map(keyOf))].map((key) => ({ key, ...sum(cells.filter((cell) => keyOf(cell) === key)) }));
}

function sampleUnderlying(): UnderlyingGreeks {
  const cells = sampleCells();
  const optionTotal = sum(cells);
  const venueTotal = venueOf(optionTotal);
  return {
    underlying: 'BTC',
    indexPrice: INDEX,
    expiries,
    strikes,
    cells,
    expiryTotals: totals(cells, (cell) => cell.expiryKey),
    strikeTotals: totals(cells, (cell) => String(cell.strike)),
    bucketTotals: totals(cells, (cell) => `${cell.expiryKey}|${cell.deltaBucket}`),
    deltaOne: [],
    optionTotal,
    total: optionTotal,
    venueTotal,
    gapTotal: gapOf(optionTotal, venueTotal),
    limits: [{ greek: 'vega', unit: 'USD', used: optionTotal.usd.vega, soft: 1_500, hard: 2_000 }],
    unpriced: [],
    fallbackCount: 3,
  };
}

/** The slice. */
export function sampleGreeks(): GreeksView {
  return { status: liveStatus, deltaBuckets: buckets, underlyings: { BTC: sampleUnderlying() } };
}

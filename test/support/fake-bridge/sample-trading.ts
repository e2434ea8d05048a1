/** Sample positions, orders and fills. */
import type { FillRow, OrderRow, PositionRow, Trust, ViewState } from '../../../shared/projection/view-state';

const live = (now: number): Trust => ({
  state: 'live',
  inputAtMs: now - 210,
  isReconciled: true,
  source: 'deribit practice: account',
  reason: '',
});

type PositionSeed = Pick<
  PositionRow,
  | 'name'
  | 'kind'
  | 'quantity'
  | 'averagePrice'
  | 'markPrice'
  | 'tickSize'
  | 'unrealisedUsd'
  | 'realisedUsd'
  | 'feesUsd'
  | 'fundingUsd'
  | 'deltaCoin'
  | 'difference'
>;

const positionSeeds: readonly PositionSeed[] = [
  {
    name: 'BTC-PERPETUAL',
    kind: 'perpetual',
    quantity: 131950,
    averagePrice: 61402.1,
    markPrice: 61659.84,
    tickSize: 0.5,
    unrealisedUsd: 551.2,
    realisedUsd: 902.4,
    feesUsd: -12.03,
    fundingUsd: -3.41,
    deltaCoin: 2.324,
    difference: 0,
  },
  {
    name: 'BTC-25DEC26',
    kind: 'future',
    quantity: -31250,
    averagePrice: 62480,
    markPrice: 62312.6,
    tickSize: 2.5,
    unrealisedUsd: 84,
    realisedUsd: 61,
    feesUsd: 14.1,
    fundingUsd: 0,
    deltaCoin: -0.5,
    difference: 0,
  },
  {
    name: 'ETH-PERPETUAL',
    kind: 'perpetual',
    quantity: -33248,
    averagePrice: 2702.15,
    markPrice: 2681.38,
    tickSize: 0.05,
    unrealisedUsd: 257.1,
    realisedUsd: 86.2,
    feesUsd: 2.2,
    fundingUsd: 0.87,
    deltaCoin: -12.4,
    difference: 10,
  },
  {
    name: 'ETH-25DEC26',
    kind: 'future',
    quantity: 10832,
    averagePrice: 2671.6,
    markPrice: 2708.4,
    tickSize: 0.05,
    unrealisedUsd: -147.4,
    realisedUsd: 0,
    feesUsd: 0.9,
    fundingUsd: 0,
    deltaCoin: 4,
    difference: 0,
  },
  {
    name: 'BTC-29NOV26-62000-C',
    kind: 'option',
    quantity: -12.5,
    averagePrice: 0.0171,
    markPrice: 0.0165,
    tickSize: 0.0001,
    unrealisedUsd: -10462.5,
    realisedUsd: -1204.4,
    feesUsd: 231.2,
    fundingUsd: 0,
    deltaCoin: -6.0012,
    difference: 0.5,
  },
];

/** Five positions in two coins, two of them off. */
export function samplePositions(now: number): ViewState['positions'] {
  const rows = positionSeeds.map((seed): PositionRow => ({
    ...seed,
    instrumentId: `deribit:${seed.name}`,
    underlying: seed.name.slice(0, 3),
    quantityUnit: seed.kind === 'option' ? 'coin' : 'USD',
    fairValue: seed.markPrice === null ? null : seed.markPrice + 0.1,
    unrealisedCoin: 0.009,
    realisedCoin: 0.014,
    venueQuantity: seed.quantity - (seed.difference ?? 0),
  }));
  return { rows: Object.fromEntries(rows.map((row) => [row.instrumentId, row])), trust: live(now) };
}

/** What differs between the two coins. */
const coins = [
  { name: 'BTC-PERPETUAL', price: 61660, spread: 1.5, step: 4.5, tickSize: 0.5, quantityCoin: 0.25 },
  { name: 'ETH-PERPETUAL', price: 2681.4, spread: 0.15, step: 0.35, tickSize: 0.05, quantityCoin: 4 },
] as const;

/** What makes some orders special. */
const special: Readonly<Record<number, Partial<OrderRow>>> = {
  3: { filledCoin: 1.5, status: 'partially-filled' },
  7: { isCancelPending: true },
  20: { purpose: 'manual', status: 'canceled' },
};

/** Twenty quotes and a canceled order. */
export function sampleOrders(now: number): ViewState['orders'] {
  const rows = Array.from({ length: 21 }, (_, index): OrderRow => {
    const coin = index % 2 === 0 ? coins[0] : coins[1];
    const side = index % 4 < 2 ? 'buy' : 'sell';
    const level = 1 + (Math.floor(index / 4) % 5);
    return {
      clientOrderId: `k-${index}`,
      instrumentId: `deribit:${coin.name}`,
      name: coin.name,
      side,
      price: coin.price + coin.step * level * (side === 'buy' ? -1 : 1),
      tickSize: coin.tickSize,
      quantityCoin: coin.quantityCoin * 1.3 ** (level - 1),
      filledCoin: 0,
      purpose: 'quote',
      level,
      status: 'accepted',
      isCancelPending: false,
      createdAtMs: now - index * 3_700,
      ...special[index],
    };
  });
  return { rows: Object.fromEntries(rows.map((row) => [row.clientOrderId, row])), trust: live(now) };
}

function sampleMarkouts(index: number, age: number): Pick<FillRow, 'markout1sBps' | 'markout10sBps' | 'markout60sBps'> {
  const noise = ((index * 7919) % 47) / 10 - 1.9;
  const known = (after: number, value: number): number | null => (age > after ? value : null);
  return { markout1sBps: known(1_000, noise * 0.5), markout10sBps: known(10_000, noise * 0.8), markout60sBps: known(60_000, noise) };
}

/** Thirty fills with markouts as far as they can be known. */
export function sampleFills(now: number): ViewState['fills'] {
  const rows = Array.from({ length: 30 }, (_, index): FillRow => {
    const coin = index % 3 === 1 ? coins[1] : coins[0];
    const age = index * 14_300 + 900;
    const isHedge = index % 9 === 8;
    const side = index % 2 === 0 ? 'sell' : 'buy';
    return {
      ...sampleMarkouts(index, age),
      tradeId: `t-${1000 - index}`,
      executedAtMs: now - age,
      instrumentId: `deribit:${coin.name}`,
      name: coin.name,
      side,
      price: coin.price + (index % 7) * coin.spread,
      tickSize: coin.tickSize,
      quantityCoin: coin.quantityCoin,
      liquidity: isHedge ? 'taker' : 'maker',
      valueUsd: 15_000,
      feeUsd: isHedge ? 7.71 : -1.54,
      edgeBps: 0.5 + (index % 5) * 0.4,
      source: isHedge ? 'hedge' : `${side === 'sell' ? 'ask' : 'bid'} ${1 + (index % 3)}`,
    };
  });
  return { rows: Object.fromEntries(rows.map((row) => [row.tradeId, row])), totalCount: rows.length, trust: live(now) };
}

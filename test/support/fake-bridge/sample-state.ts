/** A realistic view state for developing and testing the window without an engine; every number is invented. */
import type { ChannelState } from '../../../shared/domain/venue';
import { closedHedge } from '../../../shared/projection/project-hedge';
import type { Trust, ViewState, WatchRow } from '../../../shared/projection/view-state';
import type { QuotingParameters } from '../../../shared/quoting/quoting-parameters';
import { sampleFills, sampleOrders, samplePositions } from './sample-trading';
import { sampleQuoting } from './sample-quoting';
import { sampleCapital } from './sample-capital';
import { sampleGreeks } from './sample-greeks';
import { sampleSurface } from './sample-surface';
import { sampleSlide } from './sample-slide';

const START_MS = Date.UTC(2026, 10, 22, 14, 3, 22);

export const PERPETUAL = 'deribit:BTC-PERPETUAL';

export function trust(state: Trust['state'], now: number, reason = ''): Trust {
  return {
    state,
    inputAtMs: state === 'loading' ? null : now - 42,
    isReconciled: true,
    source: 'deribit practice: order book of BTC-PERPETUAL',
    reason,
  };
}

const parameters: QuotingParameters = {
  model: 'avellaneda-stoikov',
  fairValueSource: 'microprice',
  offsetBps: 0,
  riskAversion: 0.08,
  arrivalDecay: 1.52,
  volatilityPercent: 42.6,
  horizonSeconds: 60,
  minimumHalfSpreadBps: 1,
  maximumHalfSpreadBps: 50,
  levels: 5,
  levelSpacing: 1,
  quantityDecay: 1.3,
  quantityCoin: 0.25,
  skewStrength: 1,
  skewCapTicks: 12,
  requoteToleranceTicks: 1,
  fillCooldownMs: 500,
};

interface WatchSeed {
  readonly name: string;
  readonly kind: WatchRow['kind'];
  readonly tick: number;
  readonly bid: number;
  readonly ask: number;
  readonly position: number;
  readonly isQuoted?: boolean;
}

const seeds: readonly WatchSeed[] = [
  { name: 'BTC-PERPETUAL', kind: 'perpetual', tick: 0.5, bid: 61659.5, ask: 61660, position: 1.824, isQuoted: true },
  { name: 'ETH-PERPETUAL', kind: 'perpetual', tick: 0.05, bid: 2681.35, ask: 2681.4, position: -12.4, isQuoted: true },
  { name: 'BTC-25DEC26', kind: 'future', tick: 2.5, bid: 62310, ask: 62315, position: -0.5 },
  { name: 'BTC-26MAR27', kind: 'future', tick: 2.5, bid: 63902.5, ask: 63907.5, position: 0 },
  { name: 'ETH-25DEC26', kind: 'future', tick: 0.05, bid: 2708.05, ask: 2708.7, position: 4 },
  { name: 'ETH-26MAR27', kind: 'future', tick: 0.05, bid: 2744.1, ask: 2745.2, position: 0 },
  { name: 'BTC-29NOV26-58000-P', kind: 'option', tick: 0.0001, bid: 0.0061, ask: 0.0066, position: 0 },
  { name: 'BTC-29NOV26-60000-P', kind: 'option', tick: 0.0001, bid: 0.0118, ask: 0.0123, position: 0 },
  { name: 'BTC-29NOV26-62000-C', kind: 'option', tick: 0.0001, bid: 0.0159, ask: 0.0165, position: 0 },
  { name: 'BTC-29NOV26-64000-C', kind: 'option', tick: 0.0001, bid: 0.0082, ask: 0.0086, position: 0 },
  { name: 'ETH-29NOV26-2700-C', kind: 'option', tick: 0.0001, bid: 0.0201, ask: 0.0209, position: 0 },
  { name: 'ETH-29NOV26-2600-P', kind: 'option', tick: 0.0001, bid: 0.0144, ask: 0.0151, position: 0 },
];

function watchRow(seed: WatchSeed, now: number): WatchRow {
  const isQuoted = seed.isQuoted === true;
  return {
    instrumentId: `deribit:${seed.name}`,
    name: seed.name,
    kind: seed.kind,
    underlying: seed.name.slice(0, 3),
    expiresAtMs: seed.kind === 'perpetual' ? null : now + 3.4e9,
    tickSize: seed.tick,
    bestBid: seed.bid,
    bestAsk: seed.ask,
    isOwnBid: false,
    isOwnAsk: seed.name === 'ETH-PERPETUAL',
    markPrice: (seed.bid + seed.ask) / 2,
    funding8h: seed.kind === 'perpetual' ? 0.0000734 : null,
    position: seed.position,
    quantityUnit: seed.kind === 'option' ? 'coin' : 'USD',
    positionCoin: seed.position,
    bidState: isQuoted ? 'live' : 'off',
    askState: isQuoted ? (seed.name.startsWith('ETH') ? 'waiting' : 'live') : 'off',
    isQuotable: isQuoted,
    trust: trust('live', now),
  };
}

function ladder(now: number): ViewState['ladder'] {
  const level = (side: 1 | -1) => (index: number) => ({
    price: side === 1 ? 61660 + index * 0.5 : 61659.5 - index * 0.5,
    quantity: Number((0.3 + ((index * 7919) % 89) / 10).toFixed(3)),
  });
  const own = (side: 'buy' | 'sell', price: number, at: { readonly level: number; readonly status?: 'sent' | 'canceling' }) => ({
    clientOrderId: `q-${price}`,
    side,
    price,
    quantity: Number((0.25 * 1.3 ** (at.level - 1)).toFixed(4)),
    level: at.level,
    purpose: 'quote' as const,
    status: at.status ?? ('live' as const),
    queueAhead: 1.2 * at.level,
  });
  const orders = [
    own('buy', 61654, { level: 1 }),
    own('buy', 61649.5, { level: 2 }),
    own('buy', 61643, { level: 3, status: 'sent' }),
    own('sell', 61663, { level: 1 }),
    own('sell', 61667.5, { level: 2 }),
    own('sell', 61674, { level: 3, status: 'canceling' }),
  ];
  return {
    instrumentId: PERPETUAL,
    name: 'BTC-PERPETUAL',
    tickSize: 0.5,
    quantityDecimals: 3,
    bids: Array.from({ length: 50 }, (_, index) => level(-1)(index)),
    asks: Array.from({ length: 50 }, (_, index) => level(1)(index)),
    orders: Object.fromEntries(orders.map((order) => [order.clientOrderId, order])),
    fairValue: 61659.9,
    microprice: 61659.88,
    markPrice: 61659.84,
    indexPrice: 61659.75,
    lastTrade: { price: 61660, side: 'buy' },
    changeId: 4711,
    isCrossed: false,
    defaultQuantityCoin: 0.25,
    orderTerms: {
      kind: 'perpetual',
      isInverse: true,
      quantityUnit: 'USD',
      lotSize: 10,
      underlying: 'BTC',
      indexPrice: 61659.75,
      markPrice: 61659.84,
      optionDelta: null,
      soft: { coin: 1.25, usd: 500_000 },
    },
    trust: trust('live', now),
  };
}

function inventory(underlying: string, delta: number, now: number): ViewState['inventory'][string] {
  const history: [number, number, number, number][] = [];
  const fills: [number, number, number][] = [];
  let value = underlying === 'BTC' ? -0.4 : 4;
  const scale = underlying === 'BTC' ? 1 : 6;
  for (let index = 0; index < 240; index += 1) {
    const noise = (((index * 48271) % 1009) / 1009 - 0.5) * 0.42 * scale;
    value = index > 200 ? value + (delta - value) * 0.08 : value + noise - value * 0.04;
    history.push([now - (240 - index) * 15_000, value, 0, -value * 1.3]);
    if (index % 11 === 5) fills.push([now - (240 - index) * 15_000, index % 2 === 0 ? 0.25 * scale : -0.25 * scale, value]);
  }
  return {
    underlying,
    deltaCoin: delta,
    indexPrice: underlying === 'BTC' ? 61659.75 : 2681.38,
    targetCoin: 0,
    softBandCoin: underlying === 'BTC' ? 1.5 : 15,
    hardBandCoin: underlying === 'BTC' ? 4 : 40,
    skewTicks: underlying === 'BTC' ? -2.4 : 1.1,
    halfLifeMinutes: underlying === 'BTC' ? 4.2 : null,
    history,
    fills,
    trust: trust('live', now),
  };
}

function connections(now: number, channel: ChannelState): ViewState['connections'] {
  return {
    rows: {
      deribit: {
        venue: 'deribit',
        label: 'Deribit practice',
        marketData: channel,
        privateChannel: 'live',
        cancelLane: 'live',
        reason: channel === 'live' ? '' : 'no message on the book channel for 3.2 s; asked for a new snapshot',
        lastMessageAtMs: now - 18,
        lastPrivateAtMs: now - 210,
        messagesPerSecond: 184,
        roundTripMs: 0.4,
        clockOffsetMs: -0.3,
        gapCount: 0,
        reconnectCount: 0,
        isDeadManArmed: true,
        deadManSeconds: 20,
        deadManMechanism: 'cancel-on-disconnect with heartbeat',
        deadManCaveat: 'A logout does not fire it.',
        isUnprotectedAccepted: false,
        presence: 'on',
        lastReconciledAtMs: now - 8_400,
        reconciliation: 'matched',
        isMatched: true,
      },
    },
    journalEntries: 5812,
    journalState: 'whole',
    journalCheck: null,
    engineP99Micros: 31,
    screenP95Ms: 14,
  };
}

function alerts(now: number): ViewState['alerts'] {
  const row = (severity: 1 | 2 | 3, age: number, text: string) => ({
    alertId: `a${severity}`,
    severity,
    raisedAtMs: now - age * 2,
    lastAtMs: now - age,
    count: severity,
    text,
    isAcknowledged: severity === 1,
  });
  return {
    rows: {
      a1: row(1, 60_000, 'Session started: journal whole, 5,812 entries read'),
      a2: row(2, 12_000, 'ETH-PERPETUAL ask waits 500 ms after a fill'),
    },
  };
}

/** A live, disarmed desk with quotes on both perpetuals. */
export function sampleState(now = START_MS): ViewState {
  const watchlist = Object.fromEntries(seeds.map((seed) => [`deribit:${seed.name}`, watchRow(seed, now)]));
  return {
    desk: {
      environment: 'practice',
      sessionId: 's-1',
      engineTimeMs: now,
      tradingState: 'active',
      tradingStateReason: '',
      isArmed: false,
      disarmsAtMs: null,
      selectedInstrumentId: PERPETUAL,
      underlyings: {
        BTC: { indexPrice: 61659.75, deltaCoin: 1.824, trust: trust('live', now) },
        ETH: { indexPrice: 2681.38, deltaCoin: -8.4, trust: trust('live', now) },
      },
      dayProfit: { profitUsd: 2104.55, sinceMs: now - 6 * 3_600_000, maximumLossUsd: 25_000, bestUsd: 2_410.2, maximumDrawdownUsd: 25_000 },
      realisedPnlUsd: 1406.12,
      unrealisedPnlUsd: 911.8,
      pnlTrust: trust('live', now),
      quoteCount: 20,
      orderCount: 20,
      externalOrderCount: 0,
      unknownOrderCount: 0,
      alertCount: 1,
      draftCount: 0,
      eventSequence: 12345,
      pull: null,
      flatten: null,
    },
    watchlist,
    ladder: ladder(now),
    quoting: {
      [PERPETUAL]: sampleQuoting(PERPETUAL, parameters, now),
      'deribit:ETH-PERPETUAL': sampleQuoting('deribit:ETH-PERPETUAL', parameters, now),
    },
    inventory: { BTC: inventory('BTC', 1.824, now), ETH: inventory('ETH', -8.4, now) },
    positions: samplePositions(now),
    orders: sampleOrders(now),
    hedge: { ...closedHedge, trust: trust('live', now) },
    fills: sampleFills(now),
    connections: connections(now, 'live'),
    alerts: alerts(now),
    greeks: sampleGreeks(),
    riskSlide: sampleSlide(),
    capital: sampleCapital(),
    surface: sampleSurface(),
  };
}

/** Connections of a venue whose book is stale. */
export function staleConnections(now: number): ViewState['connections'] {
  return connections(now, 'stale');
}

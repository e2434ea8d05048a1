/** What is counted, closed or stopped for one coin is not that of another. */
import { describe, expect, it } from 'vitest';
import { instrumentId, underlying, type Instrument, type InstrumentId } from '../../../../shared/domain/instrument';
import type { VenuePosition } from '../../../../shared/domain/position';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, positionOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';

const ETH = instrumentId(VENUE, 'ETH-PERPETUAL');
const CALLS = { BTC: instrumentId(VENUE, 'BTC-25DEC26-60000-C'), ETH: instrumentId(VENUE, 'ETH-25DEC26-3000-C') } as const;
const LIMITS = { maximumOrderCoin: 50, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 100, collarBps: 5_000, maximumOpenOrders: 20 };

function option(coin: 'BTC' | 'ETH'): Instrument {
  const id = CALLS[coin];
  return perpetual({
    ...{ id, name: id.slice(VENUE.length + 1), kind: 'option', underlying: underlying(coin), isInverse: false, quantityUnit: 'coin' },
    ...{ tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1, expiresAtMs: timestampMs(START_MS + 60 * 86_400_000) },
    option: { optionType: 'call', strike: coin === 'BTC' ? 60_000 : 3_000 },
  });
}

/** Ten dollars of vega in each option, 0.05 coin each. */
function tellOption(desk: TestDesk, id: InstrumentId, indexPrice: number): void {
  const rest = { bestBid: null, bestAsk: null, lastPrice: null, funding8h: null, markVolatility: 0.5, underlyingPrice: indexPrice };
  const greeks = { delta: 0.5, gamma: 0, vega: 10, theta: 0, rho: 0 };
  const ticker = { instrumentId: id, markPrice: 0.05, indexPrice, ...rest, greeks, venueTimeMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'ticker-updated', ticker });
  desk.snapshot(id, 500);
}

/** Both coins with their perpetuals, and an option each. */
function withBoth(positions: readonly VenuePosition[], vegaUsd = 100, gammaCoin = 1e9): TestDesk {
  const desk = new TestDesk();
  const hard = (limit: number): { readonly soft: number; readonly hard: number } => ({ soft: limit / 2, hard: limit });
  const greeks = { gammaCoin: hard(gammaCoin), vegaUsd: hard(vegaUsd), weightedVegaUsd: hard(1e9), thetaUsd: hard(1e9) };
  const limits = { BTC: LIMITS, ETH: LIMITS, [CALLS.BTC]: LIMITS, [CALLS.ETH]: LIMITS };
  const both = { quotedInstruments: [BTC, ETH], watchedInstruments: [BTC, ETH] };
  const settings = testSettings({ ...both, limits, greekLimits: { BTC: greeks, ETH: greeks } });
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings });
  desk.apply({ kind: 'clock-ticked' });
  const eth = perpetual({ id: ETH, name: 'ETH-PERPETUAL', underlying: underlying('ETH') });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), eth, option('BTC'), option('ETH')] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'ETH', price: 3_000 });
  desk.ticker(ETH, 6_000);
  desk.snapshot(ETH, 6_000);
  desk.reconcile({ positions });
  tellOption(desk, CALLS.BTC, 60_000);
  tellOption(desk, CALLS.ETH, 3_000);
  desk.command('arm', {});
  desk.wait(25);
  return desk;
}

function buyCall(desk: TestDesk, coin: 'BTC' | 'ETH', quantityCoin: number): string {
  const flags = { isPostOnly: true, isReduceOnly: false, isConfirmed: true, seenBestBid: 0.0499, seenBestAsk: 0.0501 };
  const outcome = desk.command('place-order', { instrumentId: CALLS[coin], side: 'buy', price: 0.0499, quantityCoin, ...flags });
  return outcome.status === 'denied' ? outcome.reason : '';
}

describe('the greeks of a coin', () => {
  it('leave the vega limit of another coin whole, whatever is held there', () => {
    const desk = withBoth([{ ...positionOf(CALLS.ETH, 0, 0.05), quantity: 9 }]);
    expect(buyCall(desk, 'BTC', 10)).toBe('');
    expect(buyCall(desk, 'ETH', 1.1)).toMatch(/^vega: .* vega in ETH would be 101; the limit is 100/);
    expect(buyCall(desk, 'ETH', 1)).toBe('');
  });

  it('leave its gamma limit whole as well, and are still counted in their own', () => {
    const held = withBoth([{ ...positionOf(CALLS.ETH, 0, 0.05), quantity: 9 }], 1e9, 0.02);
    const none = withBoth([], 1e9, 0.02);
    expect(buyCall(held, 'BTC', 1)).toBe(buyCall(none, 'BTC', 1));
    expect(buyCall(none, 'ETH', 1)).toBe('');
    expect(buyCall(held, 'ETH', 1)).toMatch(/^gamma: .* gamma in ETH/);
  });
});

describe('flattening the delta of a coin', () => {
  it('sells what this coin holds in a contract of its own, however much the other holds', () => {
    const desk = withBoth([positionOf(BTC, 300), positionOf(ETH, -900, 3_000)]);
    desk.command('flatten-delta', { underlying: 'BTC' });
    desk.waitInTicks(100);
    const [sent, ...more] = desk.sent();
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ instrumentId: BTC, side: 'sell', quantity: 300, isReduceOnly: true });
  });

  it('buys back what the other is short, and not in a contract of the first that would cost less', () => {
    const desk = withBoth([positionOf(BTC, -300), positionOf(ETH, -120, 3_000)]);
    desk.command('flatten-delta', { underlying: 'ETH' });
    desk.waitInTicks(100);
    expect(desk.sent()).toMatchObject([{ instrumentId: ETH, side: 'buy', quantity: 120, isReduceOnly: true }]);
  });
});

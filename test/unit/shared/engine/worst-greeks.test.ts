/** Gamma and vega of an underlying keep their hard limits with every open and unknown order of its options filled (I7). */
import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../../../shared/contract/envelope';
import type { DeadManCapability } from '../../../../shared/domain/dead-man';
import { toInstrumentId, type InstrumentId } from '../../../../shared/domain/instrument';
import { quantityLots } from '../../../../shared/domain/quantity';
import { priceTicks } from '../../../../shared/domain/price';
import { timestampMs } from '../../../../shared/domain/time';
import { gammaCoin } from '../../../../shared/engine/position-greeks';
import type { DeskSettings } from '../../../../shared/engine/settings';
import { TestDesk } from '../../../support/engine-builder';
import { datedFuture, perpetual, positionOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';

const CALL = toInstrumentId(`${VENUE}:BTC-25DEC26-60000-C`);
const PUT = toInstrumentId(`${VENUE}:BTC-25DEC26-60000-P`);
const DAYS = 60;

const CAPABILITY: DeadManCapability = {
  ...{ mechanism: 'cancel-on-disconnect', scope: 'connection', shortestSeconds: 10, firesAfterSeconds: 20 },
  ...{ refreshSeconds: null, caveat: 'none' },
};

const LIMITS = { maximumOrderCoin: 50, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 100, collarBps: 5_000, maximumOpenOrders: 20 };
const hard = (limit: number): { readonly soft: number; readonly hard: number } => ({ soft: limit / 2, hard: limit });

function option(id: InstrumentId, optionType: 'call' | 'put'): ReturnType<typeof perpetual> {
  return perpetual({
    ...{ id, name: id.slice(VENUE.length + 1), kind: 'option', option: { optionType, strike: 60_000 } },
    ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
    expiresAtMs: timestampMs(START_MS + DAYS * 86_400_000),
  });
}

/** Ten dollars of vega in each contract; 0.05 coin each, and no gamma stated. */
class OptionTestDesk extends TestDesk {
  private changes = 1_000;

  static holding(lots: number, greekLimits = { vega: 100, gamma: 1 }, change: Partial<DeskSettings> = {}): OptionTestDesk {
    const { limits } = testSettings();
    const { vega, gamma } = greekLimits;
    const desk = new OptionTestDesk();
    const settings = testSettings({
      limits: { ...limits, BTC: { ...LIMITS }, [CALL]: LIMITS, [PUT]: LIMITS },
      greekLimits: { BTC: { gammaCoin: hard(gamma), vegaUsd: hard(vega), weightedVegaUsd: hard(1e9), thetaUsd: hard(1e9) } },
      ...change,
    });
    desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings });
    desk.apply({ kind: 'clock-ticked' });
    const instruments = [perpetual(), datedFuture(), option(CALL, 'call'), option(PUT, 'put')];
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.market(120_000);
    desk.reconcile({ positions: lots === 0 ? [] : [{ ...positionOf(CALL, 0, 0.05), quantity: lots / 10 }] });
    desk.marks();
    desk.command('arm', {});
    return desk;
  }

  marks(greeks: { readonly vega: number; readonly gamma: number } | null = { vega: 10, gamma: 0 }): void {
    for (const id of [CALL, PUT]) {
      const rest = { bestBid: null, bestAsk: null, lastPrice: null, funding8h: null, markVolatility: 0.5, underlyingPrice: 60_000 };
      const all = greeks === null ? null : { delta: id === CALL ? 0.5 : -0.5, theta: 0, rho: 0, ...greeks };
      const ticker = { instrumentId: id, markPrice: 0.05, indexPrice: 60_000, ...rest, greeks: all, venueTimeMs: timestampMs(this.nowMs) };
      this.apply({ kind: 'ticker-updated', ticker });
      this.changes += 1;
      const level = (ticks: number): [ReturnType<typeof priceTicks>, ReturnType<typeof quantityLots>] => [
        priceTicks(ticks),
        quantityLots(500),
      ];
      const book = { generation: this.changes, changeId: this.changes, bids: [level(499)], asks: [level(501)] };
      this.apply({ kind: 'book-snapshot', instrumentId: id, ...book, venueTimeMs: timestampMs(this.nowMs) });
    }
    this.wait(600);
  }

  order(instrumentId: InstrumentId, side: 'buy' | 'sell', quantityCoin: number): CommandOutcome {
    const price = side === 'buy' ? 0.0499 : 0.0501;
    const seen = { seenBestBid: 0.0499, seenBestAsk: 0.0501 };
    const flags = { isPostOnly: true, isReduceOnly: false, isConfirmed: true };
    return this.command('place-order', { instrumentId, side, price, quantityCoin, ...flags, ...seen });
  }
}

describe('the vega of an underlying', () => {
  it('counts what is held and every order of any of its options that goes the same way, of unknown fate as well', () => {
    const desk = OptionTestDesk.holding(40);
    expect(desk.order(CALL, 'buy', 3).status).toBe('accepted');
    const first = desk.sent().at(-1)?.clientOrderId;
    if (first === undefined) throw new Error('nothing was sent');
    desk.apply({ kind: 'order-outcome-unknown', clientOrderId: first, reason: 'no answer' });
    desk.wait(600);
    expect(desk.order(PUT, 'buy', 3.1)).toMatchObject({
      status: 'denied',
      reason: 'vega: With all open and unknown orders filled the vega in BTC would be 101; the limit is 100 over all its instruments.',
    });
    expect(desk.order(PUT, 'buy', 3).status).toBe('accepted');
    // Sales go the other way: four held may be sold and ten more.
    desk.wait(600);
    expect(desk.order(PUT, 'sell', 14.1).status).toBe('denied');
    expect(desk.order(PUT, 'sell', 14).status).toBe('accepted');
  });

  it('is not known while the venue states no greeks of what is held: then no option passes, and for the delta no future either', () => {
    const desk = OptionTestDesk.holding(40);
    desk.marks(null);
    expect(desk.order(CALL, 'buy', 1)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/not known/) });
    const future = desk.command('place-order', {
      ...{ instrumentId: `${VENUE}:BTC-PERPETUAL`, side: 'buy', price: 59_990, quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false },
      ...{ isConfirmed: true, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 },
    });
    expect(future).toMatchObject({ status: 'denied', reason: expect.stringMatching(/^delta: The delta in BTC is not known/) });
  });
});

describe('an unprotected venue', () => {
  it('leaves a quarter of the limits on greeks too', () => {
    const desk = OptionTestDesk.holding(0, { vega: 40, gamma: 1 });
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null, capability: CAPABILITY });
    desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' });
    expect(desk.order(CALL, 'buy', 1.1)).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/^vega: .*the limit is 10 over/),
    });
    expect(desk.order(CALL, 'buy', 1).status).toBe('accepted');
  });

  it.each([
    ['premium', { maximumPremiumUsd: 12_000, maximumVegaUsd: 1_000 }, /^premium: .*the limit per order is 3000 USD/],
    ['vega', { maximumPremiumUsd: 1e9, maximumVegaUsd: 40 }, /^order-vega: .*the limit per order is 10/],
  ])('leaves a quarter of the %s of a single order', (_, limits, reason) => {
    const desk = OptionTestDesk.holding(0, { vega: 1_000, gamma: 1 }, { optionOrders: { ...limits, volatilityBand: 1 } });
    expect(desk.order(CALL, 'buy', 1.1).status).toBe('accepted');
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null, capability: CAPABILITY });
    desk.wait(600);
    expect(desk.order(CALL, 'buy', 1.1)).toMatchObject({ status: 'denied', reason: expect.stringMatching(reason) });
    expect(desk.order(CALL, 'buy', 1).status).toBe('accepted');
  });
});

/** Coin per 1 %, at the money: φ(σ√t/2) / (σ√t) of each contract. */
const DEVIATION = 0.5 * Math.sqrt(DAYS / 365);
const GAMMA = (Math.exp(-((DEVIATION / 2) ** 2) / 2) / Math.sqrt(2 * Math.PI) / DEVIATION) * 0.01;

describe('the gamma of an underlying', () => {
  it('keeps its limit as the vega does, by a gamma of our own: the few decimals that the venue states are none of a limit', () => {
    const desk = OptionTestDesk.holding(0, { vega: 1_000, gamma: 10 * GAMMA });
    expect(desk.order(CALL, 'buy', 6).status).toBe('accepted');
    desk.wait(600);
    const reason = expect.stringMatching(
      /^gamma: With all open and unknown orders filled the gamma in BTC would be 0\.197743; the limit is 0\.195785 over/,
    );
    expect(desk.order(PUT, 'buy', 4.1)).toMatchObject({ status: 'denied', reason });
    expect(desk.order(PUT, 'buy', 4).status).toBe('accepted');
  });

  it("is the venue's where nothing else can be had", () => {
    const market = { instrument: option(CALL, 'call'), ticker: { greeks: { gamma: 0.00002 }, indexPrice: 60_000, markVolatility: null } };
    expect(gammaCoin(market as never, 3)).toBeCloseTo(0.036, 12);
    expect(gammaCoin({ ...market, ticker: { ...market.ticker, greeks: null } } as never, 3)).toBeNull();
    expect(gammaCoin({ ...market, ticker: null } as never, 3)).toBeNull();
  });
});

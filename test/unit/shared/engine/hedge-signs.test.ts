/** The side and the size of a hedge against every kind of contract: counted by hand, not by the code that proposes it. */
import { describe, expect, it } from 'vitest';
import { instrumentId, type Instrument } from '../../../../shared/domain/instrument';
import { tradeId } from '../../../../shared/domain/fill';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, reportOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

const INDEX = 60_000;
/** USD of one lot of the perpetual that hedges. */
const LOT_USD = 10;

interface Held {
  readonly instrument: Instrument;
  readonly markPrice: number;
  /** Of one coin of it. */
  readonly delta: number;
}

function option(optionType: 'call' | 'put', delta: number): Held {
  const name = `BTC-25DEC26-60000-${optionType === 'call' ? 'C' : 'P'}`;
  const instrument = perpetual({
    ...{ id: instrumentId(VENUE, name), name, kind: 'option', option: { optionType, strike: INDEX } },
    ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
    expiresAtMs: timestampMs(START_MS + 30 * 86_400_000),
  });
  return { instrument, markPrice: 0.03, delta };
}

const CALL = option('call', 0.4);
const PUT = option('put', -0.4);

/** Has traded so much coin of the contract and nothing else. */
function holding({ instrument, markPrice, delta }: Held, coin: number): TestDesk {
  const desk = new TestDesk().start(testSettings());
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [instrument] });
  desk.wait(25);
  const quantity = quantityLots(Math.round(Math.abs(coin) / instrument.lotSize));
  const traded = intentOf({ instrumentId: instrument.id, side: coin > 0 ? 'buy' : 'sell', price: priceTicks(300), quantity });
  desk.apply({ kind: 'fill-reported', fill: fillOf(traded, { tradeId: tradeId('held'), clientOrderId: null }) });
  const ticker = { instrumentId: instrument.id, markPrice, indexPrice: INDEX, bestBid: null, bestAsk: null, lastPrice: null };
  const greeks = { delta, gamma: 0, vega: 0, theta: 0, rho: 0 };
  const terms = { funding8h: null, markVolatility: 0.5, underlyingPrice: INDEX, greeks, venueTimeMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'ticker-updated', ticker: { ...ticker, ...terms } });
  desk.wait(25);
  desk.command('arm', {});
  return desk;
}

describe('a hedge of everything by the inverse perpetual', () => {
  it.each([
    ['a bought call', CALL, 0.5, 'sell'],
    ['a sold call', CALL, -0.5, 'buy'],
    ['a bought put', PUT, 0.5, 'buy'],
    ['a sold put', PUT, -0.5, 'sell'],
  ] as const)('of %s takes the other side of its delta, as many USD as that is, and leaves nothing (fault 67)', (_, held, coin, side) => {
    const desk = holding(held, coin);
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(coin * held.delta, 9);
    expect(desk.command('open-hedge', { underlying: 'BTC', percent: 100 })).toMatchObject({ status: 'accepted' });
    expect(desk.command('send-hedge', seenHedge(desk.state.hedge, BTC))).toMatchObject({ status: 'accepted' });
    const [sent, ...others] = desk.sent();
    if (sent === undefined) throw new Error('no hedge was sent');
    expect(others).toEqual([]);
    expect(sent).toMatchObject({ instrumentId: BTC, side, quantity: (0.2 * INDEX) / LOT_USD });
    desk.apply({ kind: 'fill-reported', fill: fillOf(sent) });
    desk.apply({ kind: 'order-reported', report: reportOf(sent, { status: 'filled', filledQuantity: sent.quantity }) });
    desk.wait(25);
    expect(Math.abs(desk.state.exposures['BTC']?.deltaCoin ?? 1)).toBeLessThan(0.001);
  });
});

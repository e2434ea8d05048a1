/** Delivery prices are asked for only where something expired of late, and only readable ones count. */
import { describe, expect, it } from 'vitest';
import { readDeliveryPrices } from '../../../../../electron/venues/deribit/delivery-prices';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { timestampMs } from '../../../../../shared/domain/time';
import { datedFuture, perpetual } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';

const EXPIRY_MS = Date.UTC(2026, 5, 26, 8);
const DAY_MS = 86_400_000;

function known(...expiries: readonly number[]): ReadonlyMap<string, Instrument> {
  const futures = expiries.map((expiresAtMs, index) => ({ ...datedFuture(), name: `F${index}`, expiresAtMs: timestampMs(expiresAtMs) }));
  return new Map([perpetual(), ...futures].map((instrument) => [instrument.name, instrument]));
}

describe('readDeliveryPrices', () => {
  it('asks nothing while nothing expired, or only long ago', async () => {
    const answering = new AnsweringSession(() => ({ data: [] }));
    const instruments = known(EXPIRY_MS + 1, EXPIRY_MS - 4 * DAY_MS);
    expect(await readDeliveryPrices(answering.session, { instruments, venueNowMs: EXPIRY_MS })).toEqual([]);
    expect(answering.asked).toEqual([]);
  });

  it('reads the days of every underlying that had an expiry, each once', async () => {
    const days = [
      { date: '2026-06-26', delivery_price: 61_234.56 },
      { date: '2026-06-25', delivery_price: 60_000 },
    ];
    const answering = new AnsweringSession(() => ({ data: days, records_total: 2 }));
    const found = await readDeliveryPrices(answering.session, { instruments: known(EXPIRY_MS, EXPIRY_MS), venueNowMs: EXPIRY_MS + 5 });
    expect(answering.asked.map(({ method }) => method)).toEqual(['public/get_delivery_prices']);
    expect(found).toEqual([
      { underlying: 'BTC', deliveredAtMs: EXPIRY_MS, price: 61_234.56 },
      { underlying: 'BTC', deliveredAtMs: EXPIRY_MS - DAY_MS, price: 60_000 },
    ]);
  });

  it.each([
    ['a refusal', new Refusal('not now')],
    ['no list', { data: 'soon' }],
    ['a day that is none', { data: [{ date: 'tomorrow', delivery_price: 1 }] }],
    ['a price of zero', { data: [{ date: '2026-06-26', delivery_price: 0 }] }],
    ['a price in words', { data: [{ date: '2026-06-26', delivery_price: '61000' }] }],
    ['nothing in a list', { data: [null] }],
  ])('takes %s for a price not published yet', async (_what, answer) => {
    const answering = new AnsweringSession(() => answer);
    expect(await readDeliveryPrices(answering.session, { instruments: known(EXPIRY_MS), venueNowMs: EXPIRY_MS })).toEqual([]);
  });
});

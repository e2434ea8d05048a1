/** Positions and PnL of inverse contracts and coin-priced options, against published and exact figures. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../../shared/domain/fill';
import { tradeId } from '../../../../shared/domain/fill';
import { instrumentId, underlying } from '../../../../shared/domain/instrument';
import { venueOrderId } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { venueId } from '../../../../shared/domain/venue';
import { deltaCoin, sumDeltas } from '../../../../shared/inventory/delta';
import { unrealisedCoin } from '../../../../shared/inventory/pnl';
import type { AccountedInstrument, Position } from '../../../../shared/inventory/position';
import {
  applyFill,
  averagePrice,
  deliveredAt,
  flatPosition,
  positionFromVenue,
  positionQuantity,
} from '../../../../shared/inventory/position';
import { sharedFile } from '../../../support/shared-data';

const TABLE = 'reference/pnl_funding_margin.csv';
const perpetual: AccountedInstrument = {
  id: instrumentId(venueId('deribit'), 'BTC-PERPETUAL'),
  underlying: underlying('BTC'),
  isInverse: true,
  tickSize: 0.5,
  lotSize: 10,
};
const option: AccountedInstrument = {
  ...perpetual,
  id: instrumentId(venueId('deribit'), 'BTC-C'),
  isInverse: false,
  tickSize: 0.0001,
  lotSize: 0.1,
};

/** A fill of `<side> <quantity> @ <price>` in the instrument's own units. */
function fill(instrument: AccountedInstrument, text: string, change: Partial<Fill> = {}): Fill {
  const [side, quantity, , price] = text.split(' ');
  return {
    tradeId: tradeId('t'),
    instrumentId: instrument.id,
    venueOrderId: venueOrderId('v'),
    clientOrderId: null,
    side: side === 'sell' ? 'sell' : 'buy',
    price: priceTicks(Math.round(Number(price) / instrument.tickSize)),
    quantity: quantityLots(Math.round(Number(quantity) / instrument.lotSize)),
    liquidity: 'maker',
    fee: 0,
    feeCurrency: 'BTC',
    indexPrice: Number(price),
    executedAtMs: timestampMs(0),
    ...change,
  };
}

const hold = (instrument: AccountedInstrument, ...fills: readonly Fill[]): Position =>
  fills.reduce((position, one) => applyFill(position, one, instrument), flatPosition(instrument.id));

/** Rows of the table with this name: inputs and value. */
function rowsOf(path: string, name: string): readonly { readonly inputs: string; readonly value: number }[] {
  const rows = readFileSync(path, 'utf8').split('\n');
  const parsed = rows.filter((row) => row.startsWith(name + ',')).map((row) => row.split(','));
  return parsed.map(([, inputs = '', value]) => ({ inputs, value: Number(value) }));
}

describe('published figures', () => {
  it('of inverse PnL, open and closed', (ctx) => {
    const path = sharedFile(TABLE);
    if (!path) return ctx.skip('absent: ' + TABLE);
    const rows = rowsOf(path, 'inverse_pnl');
    expect(rows).toHaveLength(3);
    for (const { inputs, value } of rows) {
      const [quantity = 0, entryPrice = 0, exitPrice = 0] = (inputs.match(/[\d.]+/g) ?? []).map(Number);
      expect(unrealisedCoin(hold(perpetual, fill(perpetual, `buy ${quantity} @ ${entryPrice}`)), perpetual, exitPrice)).toBeCloseTo(
        value,
        11,
      );
      const position = hold(
        perpetual,
        fill(perpetual, `buy ${quantity} @ ${entryPrice}`),
        fill(perpetual, `sell ${quantity} @ ${exitPrice}`),
      );
      expect(position.realisedCoin).toBeCloseTo(value, 11);
      expect(position.lots).toBe(0);
    }
  });

  it('of the harmonic average entry', (ctx) => {
    const path = sharedFile(TABLE);
    if (!path) return ctx.skip('absent: ' + TABLE);
    const [row] = rowsOf(path, 'inverse_avg_entry_harmonic');
    const fills = (row?.inputs ?? '').split(';').map((part) => part.split('@').map(Number));
    const position = hold(perpetual, ...fills.map(([quantity = 0, price = 0]) => fill(perpetual, `buy ${quantity} @ ${price}`)));
    expect(averagePrice(position, perpetual)).toBeCloseTo(row?.value ?? Number.NaN, 10);
  });

  it('of a partial close: realised, and unrealised of what remains', (ctx) => {
    const path = sharedFile(TABLE);
    if (!path) return ctx.skip('absent: ' + TABLE);
    const [realised, unrealised] = rowsOf(path, 'inverse_partial_close').map((row) => row.value);
    const position = hold(perpetual, fill(perpetual, 'buy 100000 @ 60000'), fill(perpetual, 'sell 40000 @ 63000'));
    expect(position.realisedCoin).toBeCloseTo(realised ?? Number.NaN, 11);
    expect(unrealisedCoin(position, perpetual, 58_500)).toBeCloseTo(unrealised ?? Number.NaN, 11);
    expect(averagePrice(position, perpetual)).toBeCloseTo(60_000, 9);
  });

  it('of delta', (ctx) => {
    const path = sharedFile(TABLE);
    if (!path) return ctx.skip('absent: ' + TABLE);
    const value = rowsOf(path, 'inverse_delta_btc')[0]?.value;
    expect(deltaCoin({ instrument: { isInverse: true, kind: 'perpetual' }, quantity: 60_000, markPrice: 60_000, optionDelta: null })).toBe(
      value,
    );
  });
});

describe('a position', () => {
  it('turns through zero: the old side is realised, the rest enters at the price of the fill', () => {
    const position = hold(perpetual, fill(perpetual, 'buy 10000 @ 60000'), fill(perpetual, 'sell 15000 @ 61000'));
    expect(positionQuantity(position, perpetual)).toBe(-5_000);
    expect(averagePrice(position, perpetual)).toBeCloseTo(61_000, 9);
    expect(position.realisedCoin).toBeCloseTo(10_000 / 60_000 - 10_000 / 61_000, 15);
  });

  it('is exactly flat after what was bought is sold, with no dust of a coin left', () => {
    const position = hold(
      perpetual,
      fill(perpetual, 'buy 30 @ 60000.5'),
      fill(perpetual, 'buy 10 @ 59999'),
      fill(perpetual, 'sell 40 @ 60100'),
    );
    expect(position.lots).toBe(0);
    expect(position.entryCoin).toBe(0);
    expect(averagePrice(position, perpetual)).toBeNull();
  });

  it('gains in coin when short and the price falls', () => {
    const position = hold(perpetual, fill(perpetual, 'sell 60000 @ 60000'));
    expect(unrealisedCoin(position, perpetual, 50_000)).toBeCloseTo(0.2, 12);
  });

  it('of options is linear in coin, with the arithmetic average', () => {
    const position = hold(option, fill(option, 'buy 1 @ 0.05'), fill(option, 'buy 3 @ 0.01'));
    expect(averagePrice(position, option)).toBeCloseTo(0.02, 12);
    expect(unrealisedCoin(position, option, 0.03)).toBeCloseTo(0.04, 12);
  });

  it('counts fees in coin and rebates as negative', () => {
    const position = hold(
      perpetual,
      fill(perpetual, 'buy 60000 @ 60000', { fee: 0.0005 }),
      fill(perpetual, 'sell 60000 @ 60000', { fee: -0.0001 }),
      fill(perpetual, 'buy 60000 @ 60000', { fee: 6, feeCurrency: 'USDC' }),
    );
    expect(position.feesCoin).toBeCloseTo(0.0005, 15);
    expect(position.feesUsd).toBeCloseTo(30, 9);
  });

  it('taken over from the venue keeps the venue entry and has realised nothing', () => {
    const venue = {
      instrumentId: perpetual.id,
      quantity: -20_000,
      averagePrice: 61_000,
      markPrice: 60_000,
      unrealisedPnl: 0,
      realisedPnl: 1,
      delta: 0,
    };
    const position = positionFromVenue(venue, perpetual);
    expect(position).toMatchObject({ lots: -2_000, realisedCoin: 0 });
    expect(averagePrice(position, perpetual)).toBeCloseTo(61_000, 9);
    const unknownEntry = positionFromVenue({ ...venue, averagePrice: 0 }, perpetual);
    expect(unrealisedCoin(unknownEntry, perpetual, 60_000)).toBeNull();
  });

  it('cannot be valued without a price', () => {
    const position = hold(perpetual, fill(perpetual, 'buy 10 @ 60000'));
    for (const price of [null, 0, Number.NaN, -1]) expect(unrealisedCoin(position, perpetual, price)).toBeNull();
  });
});

describe('delta', () => {
  it('of an option is the delta of the venue times quantity, unknown without it', () => {
    const instrument = { isInverse: false, kind: 'option' as const };
    expect(deltaCoin({ instrument, quantity: -4, markPrice: 0.01, optionDelta: 0.5 })).toBe(-2);
    expect(deltaCoin({ instrument, quantity: -4, markPrice: 0.01, optionDelta: null })).toBeNull();
    expect(deltaCoin({ instrument, quantity: 0, markPrice: null, optionDelta: null })).toBe(0);
  });

  it('of several is unknown as soon as one is', () => {
    expect(sumDeltas([1, -0.25])).toBe(0.75);
    expect(sumDeltas([1, null, 2])).toBeNull();
  });
});

describe('deliveredAt', () => {
  it.each([
    ['a future', null, 61_000, 61_000],
    ['a call in the money', { optionType: 'call', strike: 50_000 }, 62_500, 0.2],
    ['a call out of the money', { optionType: 'call', strike: 70_000 }, 62_500, 0],
    ['a put in the money', { optionType: 'put', strike: 75_000 }, 60_000, 0.25],
    ['a put at its strike', { optionType: 'put', strike: 60_000 }, 60_000, 0],
  ] as const)('%s is worth what the venue pays', (_what, terms, price, worth) => {
    expect(deliveredAt({ option: terms }, price)).toBeCloseTo(worth, 15);
  });
});

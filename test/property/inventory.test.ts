/** Identities of positions and PnL that hold for any sequence of fills. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../../shared/domain/fill';
import { tradeId } from '../../shared/domain/fill';
import { instrumentId, underlying } from '../../shared/domain/instrument';
import { venueOrderId } from '../../shared/domain/order';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import type { Side } from '../../shared/domain/side';
import { timestampMs } from '../../shared/domain/time';
import { venueId } from '../../shared/domain/venue';
import { unrealisedCoin } from '../../shared/inventory/pnl';
import type { AccountedInstrument, Position } from '../../shared/inventory/position';
import { applyFill, averagePrice, flatPosition } from '../../shared/inventory/position';

const perpetual: AccountedInstrument = {
  id: instrumentId(venueId('deribit'), 'BTC-PERPETUAL'),
  underlying: underlying('BTC'),
  isInverse: true,
  tickSize: 0.5,
  lotSize: 10,
};
const option: AccountedInstrument = { ...perpetual, isInverse: false, tickSize: 0.0001, lotSize: 0.1 };

const fill = (instrument: AccountedInstrument): fc.Arbitrary<Fill> =>
  fc
    .record({
      side: fc.constantFrom<Side>('buy', 'sell'),
      ticks: instrument.isInverse ? fc.integer({ min: 60_000, max: 200_000 }) : fc.integer({ min: 1, max: 2_000 }),
      lots: fc.integer({ min: 1, max: 10_000 }),
      fee: fc.double({ min: -0.001, max: 0.001, noNaN: true }),
    })
    .map(({ side, ticks, lots, fee }) => ({
      tradeId: tradeId('t'),
      instrumentId: instrument.id,
      venueOrderId: venueOrderId('v'),
      clientOrderId: null,
      side,
      price: priceTicks(ticks),
      quantity: quantityLots(lots),
      liquidity: 'maker',
      fee,
      feeCurrency: 'BTC',
      indexPrice: 60_000,
      executedAtMs: timestampMs(0),
    }));

const hold = (instrument: AccountedInstrument, fills: readonly Fill[]): Position =>
  fills.reduce((position, one) => applyFill(position, one, instrument), flatPosition(instrument.id));

/** Coin that a fill moves by itself: what is paid for a purchase, valued where the contract is settled. */
function cashOf(instrument: AccountedInstrument, one: Fill): number {
  const quantity = one.quantity * instrument.lotSize * (one.side === 'buy' ? 1 : -1);
  const price = one.price * instrument.tickSize;
  return instrument.isInverse ? quantity / price : -quantity * price;
}

/** Realised plus unrealised less fees, coin. */
function totalPnlCoin(position: Position, instrument: AccountedInstrument, mark: number): number {
  return position.realisedCoin + (unrealisedCoin(position, instrument, mark) ?? Number.NaN) - position.feesCoin;
}

describe.each([
  ['inverse', perpetual, 60_000],
  ['coin-priced', option, 0.05],
] as const)('fills of an %s contract', (_, instrument, mark) => {
  const fills = fc.array(fill(instrument), { minLength: 1, maxLength: 40 });

  it('make realised plus unrealised equal to all cash flows plus the value held, less fees of either sign (fault 38)', () => {
    fc.assert(
      fc.property(fills, (given) => {
        const position = hold(instrument, given);
        const cash = given.reduce((sum, one) => sum + cashOf(instrument, one) - one.fee, 0);
        const held = position.lots * instrument.lotSize;
        const value = instrument.isInverse ? -held / mark : held * mark;
        const scale = given.reduce((sum, one) => sum + Math.abs(cashOf(instrument, one)), 1);
        expect(Math.abs(totalPnlCoin(position, instrument, mark) - (cash + value))).toBeLessThan(1e-9 * scale);
      }),
    );
  });

  it('make a position whose lots are the signed sum, with an entry inside the prices paid', () => {
    fc.assert(
      fc.property(fills, (given) => {
        const position = hold(instrument, given);
        expect(position.lots).toBe(given.reduce((sum, one) => sum + one.quantity * (one.side === 'buy' ? 1 : -1), 0));
        const average = averagePrice(position, instrument);
        if (position.lots === 0) return expect(average).toBeNull();
        const prices = given.map((one) => one.price * instrument.tickSize);
        expect(average).toBeGreaterThanOrEqual(Math.min(...prices) * (1 - 1e-6));
        expect(average).toBeLessThanOrEqual(Math.max(...prices) * (1 + 1e-6));
      }),
    );
  });

  it('mirror: the same fills on the other side make the opposite PnL', () => {
    fc.assert(
      fc.property(fills, (given) => {
        const opposite = given.map((one): Fill => ({ ...one, side: one.side === 'buy' ? 'sell' : 'buy', fee: -one.fee }));
        const [a, b] = [
          totalPnlCoin(hold(instrument, given), instrument, mark),
          totalPnlCoin(hold(instrument, opposite), instrument, mark),
        ];
        expect(a + b).toBeCloseTo(0, 9);
      }),
    );
  });
});

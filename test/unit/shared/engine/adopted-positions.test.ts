/** Positions taken over from the venue: the lots are its own, what was realised before stays ours. */
import { expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, fillOf, intentOf, positionOf } from '../../../support/engine-parts';

it('what was realised and paid before the venue’s figure was taken over stays booked (fault 30)', () => {
  const desk = new TestDesk().start();
  const round = { executedAtMs: timestampMs(desk.nowMs), fee: 0.00001 };
  const bought = intentOf({ price: priceTicks(120_000), quantity: quantityLots(100) });
  const sold = intentOf({ side: 'sell', price: priceTicks(120_100), quantity: quantityLots(40) });
  desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { ...round, tradeId: tradeId('in') }) });
  desk.apply({ kind: 'fill-reported', fill: fillOf(sold, { ...round, tradeId: tradeId('out') }) });
  const { realisedCoin = 0, realisedUsd = 0, feesCoin = 0, feesUsd = 0 } = desk.state.positions[BTC]?.position ?? {};
  expect(realisedCoin).toBeCloseTo(400 / 60_000 - 400 / 60_050, 12);
  expect([realisedUsd > 0, feesCoin > 0, feesUsd > 0]).toEqual([true, true, true]);
  for (let look = 0; look < 2; look += 1) {
    desk.wait(5_000);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
  }
  desk.command('adopt-positions', { venue: VENUE, reason: 'liquidated' });
  desk.reconcile({ positions: [positionOf(BTC, 50)] });
  expect(desk.state.positions[BTC]).toMatchObject({
    position: { lots: 50, realisedCoin, realisedUsd, feesCoin, feesUsd },
    venueLots: 50,
    differenceLots: 0,
  });
});

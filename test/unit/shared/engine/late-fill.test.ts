/** A fill that is told long after it was made: it counts, but what the market of now says of it is not shown as its edge. */
import { expect, it } from 'vitest';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, positionOf } from '../../../support/engine-parts';

/** A minute after a fill at 59,995 the market stands 1 % higher, and the fill is told. */
function toldAfter(milliseconds: number): TestDesk {
  const desk = new TestDesk().start();
  const executedAtMs = timestampMs(desk.nowMs);
  desk.nowMs += milliseconds;
  desk.wait(0);
  desk.market(121_200);
  const fill = fillOf(intentOf(), { quantity: quantityLots(10), executedAtMs });
  desk.reconcile({ fills: [fill], positions: [positionOf(BTC, 10)] });
  desk.nowMs += 1_000;
  desk.market(121_200);
  desk.wait(0);
  return desk;
}

it('has neither edge nor markouts, of which nothing is known', () => {
  const desk = toldAfter(4_000);
  expect(desk.state.positions[BTC]?.position.lots).toBe(10);
  expect(desk.state.fills).toMatchObject([{ fairValueAtFill: null, edgeBps: null, markout1sBps: null }]);
});

it('has them where it is told in time', () => {
  const [record] = toldAfter(500).state.fills;
  expect(record?.edgeBps).toBeCloseTo((60_600 / 59_995 - 1) * 10_000, 6);
  expect(record?.markout1sBps).toBeCloseTo((60_600 / 59_995 - 1) * 10_000, 6);
});

/** A reading that a fill raced can neither clear a difference found before nor be held against the account. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, positionOf, VENUE } from '../../../support/engine-parts';

/** Trades ten lots, loses its connection, finds it again, and reads what no fill on the way explains. */
function readAmidFills(desk: TestDesk): void {
  desk.lane('private', 'closed');
  desk.lane('private', 'live');
  const fill = fillOf(intentOf(), { quantity: quantityLots(10), executedAtMs: timestampMs(desk.nowMs), tradeId: tradeId('raced') });
  desk.apply({ kind: 'fill-reported', fill });
  desk.nowMs += 100;
  desk.reconcile({ positions: [positionOf(BTC, 1_003)] });
}

describe('the first reading after a connection was lost, amid fills', () => {
  it('has the fills known do where nothing differed before', () => {
    const desk = new TestDesk().start(undefined, { positions: [positionOf(BTC, 1_000)] });
    readAmidFills(desk);
    const { nowMs } = desk;
    expect(desk.state.venues[VENUE]).toMatchObject({
      ...{ reconciliation: 'matched as far as fills are known', isMatched: true, comparedAtMs: nowMs, reconciledAtMs: nowMs },
    });
  });

  it('leaves a difference found before as it is', () => {
    const desk = new TestDesk().start(undefined, { positions: [positionOf(BTC, 1_000)] });
    desk.wait(5_000);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 1_200)] });
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: false, mismatchCount: 1 });
    const said = desk.state.venues[VENUE]?.reconciliation;
    readAmidFills(desk);
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: false, mismatchCount: 1 });
    expect(desk.state.venues[VENUE]?.reconciliation).not.toMatch(/^matched/);
    expect(said).toMatch(/off by/);
  });
});

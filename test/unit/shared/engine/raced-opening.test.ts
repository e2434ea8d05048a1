/** The first reading of an account is not believed while a fill may be missing in its positions. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

/** Connected, and told of a fill of 155 lots, before the account was read. */
function unopened(): TestDesk {
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  tell(desk);
  return desk;
}

let fills = 0;

function tell(desk: TestDesk): void {
  fills += 1;
  const fill = fillOf(intentOf(), {
    quantity: quantityLots(155),
    executedAtMs: timestampMs(desk.nowMs),
    tradeId: tradeId(`raced-${fills}`),
  });
  desk.apply({ kind: 'fill-reported', fill });
}

const lotsOf = (desk: TestDesk): number | undefined => desk.state.positions[BTC]?.position.lots;

describe('an opening that a fill raced', () => {
  it('waits for a reading that knows of the fill', () => {
    const desk = unopened();
    desk.reconcile({ positions: [positionOf(BTC, 219)] });
    expect(desk.state.openedVenues).toEqual([]);
    expect(desk.state.venues[VENUE]?.reconciledAtMs).toBeNull();
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(374);
    expect(desk.state.positions[BTC]?.openingLots).toBe(219);
  });

  it('is taken after half a minute of an account that never rests, which then compares', () => {
    const desk = unopened();
    desk.wait(30_000);
    tell(desk);
    desk.reconcile({ positions: [positionOf(BTC, 310)] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(310);
  });
});

/** The first reading of an account is not believed while a fill may be missing in its positions. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

/** Connected, before the account was read. */
function connected(): TestDesk {
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  return desk;
}

/** … and told of a fill of 155 lots. */
function unopened(): TestDesk {
  const desk = connected();
  tell(desk);
  return desk;
}

let fills = 0;

function fillNow(desk: TestDesk): Fill {
  fills += 1;
  return fillOf(intentOf(), {
    quantity: quantityLots(155),
    executedAtMs: timestampMs(desk.nowMs),
    tradeId: tradeId(`raced-${fills}`),
  });
}

function tell(desk: TestDesk): void {
  desk.apply({ kind: 'fill-reported', fill: fillNow(desk) });
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

  it('waits too when the fill is in the reading itself and was never told', () => {
    const desk = connected();
    desk.reconcile({ positions: [positionOf(BTC, 219)], fills: [fillNow(desk)] });
    expect(desk.state.openedVenues).toEqual([]);
    desk.wait(5_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)] });
    expect(lotsOf(desk)).toBe(374);
  });

  it('does not wait for fills of long before', () => {
    const desk = connected();
    const fill = fillNow(desk);
    desk.wait(2_000);
    desk.reconcile({ positions: [positionOf(BTC, 374)], fills: [fill] });
    expect(desk.state.openedVenues).toEqual([VENUE]);
    expect(lotsOf(desk)).toBe(374);
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

/** The venue changes tick or lot while an order waits for the disk: it was decided in the numbers of before (fault 35). */
import { describe, expect, it } from 'vitest';
import { EffectRunner } from '../../../../electron/engine/effect-runner';
import type { VenueConnection } from '../../../../electron/venues/venue-port';
import type { Instrument } from '../../../../shared/domain/instrument';
import { ok, type Result } from '../../../../shared/domain/result';
import type { EngineEventBody } from '../../../../shared/engine/events';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, VENUE } from '../../../support/engine-parts';

/** A bid by hand is decided, the list of contracts changes, then the disk answers; what reached the venue, and what became of the bid. */
function acrossChange(change: Partial<Instrument>): { readonly sent: number; readonly desk: TestDesk } {
  const desk = new TestDesk().start();
  desk.command('arm', {});
  let disk: (result: Result<null, string>) => void = () => undefined;
  let sent = 0;
  const told: EngineEventBody[] = [];
  const runner = new EffectRunner({
    monotonicMs: () => desk.nowMs,
    commitIntents: (_intents, done) => void (disk = done),
    submit: (body) => void told.push(body),
    acknowledge: () => undefined,
  });
  const none = (): void => undefined;
  const connection = {
    ...{ venue: VENUE, start: none, subscribe: none, resynchroniseBook: none, cancelOrder: none, cancelAll: none, queryOrder: none },
    ...{ sendOrder: () => void (sent += 1), reconcile: none, reconnect: none, disconnect: none, stop: () => Promise.resolve() },
  } satisfies VenueConnection;
  runner.attach(connection);
  const before = desk.effects.length;
  desk.command('place-order', {
    ...{ instrumentId: BTC, side: 'buy', price: 59_990, quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false },
    ...{ isConfirmed: true, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 },
  });
  runner.run(desk.effects.slice(before));
  runner.run(desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(change)] }));
  disk(ok(null));
  for (const body of told) desk.apply(body);
  return { sent, desk };
}

describe('an order by hand that waits for the disk', () => {
  it('leaves where the list of contracts says what it said before', () => {
    expect(acrossChange({}).sent).toBe(1);
  });

  it.each([
    ['a finer tick, by which 59,990 would be 11,998', { tickSize: 0.1 }],
    ['a larger lot, by which 0.1 coin would be 1', { lotSize: 100, minimumQuantity: 100 }],
  ])('never leaves after %s, and counts no more', (_, change) => {
    const { sent, desk } = acrossChange(change);
    expect(sent).toBe(0);
    expect(desk.state.orders.open.size).toBe(0);
  });
});

/** The market-maker protection of a venue guards a whole underlying: what one contract sets off freezes all of it, and no other coin. */
import { expect, it } from 'vitest';
import { instrumentId, underlying } from '../../../../shared/domain/instrument';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, perpetual, reportOf, testSettings, VENUE } from '../../../support/engine-parts';
import { perpetualParameters } from '../../../support/quoting-input';

const ETH = instrumentId(VENUE, 'ETH-PERPETUAL');
const QUOTED = [BTC, BTC_FUTURE, ETH];

function quotingAll(): TestDesk {
  const parameters = Object.fromEntries(QUOTED.map((id) => [id, perpetualParameters({ levels: 2, quantityCoin: 0.1 })]));
  const quoted = { quotedInstruments: QUOTED, watchedInstruments: QUOTED, parameters };
  const settings = testSettings({ ...quoted, maximumOrdersPerSecond: 200 });
  const desk = new TestDesk().start(settings);
  const eth = perpetual({ id: ETH, name: 'ETH-PERPETUAL', underlying: underlying('ETH') });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [eth] });
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'ETH', price: 3_000 });
  desk.ticker(ETH, 6_000);
  desk.snapshot(ETH, 6_000);
  desk.command('arm', {});
  for (const id of QUOTED) desk.command('set-trading', { instrumentId: id, isOn: true });
  desk.wait(25);
  desk.acceptAll();
  return desk;
}

it('a protection that fires on the perpetual takes the quotes of the future out as well, and leaves those of another coin (fault 32)', () => {
  const desk = quotingAll();
  const resting = QUOTED.map((id) => desk.state.orders.openOf(id).filter(({ isCancelPending }) => !isCancelPending));
  for (const orders of resting) expect(orders.length).toBeGreaterThan(0);
  const [first] = resting[0] ?? [];
  if (first === undefined) throw new Error('no quote');
  const ended = { status: 'canceled', reason: 'mmp_trigger', endedBy: 'protection', venueUpdatedAtMs: timestampMs(desk.nowMs) } as const;
  desk.apply({ kind: 'order-reported', report: reportOf(first, ended) });
  const left = QUOTED.map((id) => desk.state.orders.openOf(id).filter(({ isCancelPending }) => !isCancelPending).length);
  expect(left).toEqual([0, 0, resting[2]?.length]);
  desk.cancelPending();
  const before = desk.sent().length;
  desk.wait(2_000);
  desk.market(120_000);
  expect(
    desk
      .sent()
      .slice(before)
      .filter(({ instrumentId: id }) => id !== ETH),
  ).toEqual([]);
});

/** What is done to one underlying leaves the orders of the other in the market. */
import { expect, it } from 'vitest';
import { instrumentId, underlying, type InstrumentId } from '../../../../shared/domain/instrument';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, positionOf, testSettings, VENUE } from '../../../support/engine-parts';

const ETH = instrumentId(VENUE, 'ETH-PERPETUAL');

/** Long in BTC, and quoting both perpetuals. */
function quotingBoth(): TestDesk {
  const settings = testSettings({ quotedInstruments: [BTC, ETH], watchedInstruments: [BTC, ETH] });
  const desk = new TestDesk().start(settings, { positions: [positionOf(BTC, 300)] });
  const eth = perpetual({ id: ETH, name: 'ETH-PERPETUAL', underlying: underlying('ETH') });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [eth] });
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'ETH', price: 3_000 });
  desk.ticker(ETH, 6_000);
  desk.snapshot(ETH, 6_000);
  desk.command('arm', {});
  for (const id of [BTC, ETH]) desk.command('set-trading', { instrumentId: id, isOn: true });
  desk.wait(25);
  return desk;
}

function quotesOf(desk: TestDesk, id: InstrumentId): readonly boolean[] {
  return desk.state.orders
    .openOf(id)
    .filter(({ purpose }) => purpose === 'quote')
    .map(({ isCancelPending }) => isCancelPending);
}

it('flattening the delta of one takes its quotes out, and leaves those of the other and its trading as they are', () => {
  const desk = quotingBoth();
  const before = quotesOf(desk, ETH);
  expect(before.length).toBeGreaterThan(0);
  expect(quotesOf(desk, BTC).length).toBeGreaterThan(0);
  expect(desk.command('flatten-delta', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  expect(quotesOf(desk, BTC).every((isLeaving) => isLeaving)).toBe(true);
  expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
  expect(quotesOf(desk, ETH)).toEqual(before);
  expect(before).not.toContain(true);
  expect(desk.state.quoting[ETH]?.isTradingOn).toBe(true);
});

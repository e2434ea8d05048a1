/** Two quoted instruments of one underlying share the room up to its hard band: together they fit into it, and neither takes the other's. */
import { describe, expect, it } from 'vitest';
import { ticksToPrice } from '../../../../shared/domain/price';
import type { Side } from '../../../../shared/domain/side';
import { mayYetFill, outstandingLots } from '../../../../shared/execution/order-state';
import type { InstrumentId } from '../../../../shared/domain/instrument';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, testSettings } from '../../../support/engine-parts';
import { perpetualParameters } from '../../../support/quoting-input';

const HARD = 1;

/** Each wants four levels of 0.2 coin a side, or of what is given; one coin may be taken on a side before inventory leaves the band. */
function bothQuoted(quoted: readonly InstrumentId[] = [BTC, BTC_FUTURE], quantityCoin = 0.2): TestDesk {
  const wanted = perpetualParameters({ levels: 4, quantityCoin, quantityDecay: 1, fillCooldownMs: 0 });
  const settings = testSettings({
    quotedInstruments: quoted,
    watchedInstruments: quoted,
    parameters: { [BTC]: wanted, [BTC_FUTURE]: wanted },
    targets: { BTC: { targetCoin: 0, softBandCoin: HARD, hardBandCoin: HARD } },
    maximumOrdersPerSecond: 200,
  });
  const desk = new TestDesk().start(settings);
  desk.command('arm', {});
  for (const instrumentId of quoted) {
    desk.command('set-trading', { instrumentId, isOn: true });
    desk.acceptAll();
  }
  return desk;
}

/** Coin that quotes of a side may still fill. */
function restingCoin(desk: TestDesk, side: Side, id?: InstrumentId): number {
  let coin = 0;
  for (const order of desk.state.orders.open.values()) {
    if (order.side !== side || order.purpose !== 'quote' || !mayYetFill(order, desk.nowMs)) continue;
    if (id === undefined || order.instrumentId === id) coin += (outstandingLots(order) * 10) / ticksToPrice(order.price, 0.5);
  }
  return coin;
}

const statusesOf = (desk: TestDesk, id: InstrumentId, side: Side): string[] =>
  (desk.state.quoting[id]?.levelStatuses ?? []).filter((status) => status.side === side).map(({ code }) => code);

describe('the hard band of an underlying', () => {
  it('is shared: what rests of one instrument leaves the other only the rest, and its levels say so', () => {
    const desk = bothQuoted();
    for (const side of ['buy', 'sell'] as const) {
      expect(restingCoin(desk, side, BTC)).toBeCloseTo(0.8, 2);
      expect(restingCoin(desk, side)).toBeGreaterThan(0.98);
      expect(restingCoin(desk, side)).toBeLessThanOrEqual(HARD + 1e-3);
      expect(statusesOf(desk, BTC, side)).toEqual(Array(4).fill('quotable'));
      expect(statusesOf(desk, BTC_FUTURE, side)).toEqual(['quotable', 'shared-band', 'shared-band', 'shared-band']);
    }
    const [first, second] = (desk.state.quoting[BTC_FUTURE]?.levelStatuses ?? []).filter(({ side }) => side === 'buy');
    expect(first?.reason).toMatch(/^live, smaller: quotes of other instruments of this underlying hold the room/);
    expect(second?.reason).toMatch(/quotes of other instruments of this underlying hold the room up to the hard band/);
  });

  it('stays with the quotes that rest: whoever was there first keeps its room through requotes, and nothing goes to and fro', () => {
    const desk = bothQuoted();
    let most = 0;
    for (let round = 0; round < 40; round += 1) {
      desk.nowMs += 200;
      desk.market(120_000 + ((round * 7) % 12));
      for (let turn = 0; turn < 4; turn += 1) {
        desk.cancelPending();
        desk.acceptAll();
        desk.wait(25);
      }
      most = Math.max(most, restingCoin(desk, 'buy'), restingCoin(desk, 'sell'));
      expect(restingCoin(desk, 'buy', BTC)).toBeGreaterThan(0.75);
    }
    expect(most).toBeLessThanOrEqual(HARD + 1e-2);
    const before = desk.effects.length;
    desk.waitInTicks(2_000);
    desk.market(120_000 + ((39 * 7) % 12));
    expect(desk.effects.slice(before).filter(({ kind }) => kind === 'send-order' || kind === 'cancel-order')).toEqual([]);
  });

  it('gives what a stopped instrument leaves to the other, and takes nothing back from what rests there', () => {
    const desk = bothQuoted([BTC_FUTURE, BTC]);
    desk.command('set-trading', { instrumentId: BTC_FUTURE, isOn: false });
    for (let turn = 0; turn < 6; turn += 1) {
      desk.cancelPending();
      desk.wait(25);
      desk.acceptAll();
    }
    expect(restingCoin(desk, 'buy', BTC)).toBeCloseTo(0.8, 2);
    desk.command('set-trading', { instrumentId: BTC_FUTURE, isOn: true });
    for (let turn = 0; turn < 6; turn += 1) {
      desk.acceptAll();
      desk.cancelPending();
      desk.wait(25);
    }
    expect(restingCoin(desk, 'buy', BTC)).toBeCloseTo(0.8, 2);
    expect(restingCoin(desk, 'buy', BTC_FUTURE)).toBeCloseTo(0.2, 2);
  });

  it('moves with inventory: after a sweep of one instrument the other has no more than what is left', () => {
    const desk = bothQuoted();
    for (const order of [...desk.state.orders.openOf(BTC)].filter(({ side }) => side === 'buy')) {
      desk.apply({ kind: 'fill-reported', fill: fillOf(order) });
      const held = desk.state.exposures['BTC']?.deltaCoin ?? Number.NaN;
      expect(held + restingCoin(desk, 'buy')).toBeLessThanOrEqual(HARD + 1e-2);
    }
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(0.8, 2);
    expect(restingCoin(desk, 'buy')).toBeCloseTo(0.2, 2);
  });

  it('is no way around ARMED: what would be quoted nearer or larger once there is room needs it, also where there is none now', () => {
    const desk = bothQuoted([BTC, BTC_FUTURE], 0.3);
    expect(restingCoin(desk, 'buy', BTC_FUTURE) + restingCoin(desk, 'sell', BTC_FUTURE)).toBe(0);
    desk.command('disarm', {});
    const quoting = desk.state.quoting[BTC_FUTURE];
    if (quoting === undefined) throw new Error('not quoted');
    for (const change of [{ minimumHalfSpreadBps: 0, riskAversion: 0.0001 }, { quantityCoin: 1 }]) {
      desk.command('stage-parameters', { instrumentId: BTC_FUTURE, draft: { ...quoting.parameters, ...change } });
      const outcome = desk.command('apply-parameters', { instrumentId: BTC_FUTURE, baseVersion: quoting.parametersVersion });
      expect(outcome).toMatchObject({ status: 'denied' });
    }
  });

  it('holds for a future far below its index: what its bids would bring is counted at its own price', () => {
    const desk = bothQuoted([BTC_FUTURE]);
    desk.command('set-trading', { instrumentId: BTC_FUTURE, isOn: false });
    desk.cancelPending();
    const bids = (): number => {
      const lots = desk.state.quoting[BTC_FUTURE]?.targets?.buy.reduce((sum, level) => sum + level.quantityLots, 0) ?? Number.NaN;
      return (lots * 10) / 54_000;
    };
    desk.ticker(BTC_FUTURE, 108_000);
    desk.snapshot(BTC_FUTURE, 108_000);
    desk.wait(25);
    expect(desk.state.indexes['BTC']?.price).toBe(60_000);
    expect(bids()).toBeGreaterThan(0.79);
    expect(bids()).toBeLessThanOrEqual(0.8 + 1e-9);
  });
});

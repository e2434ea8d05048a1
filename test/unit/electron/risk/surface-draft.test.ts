/** Edits of a surface, from the exchange's wire to the draft that the panel shows: snapping to settlement, and what a draft lists. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstrumentId } from '../../../../shared/domain/instrument';
import { theoOf } from '../../../../shared/pricing/option-theo';
import { OptionDesk } from '../../../support/option-desk';

let desk: OptionDesk;

beforeAll(async () => {
  desk = await OptionDesk.start();
  await desk.until('a fitted smile with marks', () => (desk.topic('surface')['BTC']?.expiries[2]?.nodes.length ?? 0) > 0);
}, 30_000);

afterAll(() => desk.stop());

describe('an edit of the surface', () => {
  it('snaps to what the venue settles by, as a draft beside its marks', () => {
    const expiry = desk.surface().expiries[2];
    const name = { underlying: 'BTC', expiresAtMs: expiry?.expiresAtMs ?? 0 };
    expect(desk.command('edit-surface', { ...name, edit: { kind: 'move', move: 'shift', points: 5 } })).toMatchObject({
      status: 'accepted',
    });
    expect(desk.command('edit-surface', { ...name, edit: { kind: 'snap', to: 'settlement' } })).toMatchObject({ status: 'accepted' });
    const { market = [], nodes = [] } = desk.surface().expiries[2] ?? {};
    const marks = new Map(market.map(({ strike, markVolatility }) => [strike, markVolatility]));
    const near = nodes
      .filter(({ logMoneyness }) => Math.abs(logMoneyness) < 0.1)
      .map(({ strike, volatility }) => [strike, volatility] as const);
    expect(near.length).toBeGreaterThan(0);
    for (const [strike, volatility] of near) expect(Math.abs(volatility - (marks.get(strike) ?? Number.NaN))).toBeLessThan(0.005);
    expect(desk.surface().draft?.edits).toEqual([
      'shift +5.00',
      expect.stringMatching(/^snap to settlement: on the venue’s marks of \d+ strikes, median 0\.\d\d v away$/),
    ]);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  });

  it('moves to the number that was typed, not to the sum of what its digits asked for one by one', () => {
    const { expiresAtMs = 0 } = desk.surface().expiries[2] ?? {};
    // "1", "1.", "1.5": each is sent before the screen has heard of the one before.
    for (const points of [1, 1, 1.5]) {
      const edit = { kind: 'move-to', move: 'shift', points } as const;
      expect(desk.command('edit-surface', { underlying: 'BTC', expiresAtMs, edit })).toMatchObject({ status: 'accepted' });
    }
    expect(desk.surface().expiries[2]?.moves.shift).toBeCloseTo(1.5, 9);
    const step = { kind: 'move', move: 'shift', points: 0.1 } as const;
    expect(desk.command('edit-surface', { underlying: 'BTC', expiresAtMs, edit: step })).toMatchObject({ status: 'accepted' });
    expect(desk.surface().expiries[2]?.moves.shift).toBeCloseTo(1.6, 9);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  });

  it('lists the options of the expiries that it changes, each priced as the whole chain is, and no others', () => {
    const { expiresAtMs = 0, key } = desk.surface().expiries[2] ?? {};
    const edit = { kind: 'move', move: 'shift', points: 2 } as const;
    expect(desk.command('edit-surface', { underlying: 'BTC', expiresAtMs, edit })).toMatchObject({ status: 'accepted' });
    const state = desk.state.surfaces['BTC'];
    if (state?.draft == null) throw new Error('Expected a draft, found none.');
    const { curve, published, draft, fittedAtMs: nowMs } = state;
    const priced = (desk.state.chains['BTC']?.quotes ?? []).flatMap(({ instrumentId }) => {
      const instrument = desk.state.markets.get(instrumentId)?.instrument;
      if (instrument?.option == null) return [];
      const contract = { ...instrument.option, expiresAtMs: instrument.expiresAtMs ?? 0 };
      const prices = [published, draft.surface].map((of) => theoOf(contract, { curve, surface: of, nowMs }));
      return [[instrumentId, prices.map((theo) => (theo.ok ? theo.value.priceCoin : null))] as const];
    });
    const changed = new Map(priced.filter(([, [before, after]]) => before !== after));
    const { changes = [], changedCount } = desk.surface().draft ?? {};
    expect(changedCount).toBe(changed.size);
    expect(changes.length).toBeGreaterThan(10);
    expect(new Set(changes.map(({ expiryKey }) => expiryKey))).toEqual(new Set([key]));
    for (const { instrumentId, priceBefore, priceAfter } of changes)
      expect([priceBefore, priceAfter]).toEqual(changed.get(instrumentId as InstrumentId));
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  });
});

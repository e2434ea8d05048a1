/** Drafts: five moves, dragged and locked nodes, re-centring and snapping; what publishing would change; publishing itself. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_FIT_SETTINGS, marketLevels } from '../../../../../shared/pricing/surface/fit-surface';
import { draftImpact, type DraftOption } from '../../../../../shared/pricing/surface/draft-impact';
import { moveProfile, SMILE_MOVES } from '../../../../../shared/pricing/surface/smile-adjustment';
import {
  addEdit,
  beginDraft,
  publishDraft,
  rebaseDraft,
  undoEdit,
  type SurfaceDraft,
  type SurfaceEdit,
} from '../../../../../shared/pricing/surface/surface-draft';
import {
  atTheMoneyVolatility,
  sliceOf,
  sliceVolatility,
  type SurfaceSlice,
} from '../../../../../shared/pricing/surface/volatility-surface';
import { chainInputs, CHAIN_AT_MS, expiryAt, fitMade, places, smileOf, type MadeExpiry } from '../../../../support/option-chains';

const FORWARD = 60_000;
const NEAR = expiryAt(0.25);
const expiries = [0.25, 0.5].map((years): MadeExpiry => ({
  years,
  forward: FORWARD,
  raw: smileOf(0.6, years),
  places: places(0.8, 21),
  halfWidth: 0.01,
}));
const { surface, markets } = fitMade(expiries, { settings: DEFAULT_FIT_SETTINGS });
const { curve } = chainInputs(expiries, { settings: DEFAULT_FIT_SETTINGS });

function edit(draft: SurfaceDraft, ...edits: readonly SurfaceEdit[]): SurfaceDraft {
  return edits.reduce((now, one) => {
    const next = addEdit(now, one);
    if (!next.ok) throw new Error(next.error);
    return next.value;
  }, draft);
}
const sliceIn = (draft: SurfaceDraft): SurfaceSlice => {
  const slice = sliceOf(draft.surface, NEAR);
  if (slice === null) throw new Error('expected a smile, found none');
  return slice;
};
const at = (draft: SurfaceDraft, strike: number): number => sliceVolatility(sliceIn(draft), Math.log(strike / FORWARD)) ?? NaN;
const begun = beginDraft(surface);
const shift = (amount: number): SurfaceEdit => ({ kind: 'move', expiries: [NEAR], move: 'shift', amount });
const strikeAt = (deviations: number): number => FORWARD * Math.exp(deviations * 0.3);

describe('moves', () => {
  it('change the volatility by their profile, one point for one point', () => {
    for (const move of SMILE_MOVES) {
      const moved = edit(begun, { kind: 'move', expiries: [NEAR], move, amount: 0.01 });
      for (const x of [-2, -1, 0, 1, 2])
        expect(at(moved, strikeAt(x)) - at(begun, strikeAt(x))).toBeCloseTo(0.01 * moveProfile(move, x), 4);
    }
  });

  it('have the meaning that their names promise', () => {
    expect([-1, 0, 1].map((x) => moveProfile('shift', x))).toEqual([1, 1, 1]);
    expect([-1, 0, 1].map((x) => moveProfile('tilt', x))).toEqual([-1, 0, 1]);
    expect([-1, 0, 1].map((x) => moveProfile('width', x))).toEqual([1, 0, 1]);
    expect([-2, 0, 1, 2].map((x) => moveProfile('up-wing', x))).toEqual([0, 0, 0, 1]);
    expect([-2, -1, 0, 2].map((x) => moveProfile('down-wing', x))).toEqual([1, 0, 0, 0]);
    for (const move of SMILE_MOVES) expect(Math.abs(moveProfile(move, 1e6))).toBeLessThan(4);
  });

  it('leave other expiries alone and label what they touch', () => {
    const moved = edit(begun, shift(0.02));
    expect(moved.surface.slices[1]).toBe(surface.slices[1]);
    expect(sliceIn(moved).label).toBe('edited');
  });
});

describe('nodes', () => {
  const drag = (strike: number, volatility: number): SurfaceEdit => ({ kind: 'drag', expiresAtMs: NEAR, strike, volatility });

  it('pull the smile exactly through a dragged volatility, and leave it alone further away', () => {
    const dragged = edit(begun, drag(66_000, 0.64));
    expect(at(dragged, 66_000)).toBeCloseTo(0.64, 12);
    expect(at(dragged, strikeAt(-2))).toBeCloseTo(at(begun, strikeAt(-2)), 4);
  });

  it('keep nodes that were dragged before where they are', () => {
    const both = edit(begun, drag(66_000, 0.64), drag(74_000, 0.66), drag(70_000, 0.6));
    expect([66_000, 74_000, 70_000].map((strike) => at(both, strike).toFixed(9))).toEqual(['0.640000000', '0.660000000', '0.600000000']);
  });

  it('hold a locked volatility through every move and drag, until it is unlocked', () => {
    const before = at(begun, 63_000);
    const lock: SurfaceEdit = { kind: 'lock', expiresAtMs: NEAR, strike: 63_000 };
    const locked = edit(begun, lock, shift(0.05), { kind: 'move', expiries: [NEAR], move: 'tilt', amount: -0.02 }, drag(66_000, 0.7));
    expect(at(locked, 63_000)).toBeCloseTo(before, 12);
    expect(at(locked, 66_000)).toBeGreaterThan(0.68);
    const refused = addEdit(locked, drag(63_000, 0.9));
    expect(refused.ok ? '' : refused.error).toBe('expected a node that is not locked, found a locked one: unlock it first');
    const free = edit(locked, { kind: 'unlock', expiresAtMs: NEAR, strike: 63_000 }, shift(0.01));
    expect(at(free, 63_000)).toBeCloseTo(before + 0.01, 9);
  });
});

describe('re-centre and snap', () => {
  it('brings the money to the market and nothing else of the shape', () => {
    const away = edit(begun, shift(0.07));
    const centred = edit(away, { kind: 'recentre', levels: marketLevels(markets) });
    expect(atTheMoneyVolatility(sliceIn(centred))).toBeCloseTo(0.6, 3);
    expect(at(centred, 70_000) - at(centred, 50_000)).toBeCloseTo(at(away, 70_000) - at(away, 50_000), 3);
  });

  it('takes another surface’s smile, but for what is locked', () => {
    const snapped = edit(begun, shift(0.07), { kind: 'snap', to: 'previous', slices: surface.slices });
    expect(at(snapped, 63_000)).toBe(at(begun, 63_000));
    const lock: SurfaceEdit = { kind: 'lock', expiresAtMs: NEAR, strike: 63_000 };
    const held = edit(begun, shift(0.07), lock, { kind: 'snap', to: 'previous', slices: surface.slices });
    expect(at(held, 63_000)).toBeCloseTo(at(begun, 63_000) + 0.07, 9);
  });
});

describe('undo and publish', () => {
  it('refuses an edit that makes no sense, and leaves the draft as it was', () => {
    const bad: readonly [SurfaceEdit, RegExp][] = [
      [shift(NaN), /expected an amount of volatility, found NaN/],
      [{ kind: 'move', expiries: [1], move: 'tilt', amount: 0.01 }, /expected expiries that have a smile, found 1, which has none/],
      [{ kind: 'drag', expiresAtMs: NEAR, strike: 66_000, volatility: 0 }, /expected a positive volatility, found 0/],
      [{ kind: 'lock', expiresAtMs: NEAR, strike: -5 }, /expected a positive strike, found -5/],
      [{ kind: 'recentre', levels: [] }, /found none named/],
    ];
    for (const [one, words] of bad) {
      const refused = addEdit(begun, one);
      expect(refused.ok ? '' : refused.error).toMatch(words);
    }
  });

  it('publishes once, on the surface that the draft was begun on', () => {
    const draft = edit(begun, shift(0.01));
    const published = publishDraft(draft, surface, CHAIN_AT_MS + 5);
    expect(published.ok && published.value).toMatchObject({ revision: surface.revision + 1, asOfMs: CHAIN_AT_MS + 5 });
    const newer = published.ok ? published.value : surface;
    const again = publishDraft(draft, newer, CHAIN_AT_MS + 6);
    expect(again.ok ? '' : again.error).toMatch(/expected surface 1, on which the draft was begun, found 2/);
    const rebased = rebaseDraft(draft, newer);
    expect(at(rebased, FORWARD)).toBeCloseTo(at(begun, FORWARD) + 0.02, 9);
    expect(publishDraft(begun, surface, CHAIN_AT_MS).ok).toBe(false);
    expect(undoEdit(begun)).toEqual(begun);
  });
});

describe('what publishing would change', () => {
  const option = (instrumentId: string, changes: Partial<DraftOption> = {}): DraftOption => ({
    ...{ instrumentId, expiresAtMs: NEAR, strike: 66_000, optionType: 'call', quantityCoin: 0, ownBid: null, ownAsk: null },
    ...changes,
  });
  const market = { curve, nowMs: CHAIN_AT_MS, before: surface };

  it('lists theos, quotes and the re-mark, held options first, and nothing that stays', () => {
    const after = edit(begun, shift(0.01)).surface;
    const options = [
      option('quoted', { ownBid: 0.08, ownAsk: 0.09 }),
      option('other', { expiresAtMs: expiryAt(0.5) }),
      option('held', { quantityCoin: -3 }),
    ];
    const impact = draftImpact(options, { ...market, after });
    expect(impact.changes.map(({ instrumentId }) => instrumentId)).toEqual(['held', 'quoted']);
    const [held, quoted] = impact.changes;
    const change = (held?.priceCoin.after ?? NaN) - (held?.priceCoin.before ?? NaN);
    expect(change).toBeGreaterThan(0.001);
    expect(impact.remarkCoin).toBeCloseTo(-3 * change, 12);
    expect(impact.remarkUsd).toBeCloseTo(-3 * change * FORWARD, 6);
    expect(quoted?.ownBid.after).toBeCloseTo(0.08 + change, 12);
    expect(impact.vegaUsd.before).toBeLessThan(0);
    expect(impact.deltaCoin.after).not.toBe(impact.deltaCoin.before);
  });

  it('has no sum where one held option has no price, and says why', () => {
    const after = edit(begun, shift(-5)).surface;
    const impact = draftImpact([option('held', { quantityCoin: 1 }), option('other', { expiresAtMs: expiryAt(0.5), quantityCoin: 1 })], {
      ...market,
      after,
    });
    expect(impact.remarkCoin).toBeNull();
    expect(impact.vegaUsd.after).toBeNull();
    expect(impact.changes[0]).toMatchObject({
      instrumentId: 'held',
      remarkUsd: null,
      because: 'the smile is not positive at ln(K/F) = 0.095',
    });
    expect(impact.breachesAfter.length).toBeGreaterThan(0);
  });
});

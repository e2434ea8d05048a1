/** Why risk is not added, in words; and when the engine counts as silent. */
import { describe, expect, it } from 'vitest';
import { LINK_SILENT_MS, activeUnderlying, addRefusal, engineNow, isLinkSilent } from '../../../../renderer/desk/selectors';
import type { DeskState } from '../../../../renderer/desk/desk-store';
import { sampleState, trust } from '../../../support/fake-bridge/sample-state';

const slices = sampleState();
const state: DeskState = { slices, clock: { engineTimeMs: 50_000, receivedAtMs: 1_000 }, lastMessageAtMs: 1_000, info: null };
const armed = { isArmed: true, tradingState: 'active' } as const;
const live = trust('live', 1_000);

describe('the reason not to add risk', () => {
  it('is empty when armed, active and fresh', () => expect(addRefusal(armed, live, false)).toBe(''));
  it('names the silent engine first', () => expect(addRefusal({ isArmed: false, tradingState: 'killed' }, live, true)).toContain('silent'));
  it.each(['killed', 'halted'] as const)('names the state %s', (tradingState) =>
    expect(addRefusal({ isArmed: true, tradingState }, live, false)).toContain(tradingState),
  );
  it('says how to arm', () => expect(addRefusal({ isArmed: false, tradingState: 'active' }, live, false)).toContain('Ctrl+Shift+A'));
  it.each(['stale', 'blocked', 'loading'] as const)('refuses %s input with its reason', (word) => {
    expect(addRefusal(armed, trust(word, 1_000, 'no message for 3 s'), false)).toBe(`Input is ${word}: no message for 3 s.`);
  });
  it('refuses before the first word of the engine', () => expect(addRefusal(undefined, undefined, false)).not.toBe(''));
  it('lets degraded input through, the engine decides', () => expect(addRefusal(armed, trust('degraded', 1_000), false)).toBe(''));
});

describe('engine time', () => {
  it('runs on between two readings and never backwards', () => {
    expect(engineNow(state, 1_250)).toBe(50_250);
    expect(engineNow(state, 900)).toBe(50_000);
  });

  it('is silent only after the limit', () => {
    expect(isLinkSilent(state, 1_000 + LINK_SILENT_MS)).toBe(false);
    expect(isLinkSilent(state, 1_001 + LINK_SILENT_MS)).toBe(true);
  });
});

describe('the active underlying', () => {
  it('is that of the selected instrument', () => expect(activeUnderlying(state)).toBe('BTC'));
  it('falls back to the first inventory', () => {
    const unselected = { ...state, slices: { ...slices, desk: { ...slices.desk, selectedInstrumentId: null } } };
    expect(activeUnderlying(unselected)).toBe('BTC');
    expect(activeUnderlying({ ...state, slices: {} })).toBeNull();
  });
});

/** A state read back from its text is the same, and goes on deciding the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { digestState } from '../../../../shared/engine/state-digest';
import { step } from '../../../../shared/engine/step';
import type { EngineState } from '../../../../shared/engine/state';
import { decodeState } from '../../../../shared/journal/decode-state';
import { encodeInParts, encodeState, holdState } from '../../../../shared/journal/encode-state';
import { propertyRuns } from '../../../support/property-runs';
import { happening, playAll } from '../../../support/random-venue';

function throughText(state: EngineState): EngineState {
  const text = encodeState(state);
  if (!text.ok) throw new Error(text.error);
  const restored = decodeState(text.value);
  if (!restored.ok) throw new Error(restored.error);
  return restored.value;
}

describe('a state as text', () => {
  it('comes back equal and goes on with the same orders, wherever a session is cut', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 5, maxLength: 60 }), fc.nat(), (happenings, pick) => {
        const desk = playAll(happenings);
        const cut = pick % desk.events.length;
        let state = createInitialState();
        const effects = desk.events.flatMap((event, at) => {
          if (at === cut) state = throughText(state);
          const result = step(state, event);
          state = result.state;
          return result.effects;
        });
        expect(effects).toEqual(desk.effects);
        expect(digestState(state)).toBe(digestState(desk.state));
        expect(digestState(throughText(state))).toBe(digestState(desk.state));
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('that is held is written as it was, whatever the engine did between the parts', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 5, maxLength: 60 }), fc.nat(), (happenings, pick) => {
        const { events } = playAll(happenings);
        const cut = pick % events.length;
        let state = events.slice(0, cut).reduce((before, event) => step(before, event).state, createInitialState());
        const atOnce = encodeState(state);
        const parts = encodeInParts(holdState(state));
        const written: string[] = [];
        for (const event of events.slice(cut)) {
          written.push(parts.next().value ?? '');
          state = step(state, event).state;
        }
        written.push(...parts);
        expect(written.join('')).toBe(atOnce.ok ? atOnce.value : atOnce.error);
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('keeps what JSON has no form for', () => {
    const odd = { ...createInitialState(), revisions: { inventory: Number.NaN, control: -0 }, hedge: undefined } as unknown as EngineState;
    const restored = throughText(odd);
    expect(restored.revisions.inventory).toBeNaN();
    expect(Object.is(restored.revisions.control, -0)).toBe(true);
    expect(Object.hasOwn(restored, 'hedge')).toBe(true);
  });

  it.each([
    ['an instance of a class it does not know', new Date(0), 'an instance of Date'],
    ['a function', () => 1, 'a value of type function'],
    ['a key that begins as its own marks do', { $map: [] }, 'no key that begins with $'],
  ])('refuses %s and says so', (_what, value, expected) => {
    const state = { ...createInitialState(), hedge: value } as unknown as EngineState;
    const text = encodeState(state);
    expect(text.ok ? '' : text.error).toContain(expected);
  });

  it.each(['', 'null', '{}', '{"session":{},"orders":{}}', '{"$value":"constructor"}'])('refuses %j as a state', (text) => {
    expect(decodeState(text).ok).toBe(false);
  });
});

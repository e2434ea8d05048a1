/** A replica that applies every patch is the value that was published, whatever the value was. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../shared/projection/apply-patch';
import { diff } from '../../shared/projection/diff';
import { propertyRuns } from '../support/property-runs';

const keys = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('__proto__', 'constructor', 'toString', 'a', 'b', 'c'));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    fc.constantFrom<unknown>(null, true, false, 0, -0, 1, 'x'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('diff and patch', () => {
  it('applied to the old value gives the new value', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(isDeepStrictEqual(applyPatch(before, diff(before, after)), after)).toBe(true);
      }),
      { numRuns: propertyRuns(3_000) },
    );
  });

  it('is empty for equal values and keeps their identity', () => {
    fc.assert(
      fc.property(json, (value) => {
        const patch = diff(value, structuredClone(value));
        expect(patch).toEqual([]);
        expect(applyPatch(value, patch)).toBe(value);
      }),
    );
  });

  it('changes nothing of the value it is applied to', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const copy = structuredClone(before);
        applyPatch(before, diff(before, after));
        expect(isDeepStrictEqual(before, copy)).toBe(true);
      }),
    );
  });

  it('survives a structured clone, as between threads', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const sent = structuredClone(diff(before, after));
        expect(isDeepStrictEqual(applyPatch(structuredClone(before), sent), after)).toBe(true);
      }),
    );
  });
});

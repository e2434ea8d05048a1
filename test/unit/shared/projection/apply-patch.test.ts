/** Small patches, shared branches, and a loud word when a patch does not fit. */
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../../shared/projection/apply-patch';
import { diff } from '../../../../shared/projection/diff';

describe('diff', () => {
  it('names only what changed', () => {
    const before = { rows: { a: { price: 1, name: 'a' }, b: { price: 2, name: 'b' } }, trust: 'live' };
    const after = { rows: { a: { price: 3, name: 'a' }, c: { price: 4, name: 'c' } }, trust: 'live' };
    expect(diff(before, after)).toEqual([
      { path: ['rows', 'b'] },
      { path: ['rows', 'a', 'price'], value: 3 },
      { path: ['rows', 'c'], value: { price: 4, name: 'c' } },
    ]);
  });

  it('replaces arrays whole and the root if it changes kind', () => {
    expect(diff({ a: [1, 2] }, { a: [1, 3] })).toEqual([{ path: ['a'], value: [1, 3] }]);
    expect(diff(undefined, { a: 1 })).toEqual([{ path: [], value: { a: 1 } }]);
  });
});

describe('apply', () => {
  it('keeps the identity of untouched rows', () => {
    const before = { rows: { a: { price: 1 }, b: { price: 2 } } };
    const after = applyPatch(before, [{ path: ['rows', 'a', 'price'], value: 5 }]) as typeof before;
    expect(after).toEqual({ rows: { a: { price: 5 }, b: { price: 2 } } });
    expect(after.rows.b).toBe(before.rows.b);
    expect(before.rows.a.price).toBe(1);
  });

  it('refuses a patch that does not fit, in words', () => {
    expect(() => applyPatch({ rows: 3 }, [{ path: ['rows', 'a'], value: 1 }])).toThrow('Expected an object at rows to set "a" in, found 3');
    expect(() => applyPatch(null, [{ path: ['rows'] }])).toThrow('ask for a new snapshot');
  });
});

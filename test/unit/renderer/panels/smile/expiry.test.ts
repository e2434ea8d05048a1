/** What is typed, dragged or moved by a key is of the expiry that was on screen. */
import type { ReactElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Drawing, Smile } from '../../../../../renderer/panels/smile/smile';
import type { SurfaceExpiry, UnderlyingSurface } from '../../../../../shared/projection/surface-view';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const desk = vi.hoisted(() => ({ slots: [] as unknown[], cursor: 0, surfaces: {} as unknown, edits: [] as unknown[] }));

vi.mock('react', async (original) => ({
  ...(await original<object>()),
  useState: (initial: unknown) => {
    const place = desk.cursor++;
    if (!(place in desk.slots)) desk.slots[place] = initial;
    return [desk.slots[place], (next: unknown) => (desk.slots[place] = next)];
  },
}));
vi.mock('../../../../../renderer/desk/selectors', async (original) => ({
  ...(await original<object>()),
  useTopic: () => desk.surfaces,
  useDesk: () => 'BTC',
}));
vi.mock('../../../../../renderer/panels/smile/edit', () => ({
  edit: (_surface: unknown, { key }: SurfaceExpiry) => desk.edits.push(key),
}));

function sample(): UnderlyingSurface {
  const surface = sampleState().surface['BTC'];
  if (surface === undefined) throw new Error('expected a surface of BTC in the sample');
  return surface;
}

/** Presses a key of the panel that shows these expiries. */
function press(expiries: readonly SurfaceExpiry[], key: string): void {
  desk.surfaces = { BTC: { ...sample(), expiries } };
  desk.cursor = 0;
  const panel = Smile() as ReactElement<{ readonly keys: Readonly<Record<string, () => void>> }>;
  panel.props.keys[key]?.();
}

describe('the expiry on screen', () => {
  beforeEach(() => Object.assign(desk, { slots: [], edits: [] }));

  it('stays the one that keys edit when it loses its smile for a moment, or one before it gains one', () => {
    const [first, second] = sample().expiries.filter(({ model }) => model !== null);
    if (first === undefined || second === undefined) throw new Error('expected two smiles in the sample');
    press([first, second], 'ArrowUp');
    press([{ ...first, model: null }, second], 'ArrowUp');
    expect(desk.edits).toEqual([first.key, first.key]);
    Object.assign(desk, { slots: [], edits: [] });
    press([{ ...first, model: null }, second], 'ArrowUp');
    press([first, second], 'ArrowUp');
    expect(desk.edits).toEqual([second.key, second.key]);
  });

  it('has an editor of its own: what is typed or dragged in one does not go on in another, of this coin or the next', () => {
    const surface = sample();
    const keyOf = (of: UnderlyingSurface, place: number): string | null => {
      const expiry = of.expiries[place];
      if (expiry === undefined) throw new Error(`expected an expiry ${place} in the sample`);
      return (Drawing({ surface: of, expiry, tab: 'smile' }) as ReactElement).key;
    };
    expect(keyOf({ ...surface, version: 99 }, 0)).toBe(keyOf(surface, 0));
    expect(keyOf(surface, 1)).not.toBe(keyOf(surface, 0));
    expect(keyOf({ ...surface, underlying: 'ETH' }, 0)).not.toBe(keyOf(surface, 0));
  });
});

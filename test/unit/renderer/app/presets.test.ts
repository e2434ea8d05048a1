/** Delivered layouts contain every panel once and fill the window exactly; a saved layout is checked before it is shown. */
import { describe, expect, it } from 'vitest';
import { presetLayout, savedLayout } from '../../../../renderer/app/layout/decode-layout';
import { gridOf, panelsOf, presets } from '../../../../renderer/app/layout/presets';
import type { DockNode } from '../../../../renderer/app/layout/presets';

const known = [
  'watchlist',
  'ladder',
  'quoting',
  'inventory',
  'positions',
  'orders',
  'hedge',
  'fills',
  'connections',
  'alerts',
  'greeks',
  'risk-slide',
  'capital',
  'smile',
];
const extent = { width: 1920, height: 1012 };

function leaves(node: DockNode): readonly string[] {
  return node.type === 'leaf' ? node.data.views : node.data.flatMap(leaves);
}

function lengthsAlong(node: DockNode): number {
  return node.type === 'branch' ? node.data.reduce((sum, child) => sum + child.size, 0) : 0;
}

describe.each(presets)('the layout $name', (preset) => {
  it('has every panel exactly once', () => expect([...panelsOf(preset.root)].sort()).toEqual([...known].sort()));

  it('fills the window', () => {
    const { root } = gridOf(preset, extent);
    expect(lengthsAlong(root)).toBe(extent.height);
    expect([...leaves(root)].sort()).toEqual([...known].sort());
    for (const row of root.type === 'branch' ? root.data : []) expect(Math.abs(lengthsAlong(row) - extent.width)).toBeLessThanOrEqual(2);
  });

  it('survives saving and reading', () => {
    const layout = presetLayout(preset, extent, (id) => id);
    expect(savedLayout(JSON.parse(JSON.stringify(layout)), known)).toEqual(layout);
  });
});

describe('a saved layout', () => {
  const [preset] = presets;
  const good = preset === undefined ? null : presetLayout(preset, extent, (id) => id);

  it.each([null, 3, {}, { grid: {}, panels: {} }, { ...good, panels: {} }])('is refused when damaged: %j', (saved) =>
    expect(savedLayout(saved, known)).toBeNull(),
  );

  it('is refused when a panel is missing or unknown', () => {
    expect(savedLayout(good, [...known, 'blotter'])).toBeNull();
    expect(savedLayout(good, known.slice(1))).toBeNull();
  });
});

/** Turns a preset or saved JSON into the dock's own form, checking that it can be shown before the dock sees it. */
import type { SerializedDockview } from 'dockview-react';
import { readRecord } from '../../desk/decode-settings';
import { gridOf, panelsOf } from './presets';
import type { Extent, Preset } from './presets';

/** A preset in the dock's form. */
export function presetLayout(preset: Preset, extent: Extent, titleOf: (id: string) => string): SerializedDockview {
  const panels = Object.fromEntries(panelsOf(preset.root).map((id) => [id, { id, contentComponent: id, title: titleOf(id) }]));
  const layout: unknown = { grid: { ...gridOf(preset, extent), orientation: 'VERTICAL' }, panels, activeGroup: 'group-quoting' };
  return layout as SerializedDockview;
}

/** Saved JSON as a layout, or `null` if a known panel is missing, an unknown one is in it, or it has no grid. */
export function savedLayout(saved: unknown, knownIds: readonly string[]): SerializedDockview | null {
  const record = readRecord(saved);
  const panels = readRecord(record?.['panels']);
  const grid = readRecord(record?.['grid']);
  if (record === null || panels === null || readRecord(grid?.['root']) === null) return null;
  const ids = Object.keys(panels);
  if (ids.length !== knownIds.length || !knownIds.every((id) => ids.includes(id))) return null;
  const components = ids.every((id) => readRecord(panels[id])?.['contentComponent'] === id);
  return components ? (saved as SerializedDockview) : null;
}

/** Delivered layouts as small trees of sizes; `toDock` writes them in the dock's own form for a window's size. */

/** A group of tabs, or a split of further areas. `share` is the size along the split, in px at 1920×1012. */
export type Area =
  | { readonly kind: 'tabs'; readonly share: number; readonly panels: readonly string[] }
  | { readonly kind: 'row' | 'column'; readonly share: number; readonly areas: readonly Area[] };

/** A named layout. */
export interface Preset {
  readonly name: string;
  readonly root: Area;
}

const tabs = (share: number, ...panels: readonly string[]): Area => ({ kind: 'tabs', share, panels });
const row = (share: number, ...areas: readonly Area[]): Area => ({ kind: 'row', share, areas });
const column = (share: number, ...areas: readonly Area[]): Area => ({ kind: 'column', share, areas });

/** Delivered layouts; the first is the default. */
export const presets: readonly Preset[] = [
  {
    name: 'Delta-one MM',
    root: column(
      1012,
      row(
        724,
        column(390, tabs(436, 'watchlist'), tabs(288, 'connections')),
        column(1098, tabs(348, 'quoting'), tabs(376, 'inventory', 'smile')),
        column(432, tabs(524, 'ladder'), tabs(200, 'hedge')),
      ),
      row(288, tabs(700, 'positions', 'greeks', 'risk-slide', 'capital'), tabs(580, 'orders', 'alerts'), tabs(640, 'fills')),
    ),
  },
  {
    name: 'Options MM',
    root: column(
      1012,
      row(
        660,
        column(390, tabs(360, 'watchlist'), tabs(300, 'inventory')),
        column(1098, tabs(660, 'smile', 'quoting')),
        column(432, tabs(460, 'ladder'), tabs(200, 'hedge')),
      ),
      row(352, tabs(480, 'positions', 'orders'), tabs(800, 'greeks', 'risk-slide', 'capital'), tabs(640, 'fills', 'alerts', 'connections')),
    ),
  },
  {
    name: 'Laptop',
    root: column(
      1012,
      row(
        700,
        tabs(450, 'watchlist', 'connections'),
        tabs(930, 'quoting', 'inventory', 'smile'),
        column(540, tabs(460, 'ladder'), tabs(240, 'hedge')),
      ),
      row(312, tabs(960, 'positions', 'orders', 'greeks', 'risk-slide', 'capital'), tabs(960, 'fills', 'alerts')),
    ),
  },
];

/** A node of the dock's saved grid. */
export type DockNode =
  | {
      readonly type: 'leaf';
      readonly size: number;
      readonly data: { readonly id: string; readonly views: string[]; readonly activeView: string };
    }
  | { readonly type: 'branch'; readonly size: number; readonly data: DockNode[] };

/** Width and height in px. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

function across(kind: 'row' | 'column', extent: Extent): number {
  return kind === 'row' ? extent.height : extent.width;
}

function along(kind: 'row' | 'column', extent: Extent): number {
  return kind === 'row' ? extent.width : extent.height;
}

function node(area: Area, extent: Extent, size: number): DockNode {
  if (area.kind === 'tabs') {
    const [first = ''] = area.panels;
    return { type: 'leaf', size, data: { id: `group-${first}`, views: [...area.panels], activeView: first } };
  }
  const total = area.areas.reduce((sum, child) => sum + child.share, 0);
  const length = along(area.kind, extent);
  const data = area.areas.map((child) => {
    const part = Math.round((child.share / total) * length);
    const inside = area.kind === 'row' ? { width: part, height: extent.height } : { width: extent.width, height: part };
    return node(child, inside, part);
  });
  return { type: 'branch', size, data };
}

/** Ids of all panels in an area. */
export function panelsOf(area: Area): readonly string[] {
  return area.kind === 'tabs' ? area.panels : area.areas.flatMap(panelsOf);
}

/** The grid of a preset for a window; the root of a preset is a column. */
export function gridOf(preset: Preset, extent: Extent): { readonly root: DockNode; readonly width: number; readonly height: number } {
  const kind = preset.root.kind === 'row' ? 'row' : 'column';
  return { root: node(preset.root, extent, across(kind, extent)), width: extent.width, height: extent.height };
}

/** What a trader chose about the look of this window: kept per profile as JSON, read strictly, never trusted. */
import { schemeNames } from '../theme/tokens';
import type { SchemeName, ThemeName } from '../theme/tokens';
import { readRecord } from './decode-settings';

/** How a table is sorted. */
export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** All view settings of a window. */
export interface ViewSettings {
  readonly version: 1;
  readonly theme: ThemeName;
  readonly scheme: SchemeName;
  readonly isMuted: boolean;
  readonly isLayoutLocked: boolean;
  readonly layoutName: string;
  /** The dock's own JSON; `null` means the preset as delivered. */
  readonly layout: unknown;
  /** The layout before the current one, used if the current one cannot be read. */
  readonly lastGoodLayout: unknown;
  readonly sorts: Readonly<Record<string, TableSort>>;
}

/** What a new profile starts with. */
export const defaultSettings: ViewSettings = {
  version: 1,
  theme: 'dark',
  scheme: 'safe',
  isMuted: false,
  isLayoutLocked: true,
  layoutName: 'Delta-one MM',
  layout: null,
  lastGoodLayout: null,
  sorts: {},
};

/** On a narrower screen the default layout does not fit side by side, px. */
const WIDE_SCREEN = 1_500;

function firstSettings(screenWidth: number): ViewSettings {
  return screenWidth < WIDE_SCREEN ? { ...defaultSettings, layoutName: 'Laptop' } : defaultSettings;
}

/** Settings as read, and a sentence if they could not be read as they were. */
export interface ReadSettings {
  readonly settings: ViewSettings;
  readonly problem: string;
}

function readSorts(value: unknown): Readonly<Record<string, TableSort>> {
  const sorts: Record<string, TableSort> = {};
  for (const [table, entry] of Object.entries(readRecord(value) ?? {})) {
    const sort = readRecord(entry);
    const column = sort?.['column'];
    const isDescending = sort?.['isDescending'];
    if (typeof column === 'string' && typeof isDescending === 'boolean') sorts[table] = { column, isDescending };
  }
  return sorts;
}

function boolean(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

/**
 * Reads the stored text; whatever is missing or wrong falls back to the default, whole-file damage is reported. Where nothing was kept the
 * layout is the one that fits the screen, whose width is in px.
 */
export function readSettings(json: string | null, screenWidth = WIDE_SCREEN): ReadSettings {
  if (json === null) return { settings: firstSettings(screenWidth), problem: '' };
  let parsed: Readonly<Record<string, unknown>> | null = null;
  try {
    parsed = readRecord(JSON.parse(json));
  } catch {
    parsed = null;
  }
  if (parsed === null || parsed['version'] !== 1) {
    return {
      settings: firstSettings(screenWidth),
      problem: 'View settings could not be read (expected version 1 JSON); the delivered layout is shown.',
    };
  }
  const name = parsed['layoutName'];
  return {
    settings: {
      version: 1,
      theme: parsed['theme'] === 'light' ? 'light' : 'dark',
      scheme: schemeNames.find((scheme) => scheme === parsed['scheme']) ?? 'safe',
      isMuted: boolean(parsed['isMuted'], false),
      isLayoutLocked: boolean(parsed['isLayoutLocked'], true),
      layoutName: typeof name === 'string' ? name : defaultSettings.layoutName,
      layout: parsed['layout'] ?? null,
      lastGoodLayout: parsed['lastGoodLayout'] ?? null,
      sorts: readSorts(parsed['sorts']),
    },
    problem: '',
  };
}

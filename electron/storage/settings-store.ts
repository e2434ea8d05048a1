/** Keeps the desk's settings as JSON per profile; a file that can't be believed is set aside, never overwritten. */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/domain/result';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { DeskSettings } from '../../shared/engine/settings';
import { replaceFile } from './atomic-file';
import { explainIssue, SETTINGS_VERSION, settingsSchema } from './settings-schema';
import { sealedText, unseal } from './settings-seal';

export interface LoadedSettings {
  readonly settings: DeskSettings;
  /** Empty if all is well; otherwise what was expected, what was found and what was done. */
  readonly notice: string;
}

export interface LoadManner {
  /** The trader changed the file and means it: it gets a new seal. */
  readonly isChangeAccepted: boolean;
}

export interface SettingsStore {
  /** The error means: the file is from a newer desk, so this one must not touch it, or the disk refuses. */
  load(how?: LoadManner): Result<LoadedSettings, string>;
  save(settings: DeskSettings): Result<null, string>;
}

/** What a profile without a settings file starts from. */
const firstSettings = defaultSettings(venueId('deribit'));

/** What a desk has whose own settings can't be believed: it prices and shows, and sends nothing. */
export const lockedSettings: DeskSettings = {
  ...firstSettings,
  limits: Object.fromEntries(
    Object.entries(firstSettings.limits).map(([underlying, { collarBps }]) => [
      underlying,
      { maximumOrderCoin: 0, maximumOrderNotionalUsd: 0, maximumPositionCoin: 0, collarBps, maximumOpenOrders: 0 },
    ]),
  ),
};

export function openSettings(directory: string): SettingsStore {
  const path = join(directory, 'settings.json');
  return {
    load: (how = { isChangeAccepted: false }) => loadIfDiskAllows(path, how),
    save: (settings) => saveSettings(path, settings),
  };
}

/** A disk that refuses to be read, or to have a file set aside, is told like any other trouble: a start that throws is waited for in silence. */
function loadIfDiskAllows(path: string, how: LoadManner): Result<LoadedSettings, string> {
  try {
    return loadSettings(path, how);
  } catch (error) {
    return fail(`expected to read ${path}, found: ${describeError(error)}; free space or change its rights, or give another --profile`);
  }
}

function loadSettings(path: string, { isChangeAccepted }: LoadManner): Result<LoadedSettings, string> {
  if (!existsSync(path)) return ok(withoutFile(path));
  const text = readFileSync(path, 'utf8');
  const parsed = parseJson(text);
  const version = parsed.ok ? versionOf(parsed.value) : null;
  if (version !== null && version > SETTINGS_VERSION) {
    return fail(
      `expected settings of version ${SETTINGS_VERSION} at ${path}, found version ${version} of a newer desk; start that desk, or give another --profile`,
    );
  }
  const { value, isSealed } = unseal(parsed.ok ? parsed.value : null);
  const checked = parsed.ok ? checkSettings(value) : parsed;
  if (!checked.ok) {
    const notice = `expected valid settings at ${path}, found: ${checked.error}; the file was kept as ${setAside(path)} and nothing may be traded`;
    return ok({ settings: lockedSettings, notice });
  }
  if (isSealed) return ok({ settings: checked.value, notice: '' });
  if (isChangeAccepted) return acceptChange(path, checked.value);
  const notice = `expected ${path} as the desk left it, found it changed from outside; nothing may be traded. If the change is yours, start once with --accept-settings`;
  return ok({ settings: lockedSettings, notice });
}

/** A profile whose settings were set aside is no new one: the defaults may allow more than the trader did. */
function withoutFile(path: string): LoadedSettings {
  const aside = asideName(path, 1);
  if (!existsSync(aside)) return { settings: firstSettings, notice: '' };
  const notice = `expected settings at ${path}, found only damaged ones that were set aside (${aside}); nothing may be traded. Mend them and start with --accept-settings, or remove them for the defaults`;
  return { settings: lockedSettings, notice };
}

function acceptChange(path: string, settings: DeskSettings): Result<LoadedSettings, string> {
  const saved = saveSettings(path, settings);
  return saved.ok ? ok({ settings, notice: `the changed settings at ${path} were accepted` }) : saved;
}

/** Checks before it writes, so that a wrong value never reaches the disk. */
function saveSettings(path: string, settings: DeskSettings): Result<null, string> {
  const checked = checkSettings(settings);
  if (!checked.ok) return fail(`the settings were not saved, ${checked.error}`);
  try {
    replaceFile(path, sealedText(checked.value));
    return ok(null);
  } catch (error) {
    return fail(`expected to write ${path}, found: ${describeError(error)}; free space or change its rights, the old settings are kept`);
  }
}

function checkSettings(value: unknown): Result<DeskSettings, string> {
  // Only the first problem is told; a file of nothing but problems must not hold up the start.
  const checked = v.safeParse(settingsSchema, value, { abortEarly: true });
  return checked.success ? ok(checked.output) : fail(explainIssue(checked.issues));
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return fail(`no JSON (${describeError(error)})`);
  }
}

function versionOf(value: unknown): number | null {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
  return typeof version === 'number' ? version : null;
}

function asideName(path: string, number: number): string {
  return path.replace(/\.json$/, `.corrupt-${number}.json`);
}

function setAside(path: string): string {
  for (let number = 1; ; number += 1) {
    const aside = asideName(path, number);
    if (existsSync(aside)) continue;
    renameSync(path, aside);
    return aside;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

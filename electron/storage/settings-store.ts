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

export interface LoadedSettings {
  readonly settings: DeskSettings;
  /** Empty if all is well; otherwise what was expected, what was found and what was done. */
  readonly notice: string;
}

export interface SettingsStore {
  /** The error means: the file is from a newer desk, so this one must not touch it. */
  load(): Result<LoadedSettings, string>;
  save(settings: DeskSettings): Result<null, string>;
}

/** What a profile without a settings file starts from. */
const firstSettings = defaultSettings(venueId('deribit'));

export function openSettings(directory: string): SettingsStore {
  const path = join(directory, 'settings.json');
  return {
    load: () => loadSettings(path),
    save: (settings) => saveSettings(path, settings),
  };
}

function loadSettings(path: string): Result<LoadedSettings, string> {
  if (!existsSync(path)) return ok({ settings: firstSettings, notice: '' });
  const text = readFileSync(path, 'utf8');
  const parsed = parseJson(text);
  const version = parsed.ok ? versionOf(parsed.value) : null;
  if (version !== null && version > SETTINGS_VERSION) {
    return fail(
      `expected settings of version ${SETTINGS_VERSION} at ${path}, found version ${version} of a newer desk; start that desk, or give another --profile`,
    );
  }
  const checked = parsed.ok ? checkSettings(parsed.value) : parsed;
  if (checked.ok) return ok({ settings: checked.value, notice: '' });
  const aside = setAside(path);
  return ok({
    settings: firstSettings,
    notice: `expected valid settings at ${path}, found: ${checked.error}; the file was kept as ${aside} and the defaults are used`,
  });
}

/** Checks before it writes, so that a wrong value never reaches the disk. */
function saveSettings(path: string, settings: DeskSettings): Result<null, string> {
  const checked = checkSettings(settings);
  if (!checked.ok) return fail(`the settings were not saved, ${checked.error}`);
  try {
    replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`);
    return ok(null);
  } catch (error) {
    return fail(`expected to write ${path}, found: ${describeError(error)}; free space or change its rights, the old settings are kept`);
  }
}

function checkSettings(value: unknown): Result<DeskSettings, string> {
  const checked = v.safeParse(settingsSchema, value);
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

function setAside(path: string): string {
  for (let number = 1; ; number += 1) {
    const aside = path.replace(/\.json$/, `.corrupt-${number}.json`);
    if (existsSync(aside)) continue;
    renameSync(path, aside);
    return aside;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Keeps layouts and other things of sight, as JSON text per profile; nothing here touches money. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './atomic-file';

export interface ViewSettingsStore {
  /** `null` if there are none or they can't be read as JSON: a lost layout is no reason to stop. */
  load(): string | null;
  /** Throws if the text is no JSON or the disk refuses. */
  save(json: string): void;
}

export function openViewSettings(directory: string): ViewSettingsStore {
  const path = join(directory, 'view-settings.json');
  return {
    load: () => (existsSync(path) ? keepIfJson(readFileSync(path, 'utf8')) : null),
    save: (json) => {
      if (keepIfJson(json) === null) throw new Error('expected view settings as JSON text, found something else; the old ones are kept');
      replaceFile(path, json);
    },
  };
}

function keepIfJson(text: string): string | null {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}

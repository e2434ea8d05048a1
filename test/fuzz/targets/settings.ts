/** Fuzz targets: files that a profile keeps, as a damaged disk or a stranger would leave them. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedText, unseal } from '../../../electron/storage/settings-seal';
import { lockedSettings, openSettings } from '../../../electron/storage/settings-store';
import { savedLayout } from '../../../renderer/app/layout/decode-layout';
import { defaultSettings as defaultViewSettings, readSettings } from '../../../renderer/desk/view-settings';
import { defaultSettings } from '../../../shared/engine/default-settings';
import { VENUE } from '../../support/engine-parts';
import { TestDesk } from '../../support/engine-builder';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateMessage, smallerTexts } from '../mutate';

/** As one would who knows how: only so does the text reach the schema behind the seal. */
function resealed(text: string): string {
  try {
    const { value } = unseal(JSON.parse(text));
    return typeof value === 'object' && value !== null ? sealedText(value) : text;
  } catch {
    return text;
  }
}

/** The desk's settings with its limits: a file, loaded by the store, then a session started from it. */
export const settingsFiles: FuzzTarget = {
  name: 'settings-files',
  fault: 60,
  run: async (run) => {
    const folder = mkdtempSync(join(tmpdir(), 'keel-fuzz-'));
    const given = defaultSettings(VENUE);
    try {
      return await runMachine(
        {
          sessionLength: 50,
          open: () => openSettings(folder),
          make: (chance) => (chance.next() < 0.9 ? resealed(mutateMessage(given, chance)) : mutateMessage(given, chance)),
          feed: (store, text) => {
            writeFileSync(join(folder, 'settings.json'), text);
            const loaded = store.load();
            // What was set aside is looked for by number, so a million of them would be the finding.
            for (const name of readdirSync(folder)) rmSync(join(folder, name));
            if (!loaded.ok) return undefined;
            if (loaded.value.notice === '') new TestDesk().start(loaded.value.settings);
            else if (JSON.stringify(loaded.value.settings) !== JSON.stringify(lockedSettings)) {
              throw new PromiseBroken('a refused file led to settings that allow something');
            }
            return loaded.value.settings;
          },
          smaller: smallerTexts,
          show: (text) => text,
        },
        run,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The window's own settings and its layout. */
export const viewSettings: FuzzTarget = {
  name: 'view-settings',
  fault: 60,
  run: (run) => {
    const ids = ['ladder', 'quoting', 'orders'];
    const panels = Object.fromEntries(ids.map((id) => [id, { id, contentComponent: id, title: id }]));
    const layout = { grid: { root: { type: 'branch', data: [] }, orientation: 'VERTICAL' }, panels };
    const given = { ...defaultViewSettings, layout, sorts: { orders: { column: 'price', isDescending: true } } };
    return runMachine(
      {
        sessionLength: 1,
        open: () => null,
        make: (chance) => mutateMessage(given, chance),
        feed: (_subject, text) => {
          const { settings } = readSettings(text);
          savedLayout(settings.layout, ids);
          return settings.sorts;
        },
        smaller: smallerTexts,
        show: (text) => text,
      },
      run,
    );
  },
};

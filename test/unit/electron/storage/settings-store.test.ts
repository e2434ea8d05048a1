/** Settings that can't be believed are set aside and said so; nothing a trader wrote is lost. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockedSettings, openSettings } from '../../../../electron/storage/settings-store';
import { openViewSettings } from '../../../../electron/storage/view-settings-store';
import { venueId } from '../../../../shared/domain/venue';
import { defaultSettings } from '../../../../shared/engine/default-settings';
import type { DeskSettings } from '../../../../shared/engine/settings';

const defaults = defaultSettings(venueId('deribit'));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-settings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string): void {
  writeFileSync(join(folder, 'settings.json'), text);
}

function without(key: keyof DeskSettings): object {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => name !== key));
}

describe('settings', () => {
  it('are the defaults in a new profile, and nothing is written by reading', () => {
    expect(openSettings(folder).load()).toEqual({ ok: true, value: { settings: defaults, notice: '' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that the disk does not give are an error in words, not one that is thrown: nobody would hear of it', () => {
    mkdirSync(join(folder, 'settings.json'));
    const error: unknown = expect.stringMatching(/^expected to read .*settings\.json, found: /);
    expect(openSettings(folder).load()).toMatchObject({ ok: false, error });
  });

  it('come back as they were saved, with no rest of the writing left behind', () => {
    const changed = { ...defaults, autoDisarmMinutes: 3 };
    expect(openSettings(folder).save(changed).ok).toBe(true);
    expect(openSettings(folder).load()).toEqual({ ok: true, value: { settings: changed, notice: '' } });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['half a file', '{"version": 1, "quoted', 'no JSON'],
    ['an empty file', '', 'no JSON'],
    ['another thing', '[]', 'found'],
    ['a number as text', JSON.stringify({ ...defaults, autoDisarmMinutes: '10' }), 'autoDisarmMinutes'],
    ['a negative limit', JSON.stringify({ ...defaults, maximumDailyLossUsd: -1 }), 'maximumDailyLossUsd'],
    [
      'a warning beyond its limit',
      JSON.stringify({ ...defaults, tailLimits: { varUsd: { soft: 3, hard: 2 }, shortfallUsd: { soft: 1, hard: 2 } } }),
      'soft at most hard',
    ],
    ['a missing part', JSON.stringify(without('staleness')), 'staleness'],
    [
      'a slow venue pulled before it is widened',
      JSON.stringify({ ...defaults, slowVenue: { widenAtMs: 900, pullAtMs: 800, widenFactor: 2 } }),
      'widenAtMs below pullAtMs',
    ],
    [
      'a factor that would bring quotes nearer',
      JSON.stringify({ ...defaults, slowVenue: { widenAtMs: 300, pullAtMs: 800, widenFactor: 0.9 } }),
      'widenFactor',
    ],
    ['a misspelled key', JSON.stringify({ ...defaults, maximumDailyLosUsd: 5 }), 'maximumDailyLosUsd'],
    [
      'bands the wrong way round',
      JSON.stringify({ ...defaults, targets: { BTC: { targetCoin: 0, softBandCoin: 2, hardBandCoin: 1 } } }),
      'softBandCoin',
    ],
  ])('of %s are set aside, said so, and nothing may be traded (fault 60)', (_what, text, expected) => {
    write(text);
    const loaded = openSettings(folder).load();
    expect(loaded).toMatchObject({ ok: true, value: { settings: lockedSettings } });
    expect(loaded.ok ? loaded.value.notice : '').toContain(expected);
    expect(readFileSync(join(folder, 'settings.corrupt-1.json'), 'utf8')).toBe(text);
    expect(existsSync(join(folder, 'settings.json'))).toBe(false);
  });

  it('of before a slow venue could be set get its defaults', () => {
    write(JSON.stringify(without('slowVenue')));
    const loaded = openSettings(folder).load({ isChangeAccepted: true });
    expect(loaded.ok ? loaded.value.settings : loaded.error).toEqual(defaults);
  });

  it('that are locked allow no order and no position of any underlying', () => {
    for (const limits of Object.values(lockedSettings.limits)) {
      expect([limits.maximumOrderCoin, limits.maximumOrderNotionalUsd, limits.maximumPositionCoin, limits.maximumOpenOrders]).toEqual([
        0, 0, 0, 0,
      ]);
    }
    expect(Object.keys(lockedSettings.limits)).toEqual(Object.keys(defaults.limits));
  });

  it('changed from outside, by one digit of a limit or without a seal, are not believed until the trader says so (fault 60)', () => {
    const store = openSettings(folder);
    store.save(defaults);
    const sealed = readFileSync(join(folder, 'settings.json'), 'utf8');
    const unsealed = JSON.stringify(defaults);
    const tampered = sealed.replace('"maximumOrderCoin": 5', '"maximumOrderCoin": 50');
    expect(tampered).not.toBe(sealed);
    for (const text of [tampered, unsealed]) {
      write(text);
      expect(store.load()).toMatchObject({
        ok: true,
        value: { settings: lockedSettings, notice: expect.stringContaining('changed from outside') },
      });
      expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text);
    }
    write(tampered);
    expect(store.load({ isChangeAccepted: true })).toMatchObject({
      ok: true,
      value: { settings: { limits: { BTC: { maximumOrderCoin: 50 } } } },
    });
    expect(store.load()).toMatchObject({ ok: true, value: { notice: '', settings: { limits: { BTC: { maximumOrderCoin: 50 } } } } });
  });

  it('that were set aside are not followed by defaults, which may allow more (fault 60)', () => {
    write('{"broken');
    openSettings(folder).load();
    const again = openSettings(folder).load();
    expect(again).toMatchObject({ ok: true, value: { settings: lockedSettings, notice: expect.stringContaining('set aside') } });
    rmSync(join(folder, 'settings.corrupt-1.json'));
    expect(openSettings(folder).load()).toMatchObject({ ok: true, value: { settings: defaults, notice: '' } });
  });

  it('set aside twice are kept twice', () => {
    for (const text of ['first', 'second']) {
      write(text);
      openSettings(folder).load();
    }
    expect(readFileSync(join(folder, 'settings.corrupt-1.json'), 'utf8')).toBe('first');
    expect(readFileSync(join(folder, 'settings.corrupt-2.json'), 'utf8')).toBe('second');
  });

  it('of a newer desk stop this one and stay untouched', () => {
    const newer = JSON.stringify({ ...defaults, version: 2 });
    write(newer);
    expect(openSettings(folder).load()).toMatchObject({ ok: false, error: expect.stringContaining('found version 2 of a newer desk') });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(newer);
  });

  it('that are wrong are never saved', () => {
    const store = openSettings(folder);
    store.save(defaults);
    expect(store.save({ ...defaults, maximumOrdersPerSecond: Number.NaN })).toMatchObject({ ok: false });
    expect(store.load()).toMatchObject({ value: { settings: defaults } });
  });
});

describe('view settings', () => {
  it('come back as they were saved; what is no JSON is refused and the old kept', () => {
    const store = openViewSettings(folder);
    expect(store.load()).toBeNull();
    store.save('{"layout":1}');
    expect(() => store.save('{"layout"')).toThrow(/expected view settings as JSON/);
    expect(openViewSettings(folder).load()).toBe('{"layout":1}');
  });

  it('that are damaged are as good as none', () => {
    writeFileSync(join(folder, 'view-settings.json'), '{"lay');
    expect(openViewSettings(folder).load()).toBeNull();
  });
});

/** View settings survive a round trip and damage. */
import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings } from '../../../../renderer/desk/view-settings';

describe('view settings', () => {
  it('survive a round trip', () => {
    const settings = {
      ...defaultSettings,
      theme: 'light' as const,
      scheme: 'mono' as const,
      isMuted: true,
      layout: { grid: 1 },
      sorts: { fills: { column: 'time', isDescending: false } },
    };
    expect(readSettings(JSON.stringify(settings))).toEqual({ settings, problem: '' });
  });

  it('start with the defaults in a new profile, without a word', () => {
    expect(readSettings(null)).toEqual({ settings: defaultSettings, problem: '' });
  });

  it('start with the layout for laptops where the screen is narrower than the default one needs', () => {
    const layoutOn = (width: number, json: string | null = null): string => readSettings(json, width).settings.layoutName;
    expect([1_366, 1_499, 1_500, 1_920].map((width) => layoutOn(width))).toEqual(['Laptop', 'Laptop', 'Delta-one MM', 'Delta-one MM']);
    expect(layoutOn(1_366, '{')).toBe('Laptop');
  });

  it('keep the layout that was chosen, however narrow the screen is', () => {
    const kept = (layoutName: string): string =>
      readSettings(JSON.stringify({ ...defaultSettings, layoutName }), 1_366).settings.layoutName;
    expect(['Delta-one MM', 'Options MM', 'Laptop'].map(kept)).toEqual(['Delta-one MM', 'Options MM', 'Laptop']);
  });

  it.each(['{', '[]', '3', '{"version":2}', ''])('fall back with a notice for %j', (json) => {
    const { settings, problem } = readSettings(json);
    expect(settings).toEqual(defaultSettings);
    expect(problem).toContain('expected version 1');
  });

  it('replace single wrong values only', () => {
    const { settings, problem } = readSettings(
      JSON.stringify({
        version: 1,
        theme: 'neon',
        scheme: 'classic',
        isMuted: 'yes',
        sorts: { a: 1, b: { column: 'x', isDescending: true } },
      }),
    );
    expect(problem).toBe('');
    expect(settings).toEqual({ ...defaultSettings, scheme: 'classic', sorts: { b: { column: 'x', isDescending: true } } });
  });
});

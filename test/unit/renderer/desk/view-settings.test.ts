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

/** An old runtime is recognised, and so is one that does not say what it is. */
import { describe, expect, it } from 'vitest';
import { describeRun, isFallbackRuntime } from '../../../../electron/main/runtime-facts';
import { readAnnouncement } from '../../../../electron/main/practice-announcement';

describe('the runtime', () => {
  it.each([
    ['25.1.1', true],
    ['29.4.6', true],
    ['30.0.0', false],
    ['45.4.1', false],
    [undefined, true],
    ['unknown', true],
  ])('of version %s is the fallback: %s', (electron, expected) => {
    expect(isFallbackRuntime({ electron, chrome: '114' })).toBe(expected);
  });

  it('is named for the screen', () => {
    expect(describeRun('0.1.0', { electron: '45.4.1', chrome: '150.0' }, 3)).toEqual({
      version: '0.1.0',
      runtime: 'Electron 45.4.1 / Chromium 150.0',
      isFallbackRuntime: false,
      windowId: 3,
    });
  });
});

describe('the announcement of the practice exchange', () => {
  it('names its port', () => {
    expect(readAnnouncement('{"ready":true,"port":8090,"seed":1,"flow":"synthetic"}')).toBe(8090);
  });

  it.each(['listening on 8090', '{"ready":true}', '{"ready":true,"port":0}', '{"ready":true,"port":70000}', '{broken', ''])(
    'is not %j',
    (line) => {
      expect(readAnnouncement(line)).toBeNull();
    },
  );
});

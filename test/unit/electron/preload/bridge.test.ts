/** What a window answers to main: only one that shows something is taken for a screen on which quotes are watched. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '../../../../shared/contract/channels';

const { listeners, sent } = vi.hoisted(() => ({ listeners: new Map<string, () => void>(), sent: [] as string[] }));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: () => undefined },
  ipcRenderer: {
    on: (channel: string, listener: () => void) => void listeners.set(channel, listener),
    send: (channel: string) => void sent.push(channel),
    invoke: () => Promise.resolve(null),
  },
}));

/** The element into which the page draws; `null`: a page without it. */
let root: { hasChildNodes(): boolean } | null = null;

/** What the window says when main asks whether it still runs. */
function asked(): readonly string[] {
  listeners.get(channels.ask)?.();
  return sent.splice(0);
}

describe('a window that is asked whether it still runs', () => {
  beforeEach(async () => {
    vi.stubGlobal('document', { getElementById: (id: string) => (id === 'root' ? root : null) });
    await import('../../../../electron/preload/bridge');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('answers while it shows something, and is silent while it is white, as after an error outside every panel (fault 51)', () => {
    let isDrawn = false;
    root = { hasChildNodes: () => isDrawn };
    expect(asked()).toEqual([]);
    isDrawn = true;
    expect(asked()).toEqual([channels.answer]);
    isDrawn = false;
    expect(asked()).toEqual([]);
    root = null;
    expect(asked()).toEqual([]);
  });
});

/** The draft ends where the typing ended, also if the engine is slow to answer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { UnderlyingSurface } from '../../../../../shared/projection/surface-view';
import { edit, publish, recenter } from '../../../../../renderer/panels/smile/edit';

const send = vi.fn((..._sent: readonly unknown[]): Promise<unknown> => new Promise(() => undefined));
const draft = { baseVersion: 3, version: 40 } as NonNullable<UnderlyingSurface['draft']>;
const names = (): readonly unknown[] => send.mock.calls.map(([, name]) => name);

beforeEach(() => {
  send.mockClear();
  vi.useFakeTimers();
  vi.stubGlobal('window', { keel: { send } });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('a value that is typed again before its first answer is sent again', () => {
  for (const points of [1, 15, 1]) edit({ underlying: 'BTC' }, { expiresAtMs: 1 }, { kind: 'move-to', move: 'shift', points });
  expect(send.mock.calls.map(([, , args]) => args)).toMatchObject([1, 15, 1].map((points) => ({ edit: { points } })));
});

it('what is published is the draft that this window shows, or the one that its last change made', async () => {
  send.mockImplementation(() => Promise.resolve({ status: 'accepted', sequence: 50 }));
  await publish({ underlying: 'ETH', draft });
  edit({ underlying: 'ETH' }, { expiresAtMs: 1 }, { kind: 'move', move: 'shift', points: 1 });
  await publish({ underlying: 'ETH', draft });
  recenter({ underlying: 'ETH' }, null);
  await publish({ underlying: 'ETH', draft: { ...draft, version: 60 } });
  const published = send.mock.calls.filter(([, name]) => name === 'publish-surface').map(([, , args]) => args);
  expect(published).toMatchObject([40, 50, 60].map((draftVersion) => ({ underlying: 'ETH', baseVersion: 3, draftVersion })));
});

it('nothing is published by the Enter after a change that was not taken: its field still shows what was typed', async () => {
  send.mockImplementation(() => Promise.resolve({ status: 'denied', reason: 'no' }));
  edit({ underlying: 'SOL' }, { expiresAtMs: 1 }, { kind: 'move-to', move: 'shift', points: 9 });
  await publish({ underlying: 'SOL', draft });
  expect(names()).toEqual(['edit-surface']);
  await publish({ underlying: 'SOL', draft });
  expect(names()).toEqual(['edit-surface', 'publish-surface']);
});

/** The draft ends where the typing ended, also if the engine is slow to answer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { edit } from '../../../../../renderer/panels/smile/edit';

const send = vi.fn((..._sent: readonly unknown[]) => new Promise(() => undefined));

beforeEach(() => {
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

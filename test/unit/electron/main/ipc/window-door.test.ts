/** Every message of a window: who may speak, how often, and what is passed on. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '../../../../../shared/contract/channels';
import type { CommandOutcome } from '../../../../../shared/contract/envelope';
import { createLog } from '../../../../../electron/main/log';
import type { EngineLink, LinkCommand } from '../../../../../electron/main/engine-link';

type Listener = (event: unknown, ...values: unknown[]) => unknown;

const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));

vi.mock('electron', () => {
  const keep = (channel: string, listener: Listener): void => void listeners.set(channel, listener);
  return { ipcMain: { on: keep, handle: keep } };
});

const { openWindowDoor } = await import('../../../../../electron/main/ipc/window-door');

const WINDOW = 7;
const ARM = ['8d6f5f8e-6d0e-4c8e-9b60-0f2c8f0d7a11', 'arm', {}] as const;
const PULL = ['8d6f5f8e-6d0e-4c8e-9b60-0f2c8f0d7a12', 'pull-quotes', { instrumentId: null }] as const;

/** An event as Electron gives it, by default of the terminal's own window. */
function from(change: { readonly url?: string; readonly id?: number; readonly parent?: unknown } = {}): unknown {
  const { url = 'app://terminal/index.html', id = WINDOW, parent = null } = change;
  return { senderFrame: { url, parent }, sender: { id } };
}

function bench() {
  const sent: LinkCommand[] = [];
  const requests: unknown[] = [];
  const saved: string[] = [];
  const answered: number[] = [];
  const posted: unknown[] = [];
  const logged: string[] = [];
  const accepted: CommandOutcome = { status: 'accepted', sequence: 1 };
  // The door only sends and posts.
  const engine = {
    send: (_window: number, _id: string, command: LinkCommand) => {
      sent.push(command);
      return Promise.resolve(accepted);
    },
    post: (message: unknown) => void posted.push(message),
  } as unknown as EngineLink;
  const door = openWindowDoor({
    engine: () => engine,
    request: (request) => void requests.push(request),
    answered: (windowId) => void answered.push(windowId),
    info: () => ({}) as never,
    loadViewSettings: () => Promise.resolve(null),
    saveViewSettings: (json) => Promise.resolve(void saved.push(json)),
    nowMs: () => 0,
    log: createLog((line) => void logged.push(line)),
  });
  door.admit(WINDOW);
  const call = (channel: string, event: unknown, ...values: readonly unknown[]): Promise<unknown> =>
    Promise.resolve().then(() => listeners.get(channel)?.(event, ...values));
  return { sent, requests, saved, answered, posted, logged, door, call };
}

describe('the door of the windows', () => {
  beforeEach(() => listeners.clear());

  it('passes a checked command on, and nothing that the table does not know (fault 64)', async () => {
    const { call, sent } = bench();
    expect(await call(channels.send, from(), ...PULL)).toMatchObject({ status: 'accepted' });
    expect(sent).toMatchObject([{ name: 'pull-quotes', args: { instrumentId: null }, authority: 'reduce' }]);
    for (const bad of [
      ['not a UUID', 'pull-quotes', { instrumentId: null }],
      [PULL[0], 'constructor', {}],
      [PULL[0], 'pull-quotes', { instrumentId: 7 }],
      [PULL[0], 'kill', { also: 'this' }],
    ])
      expect(await call(channels.send, from(), ...bad)).toMatchObject({ status: 'denied' });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a frame inside the window', { parent: {} }],
    ['another origin that only begins alike', { url: 'app://terminal.evil/index.html' }],
    ['a page of the web', { url: 'https://example.com/' }],
    ['contents that are no terminal window', { id: 8 }],
  ])('hears nothing of %s, on no channel (fault 72)', async (_who, change) => {
    const { call, sent, requests, saved, answered, posted } = bench();
    const stranger = from(change);
    expect(await call(channels.send, stranger, ...PULL)).toMatchObject({ status: 'denied' });
    await expect(call(channels.info, stranger)).rejects.toThrow(/may not speak/);
    await expect(call(channels.loadViewSettings, stranger)).rejects.toThrow(/may not speak/);
    await expect(call(channels.saveViewSettings, stranger, '{}')).rejects.toThrow(/may not speak/);
    for (const channel of [channels.subscribe, channels.unsubscribe, channels.resnapshot]) await call(channel, stranger, 'desk');
    await call(channels.answer, stranger);
    await call(channels.painted, stranger, 1, 1);
    expect([sent, requests, saved, answered, posted]).toEqual([[], [], [], [], []]);
  });

  it('records what it refuses, with what was expected and what was found, also of megabytes (faults 64, 72)', async () => {
    const { call, logged } = bench();
    const refused: readonly (readonly [unknown[], RegExp])[] = [
      [[from(), PULL[0], 'place-order', { quantityCoin: Number.NaN }], /denied a command from window 7: command place-order: expected .*/],
      [[from(), PULL[0], 'x'.repeat(10_000_000), {}], /denied a command from window 7: expected the name of a command, found "x{60}"/],
      [[from({ id: 8 }), ...PULL], /denied a message from contents 8: expected a terminal window/],
      [[from({ parent: {} }), ...PULL], /denied a message from contents 7: expected the main frame/],
    ];
    for (const [[event, ...values], found] of refused) {
      expect(await call(channels.send, event, ...values)).toMatchObject({ status: 'denied' });
      expect(logged.splice(0)).toEqual([expect.stringMatching(found)]);
    }
    await call(channels.subscribe, from(), '__proto__');
    expect(logged).toEqual([expect.stringMatching(/denied subscribe from window 7: expected the name of a topic, found "__proto__"/)]);
  });

  it('hears a window no more once it is dismissed', async () => {
    const { call, door, sent } = bench();
    door.dismiss(WINDOW);
    expect(await call(channels.send, from(), ...PULL)).toMatchObject({ status: 'denied' });
    expect(sent).toHaveLength(0);
  });

  it('caps what a window may ask for, and never a stop (fault 65)', async () => {
    const { call, sent } = bench();
    for (let index = 0; index < 500; index += 1) await call(channels.send, from(), ...ARM);
    expect(sent).toHaveLength(400);
    expect(await call(channels.send, from(), ...ARM)).toMatchObject({ status: 'denied' });
    for (let index = 0; index < 500; index += 1) await call(channels.send, from(), ...PULL);
    expect(sent).toHaveLength(900);
  });

  it('takes only topics that exist, numbers that are numbers, and settings of a size', async () => {
    const { call, requests, posted, saved } = bench();
    for (const topic of ['desk', 'no such topic', '__proto__', 7, null]) await call(channels.subscribe, from(), topic);
    expect(requests).toEqual([{ type: 'subscribe', windowId: WINDOW, topic: 'desk' }]);
    for (const values of [
      [1, 2],
      [Number.NaN, 2],
      [1, Infinity],
      ['1', 2],
    ])
      await call(channels.painted, from(), ...values);
    expect(posted).toEqual([{ type: 'painted', sequence: 1, paintedAtMs: 2 }]);
    await call(channels.saveViewSettings, from(), '{}');
    for (const bad of [7, null, 'x'.repeat(2_000_000)]) await expect(call(channels.saveViewSettings, from(), bad)).rejects.toThrow(/1 MB/);
    expect(saved).toEqual(['{}']);
  });
});

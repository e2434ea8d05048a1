/** The link carries commands and outcomes, and says so when the engine is gone. */
import { describe, expect, it, vi } from 'vitest';
import { EngineLink, type EnginePort } from '../../../../electron/main/engine-link';
import { createLog } from '../../../../electron/main/log';
import type { FromEngine, ToEngine } from '../../../../shared/contract/engine-messages';

interface FakeEngine {
  readonly link: EngineLink;
  readonly sent: ToEngine[];
  readonly lost: string[];
  readonly topics: (number | null)[];
  readonly reply: (message: FromEngine) => void;
  readonly exit: (reason: string) => void;
}

function connect(terminate: () => Promise<void> = () => Promise.resolve()): FakeEngine {
  const sent: ToEngine[] = [];
  const lost: string[] = [];
  const topics: (number | null)[] = [];
  let reply: (message: FromEngine) => void = () => undefined;
  let exit: (reason: string) => void = () => undefined;
  const port: EnginePort = {
    post: (message) => void sent.push(message),
    onMessage: (listener) => {
      reply = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    terminate,
  };
  const link = new EngineLink(
    port,
    {
      onTopic: (windowId) => void topics.push(windowId),
      onReady: () => undefined,
      onBeat: () => undefined,
      onLost: (message) => void lost.push(message),
    },
    createLog(() => undefined),
  );
  return { link, sent, lost, topics, reply: (message) => reply(message), exit: (reason) => exit(reason) };
}

const disarm = { name: 'disarm', args: {}, authority: 'reduce' } as const;
const arm = { name: 'arm', args: {}, authority: 'view' } as const;

describe('the engine link', () => {
  it('gives each window the outcome of its own command', async () => {
    const { link, reply, sent } = connect();
    const first = link.send(1, 'a', disarm);
    const second = link.send(2, 'a', disarm);
    expect(sent).toHaveLength(2);
    reply({ type: 'outcome', windowId: 2, id: 'a', outcome: { status: 'denied', reason: 'no' } });
    reply({ type: 'outcome', windowId: 1, id: 'a', outcome: { status: 'accepted', sequence: 9 } });
    expect(await first).toEqual({ status: 'accepted', sequence: 9 });
    expect(await second).toEqual({ status: 'denied', reason: 'no' });
  });

  it('sends a command once, however often it is given', async () => {
    const { link, sent } = connect();
    void link.send(1, 'a', disarm);
    expect(await link.send(1, 'a', disarm)).toMatchObject({ status: 'denied', reason: expect.stringContaining('already sent') });
    expect(sent).toHaveLength(1);
  });

  it('refuses more once the engine has left 256 unanswered, but never what reduces risk', async () => {
    const { link, sent } = connect();
    for (let index = 0; index < 256; index += 1) void link.send(1, `c${index}`, arm);
    expect(await link.send(1, 'one more', arm)).toMatchObject({ status: 'denied' });
    expect(sent).toHaveLength(256);
    void link.send(1, 'pull', disarm);
    expect(sent).toHaveLength(257);
  });

  it('answers what is pending when the engine ends, and tells it once', async () => {
    const { link, exit, reply, lost, sent } = connect();
    const pending = link.send(1, 'a', disarm);
    reply({ type: 'fatal', message: 'the disk is gone' });
    exit('it ended with code 1');
    expect(await pending).toMatchObject({ status: 'unknown', reason: expect.stringContaining('outcome is unknown') });
    expect(lost).toEqual(['the disk is gone']);
    expect(await link.send(1, 'b', disarm)).toMatchObject({ status: 'denied', reason: expect.stringContaining('the disk is gone') });
    expect(sent).toHaveLength(1);
    expect(link.isReady).toBe(false);
  });

  it('ends cleanly only when the engine confirms that nothing rests (fault 68)', async () => {
    const clean = connect();
    const done = clean.link.shutdown();
    expect(clean.sent.at(-1)).toEqual({ type: 'shutdown' });
    clean.reply({ type: 'shutdown-done', isPulled: true });
    expect(await done).toBe(true);

    const unverified = connect();
    const unsure = unverified.link.shutdown();
    unverified.reply({ type: 'shutdown-done', isPulled: false });
    expect(await unsure).toBe(false);

    const crashed = connect();
    const ending = crashed.link.shutdown();
    crashed.exit('it ended with code 1');
    expect(await ending).toBe(false);
    expect(await crashed.link.shutdown()).toBe(false);
  });

  it('does not wait for ever for a thread that a disk holds: what rests meanwhile is main’s to pull', async () => {
    vi.useFakeTimers();
    const { link, reply } = connect(() => new Promise(() => undefined));
    const ended: boolean[] = [];
    void link.shutdown().then((isConfirmed) => ended.push(isConfirmed));
    await vi.advanceTimersByTimeAsync(12_000);
    expect(ended).toEqual([false]);
    let isAbandoned = false;
    void link.abandon('it hangs').then(() => (isAbandoned = true));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(isAbandoned).toBe(true);
    reply({ type: 'ready' });
    expect(link.isReady).toBe(false);
    vi.useRealTimers();
  });
});

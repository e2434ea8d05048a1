/** Every way to quit ends the desk once, and one whose orders may rest says so before it leaves. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (event: { preventDefault(): void }) => void;

const electron = vi.hoisted(() => ({
  listeners: new Map<string, (event: { preventDefault(): void }) => void>(),
  exits: [] as number[],
  answer: 0,
  asked: 0,
}));

vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: Listener) => void electron.listeners.set(name, listener),
    exit: (code: number) => void electron.exits.push(code),
  },
  dialog: {
    showMessageBox: () => {
      electron.asked += 1;
      return Promise.resolve({ response: electron.answer });
    },
  },
}));

const { createQuitGuard } = await import('../../../../electron/main/quit-guard');

const quiet = (): void => undefined;

function bench(isClean: boolean, isBoxShown = true) {
  const said: string[] = [];
  let [isRead, isEmptied] = [quiet, quiet];
  const guard = createQuitGuard({
    end: () => {
      said.push('ends');
      return Promise.resolve(isClean ? 'clean' : 'unverified');
    },
    untilEmpty: () =>
      new Promise((resolve) => {
        isEmptied = resolve;
      }),
    tellUnverified: () => {
      said.push('tells');
      if (!isBoxShown) return Promise.reject(new Error('no display'));
      return new Promise((resolve) => {
        isRead = resolve;
      });
    },
    log: { info: (line) => void said.push(line), warn: quiet, error: quiet, hide: quiet },
  });
  const listeners = new Map<string, Listener>();
  // The guard only listens.
  const window = { on: (name: string, listener: Listener) => void listeners.set(name, listener) } as unknown as Parameters<
    typeof guard.watch
  >[0];
  guard.watch(window);
  let prevented = 0;
  const event = { preventDefault: () => void (prevented += 1) };
  return {
    ...{ guard, said, event },
    fire: (name: string) => (listeners.get(name) ?? electron.listeners.get(name))?.(event),
    read: () => isRead(),
    confirm: () => isEmptied(),
    prevented: () => prevented,
    settle: () => new Promise<void>((resolve) => setTimeout(resolve, 5)),
  };
}

beforeEach(() => {
  electron.exits = [];
  electron.answer = 0;
  electron.asked = 0;
  electron.listeners.clear();
});

describe('the guard of the end', () => {
  it('ends once, however often and in whatever way it is asked, and leaves clean without a word', async () => {
    const { guard, said, fire, prevented, settle } = bench(true);
    guard.quit();
    guard.quit();
    fire('before-quit');
    fire('query-session-end');
    await settle();
    expect(said).toEqual(['quit: pulling quotes and verifying', 'ends', 'quit: clean']);
    expect([prevented(), electron.exits]).toEqual([2, [0]]);
  });

  it('says before it leaves that orders may rest, and waits until that is read (fault 68)', async () => {
    const { guard, said, fire, read, settle } = bench(false);
    guard.quit();
    await settle();
    expect([said.at(-1), electron.exits]).toEqual(['tells', []]);
    fire('before-quit');
    read();
    await settle();
    expect(electron.exits).toEqual([1]);
  });

  it('leaves without waiting for a reader once the pull that goes on meanwhile is confirmed', async () => {
    const { guard, said, confirm, settle } = bench(false);
    guard.quit();
    await settle();
    expect(electron.exits).toEqual([]);
    confirm();
    await settle();
    expect([said.at(-1), electron.exits]).toEqual(["quit: main's own pull found nothing left", [1]]);
  });

  it('leaves all the same where that cannot be said', async () => {
    const { guard, settle } = bench(false, false);
    guard.quit();
    await settle();
    expect(electron.exits).toEqual([1]);
  });

  it('holds up the end of a Windows session until everything is pulled', async () => {
    const { said, fire, prevented, settle } = bench(true);
    fire('query-session-end');
    expect([prevented(), said.includes('ends')]).toEqual([1, true]);
    await settle();
    expect(electron.exits).toEqual([0]);
  });

  it('asks before a window is closed by hand, and stays if that was not meant', async () => {
    const { said, fire, settle } = bench(true);
    fire('close');
    fire('close');
    await settle();
    expect([electron.asked, said]).toEqual([1, []]);
    electron.answer = 1;
    fire('close');
    await settle();
    expect([electron.asked, said.includes('ends'), electron.exits]).toEqual([2, true, [0]]);
  });
});
